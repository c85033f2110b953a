"""
Let the test runner, and nothing else, empty append-only tables after a test with real transactions.

Such a test is followed by Django's flush: TRUNCATE on PostgreSQL, DELETE on SQLite, both of which the triggers
refuse. Around that one call the triggers stand aside and come back, in one transaction (docs/adr/0051).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRESQL = (
    "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgname ~ '_(append_only|no_truncate)$'"
)
_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
    "AND (name LIKE '%_no_update' OR name LIKE '%_no_delete')"
)


@contextmanager
def triggers_stand_aside() -> Iterator[None]:
    """Switch the append-only triggers off for a moment."""
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
            cursor.execute(_SQLITE)
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)


def keep_seeds_and_triggers(connection: BaseDatabaseWrapper) -> None:
    """
    Change how this connection is flushed between tests.

    Called once on a freshly migrated database: append-only tables are emptied like others, and the rows
    that migrations made (the ten elements) come back afterwards.
    """
    seeds = connection.creation.serialize_db_to_string()
    flush: Callable[[Sequence[str]], None] = connection.ops.execute_sql_flush

    def flush_and_seed(sql_list: Sequence[str]) -> None:
        with triggers_stand_aside():
            flush(sql_list)
        connection.creation.deserialize_db_from_string(seeds)

    connection.ops.execute_sql_flush = flush_and_seed  # type: ignore[method-assign]
