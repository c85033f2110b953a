"""Tables to which rows are only ever added: a database trigger refuses UPDATE and DELETE on both engines."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END; $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""
_SQLITE = [
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;",
]
_UNDO_POSTGRESQL = "DROP FUNCTION IF EXISTS {table}_refuse() CASCADE;"
_UNDO_SQLITE = [
    "DROP TRIGGER IF EXISTS {table}_no_update;",
    "DROP TRIGGER IF EXISTS {table}_no_delete;",
]


def append_only(table: str) -> migrations.RunPython:
    """Return the migration operation that makes a table append-only."""

    def run(editor: BaseDatabaseSchemaEditor, postgresql: str, sqlite: list[str]) -> None:
        statements = [postgresql] if editor.connection.vendor == "postgresql" else sqlite
        for statement in statements:
            editor.execute(statement.format(table=table))

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        run(editor, _POSTGRESQL, _SQLITE)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        run(editor, _UNDO_POSTGRESQL, _UNDO_SQLITE)

    return migrations.RunPython(forwards, backwards)
