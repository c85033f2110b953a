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
class Note:
    """A table into which each write is noted as well, as which ``kind`` of row, and the column with the row's key."""

    into: type[models.Model]
    kind: str
    key: str


@dataclass(frozen=True)
class Watched:
    """
    A table of which each write is a move of the row to which its ``path`` of foreign keys leads.

    ``once``: a column of the first row on the path; while it is empty, nothing is noted. ``note``: what else is noted
    with each write, in a table with columns for that row, ``kind`` and ``row``.
    """

    table: str
    path: tuple[Any, ...]
    once: str = ""
    note: Note | None = None

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
    rows = {
        age: (f" FROM {age}_rows r", "r") if is_postgresql else ("", age) for age in _TIMES[time]
    }
    told = _insert(moves, "", [f"SELECT {row.whose(r)} AS whose{of}" for of, r in rows.values()])
    if note := row.note:
        selects = [
            f"SELECT {row.whose(r)} AS whose, '{note.kind}', {r}.{note.key}{of}"
            for of, r in rows.values()
        ]
        told += " " + _insert(note.into, ", kind, row", selects)
    if is_postgresql:
        return f"BEGIN {told} RETURN NULL; END;"
    return f"CREATE TRIGGER {row.table}_{time}{SUFFIX} AFTER {time.upper()} ON {row.table} BEGIN {told} END"


def _insert(into: type[models.Model], columns: str, selects: list[str]) -> str:
    """Return the SQL that adds a row for each row that was written, once."""
    (key,) = (field.column for field in into._meta.concrete_fields if field.is_relation)
    found = " UNION ".join(selects)
    return (
        f"INSERT INTO {into._meta.db_table} ({key}{columns}) "  # noqa: S608 - names only
        f"SELECT DISTINCT * FROM ({found}) found WHERE whose IS NOT NULL;"
    )


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
