"""
Tables that are watched: each write to one of them adds a row to a table of moves, in the same transaction.

Database triggers do it on both engines, so that no service, ``bulk_create`` or ``update`` can forget it. They are put
in place after each ``migrate`` (:func:`watch`), for what stands in the models then; SQLite also needs them out of the
way while tables are made anew (:func:`lift`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

#: What each trigger is called at its end.
SUFFIX = "_moves"
_TIMES = {"insert": ("new",), "update": ("new", "old"), "delete": ("old",)}
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $${body}$$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS {name} ON {table};
CREATE TRIGGER {name} AFTER {time} ON {table} REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
_FOUND = {
    "postgresql": "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
    "WHERE NOT tgisinternal AND tgname LIKE '%\\_moves'",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_moves' ESCAPE '\\'",
}


@dataclass(frozen=True)
class Watched:
    """
    A table of which each write is a move of the row to which its ``path`` of foreign keys leads.

    ``once``: a column of the first row on the path; while it is empty, nothing is noted.
    """

    table: str
    path: tuple[Any, ...]
    once: str = ""

    def whose(self, row: str) -> str:
        """Return the SQL of the key to which a row of the table leads."""
        if not self.path:
            return f"{row}.id"
        first, *others = self.path
        if not others and not self.once:
            return f"{row}.{first.column}"
        tables = [f"{first.related_model._meta.db_table} t0"]
        for place, key in enumerate(others[:-1], start=1):
            table = key.related_model._meta.db_table
            tables.append(f"JOIN {table} t{place} ON t{place}.id = t{place - 1}.{key.column}")
        where = f"t0.id = {row}.{first.column}"
        if self.once:
            where += f" AND t0.{self.once} IS NOT NULL"
        found = f"t{len(others) - 1}.{others[-1].column}" if others else "t0.id"
        return f"(SELECT {found} FROM {' '.join(tables)} WHERE {where})"  # noqa: S608 - names only


def path_to(model: type[models.Model], goal: type[models.Model]) -> tuple[Any, ...] | None:
    """Return the shortest path of foreign keys from a model to another, all but the last never empty; None without."""
    if model is goal:
        return ()
    seen: set[Any] = {model}
    waiting: list[tuple[Any, tuple[Any, ...]]] = [(model, ())]
    while waiting:
        here, path = waiting.pop(0)
        keys = [key for key in here._meta.concrete_fields if key.many_to_one or key.one_to_one]
        for key in sorted(keys, key=lambda key: bool(key.null)):
            if key.related_model is goal:
                return (*path, key)
            if not key.null and key.related_model not in seen:
                seen.add(key.related_model)
                waiting.append((key.related_model, (*path, key)))
    return None


def watch(
    connection: BaseDatabaseWrapper, moves: type[models.Model], watched: Iterable[Watched]
) -> None:
    """Put the triggers in place: what is right stays, what is missing or different is made, the rest goes."""
    tables = set(connection.introspection.table_names())
    wanted = {
        f"{row.table}_{time}{SUFFIX}": (row, time, _body(connection, moves, row, time))
        for row in watched
        for time in _TIMES
        if row.table in tables
    }
    found = _found(connection)
    with connection.cursor() as cursor:
        for name in found.keys() - wanted.keys():
            cursor.execute(_drop(connection, name))
        for name, (row, time, body) in wanted.items():
            if found.get(name) == body:
                continue
            if connection.vendor == "postgresql":
                rows = " ".join(f"{age} TABLE AS {age}_rows" for age in _TIMES[time])
                cursor.execute(
                    _FUNCTION.format(name=name, body=body, table=row.table, time=time, rows=rows)
                )
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(body)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away until :func:`watch` puts them back."""
    with connection.cursor() as cursor:
        for name in _found(connection):
            cursor.execute(_drop(connection, name))


def _body(
    connection: BaseDatabaseWrapper, moves: type[models.Model], row: Watched, time: str
) -> str:
    """Return what a trigger does, as the database keeps its text."""
    is_postgresql = connection.vendor == "postgresql"
    whose = " UNION ".join(
        f"SELECT {row.whose('r')} AS whose FROM {age}_rows r"  # noqa: S608 - names only
        if is_postgresql
        else f"SELECT {row.whose(age)} AS whose"
        for age in _TIMES[time]
    )
    (key,) = (field.column for field in moves._meta.concrete_fields if field.is_relation)
    into = f"{moves._meta.db_table} ({key})"
    note = f"INSERT INTO {into} SELECT DISTINCT whose FROM ({whose}) found WHERE whose IS NOT NULL;"  # noqa: S608
    if is_postgresql:
        return f"BEGIN {note} RETURN NULL; END;"
    return f"CREATE TRIGGER {row.table}_{time}{SUFFIX} AFTER {time.upper()} ON {row.table} BEGIN {note} END"


def _found(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_FOUND[connection.vendor])
        return dict(cursor.fetchall())


def _drop(connection: BaseDatabaseWrapper, name: str) -> str:
    return (
        f"DROP FUNCTION {name} CASCADE"
        if connection.vendor == "postgresql"
        else f"DROP TRIGGER {name}"
    )
