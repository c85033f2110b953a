"""
Let the test runner, and nothing else, empty append-only tables after a test with real transactions.

Such a test is followed by Django's flush: TRUNCATE on PostgreSQL, DELETE on SQLite, both of which the triggers
refuse. Around that one call the triggers stand aside and come back, in one transaction (docs/adr/0051).

TRUNCATE gives each table and each index a new file, which takes a second for all of them. Where we may, rows are
deleted instead: a test leaves a handful of them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.core.management.color import no_style
from django.core.serializers import deserialize
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

_POSTGRESQL = (
    "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgname ~ '_(append_only|no_truncate)$'"
)
_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
    "AND (name LIKE '%_no_update' OR name LIKE '%_no_delete' OR name LIKE '%_moves') AND tbl_name LIKE %s"
)


@contextmanager
def triggers_stand_aside(table: str = "%") -> Iterator[None]:
    """
    Switch the triggers off for a moment: those that refuse, and on SQLite those that note moves.

    On SQLite, those of one table alone where it is named: each has to be made anew.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL)
            tables = [table for (table,) in cursor.fetchall()]
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        else:
            cursor.execute(_SQLITE, [table])
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)


def _may_delete(connection: BaseDatabaseWrapper, sql_list: Sequence[str]) -> bool:
    """Whether rows can go past all triggers and foreign keys, and no key has to start again at 1."""
    if connection.vendor != "postgresql" or "RESTART IDENTITY" in " ".join(sql_list):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return cursor.fetchone() == ("on",)


def _delete_all(connection: BaseDatabaseWrapper) -> None:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    empty = ";".join(f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # Until the transaction ends, no trigger fires and no foreign key is looked at.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(empty)


def _seeds(connection: BaseDatabaseWrapper) -> dict[type[Model], list[Model]]:
    """Return all rows of a freshly migrated database, which come back with one INSERT a table."""
    seeds: dict[type[Model], list[Model]] = {}
    for found in deserialize("json", connection.creation.serialize_db_to_string()):
        if found.m2m_data and any(found.m2m_data.values()):
            raise AssertionError(
                f"{found.object!r} is tied to others; say here how that comes back."
            )
        seeds.setdefault(type(found.object), []).append(found.object)
    return seeds


def keep_seeds_and_triggers(connection: BaseDatabaseWrapper) -> None:
    """
    Change how this connection is flushed between tests.

    Called once on a freshly migrated database: append-only tables are emptied like others, and the rows
    that migrations made (the ten elements) come back afterwards.
    """
    seeds = _seeds(connection)
    flush: Callable[[Sequence[str]], None] = connection.ops.execute_sql_flush

    def flush_and_seed(sql_list: Sequence[str]) -> None:
        with transaction.atomic(using=connection.alias):
            if _may_delete(connection, sql_list):
                _delete_all(connection)
            else:
                with triggers_stand_aside():
                    flush(sql_list)
            for model, rows in seeds.items():
                model._base_manager.using(connection.alias).bulk_create(rows)
            # They came with their keys: what is added next must not get one of them.
            with connection.cursor() as cursor:
                for sql in connection.ops.sequence_reset_sql(no_style(), list(seeds)):
                    cursor.execute(sql)

    connection.ops.execute_sql_flush = flush_and_seed  # type: ignore[method-assign]
