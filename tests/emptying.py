"""
Let the test runner, and nothing else, empty append-only tables after a test with real transactions.

Such a test is followed by Django's flush: TRUNCATE on PostgreSQL, DELETE on SQLite, both of which the triggers
refuse. Around that one call the triggers stand aside and come back, in one transaction (docs/adr/0051).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

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


def past_triggers(flush: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the flush of the database's operations."""

    def flush_past_triggers(self: Any, sql_list: list[str]) -> Any:
        with triggers_stand_aside():
            return flush(self, sql_list)

    return flush_past_triggers
