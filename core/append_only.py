"""Tables to which rows are only ever added: a database trigger refuses everything else on both engines."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.may_change import MayChange

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF {may_change} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END; $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
DROP TRIGGER IF EXISTS {table}_no_truncate ON {table};
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""
_UNDO_POSTGRESQL = "DROP FUNCTION IF EXISTS {table}_refuse() CASCADE;"
_UNDO_SQLITE = [
    "DROP TRIGGER IF EXISTS {table}_no_update;",
    "DROP TRIGGER IF EXISTS {table}_no_delete;",
    "DROP TRIGGER IF EXISTS {table}_no_replace;",
]
_SQLITE = [
    *_UNDO_SQLITE,
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN ({may_change}) IS NOT TRUE "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;",
    # INSERT OR REPLACE takes the old row away without asking the trigger above.
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {is_there} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;",
]


def append_only(table: str, *keys: str, but: MayChange | None = None) -> migrations.RunPython:
    """
    Return the migration operation that makes a table append-only.

    :param keys: its unique columns besides ``id``, as in ``"decision_id, version"``.
    :param but: what may change in a row after all.

    SQLite makes a table anew when a migration alters it, and the triggers go with the old one: put this
    operation at the end of every later migration that alters the table. Doing it twice does no harm.
    """
    forwards, backwards = _both_ways(table, keys, but)
    return migrations.RunPython(forwards, backwards)


def _both_ways(table: str, keys: tuple[str, ...], but: MayChange | None) -> tuple[Any, Any]:
    """Return what sets the triggers of a table, and what takes them away."""

    def run(editor: BaseDatabaseSchemaEditor, postgresql: str, sqlite: list[str]) -> None:
        words = {
            "table": table,
            "is_there": _is_there(table, keys),
            "may_change": _may_change(editor, table, but),
        }
        on_postgresql = editor.connection.vendor == "postgresql"
        for statement in [postgresql] if on_postgresql else sqlite:
            editor.execute(statement.format(**words))

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        run(editor, _POSTGRESQL, _SQLITE)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        run(editor, _UNDO_POSTGRESQL, _UNDO_SQLITE)

    return forwards, backwards


def _may_change(editor: BaseDatabaseSchemaEditor, table: str, but: MayChange | None) -> str:
    """Return the condition under which an UPDATE passes, with the columns that the table has by now."""
    if but is None:
        return "FALSE"
    connection = editor.connection
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return but.condition(connection.vendor, [column.name for column in described])


def _is_there(table: str, keys: tuple[str, ...]) -> str:
    """Return the condition that a new row would take the place of one that is there."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE "  # noqa: S608 - names from migrations, no input
        + " AND ".join(f"{column.strip()} = NEW.{column.strip()}" for column in key.split(","))
        + ")"
        for key in ("id", *keys)
    )
