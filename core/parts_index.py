"""
An index by which PostgreSQL finds a few letters anywhere in a text, with its extension ``pg_trgm`` (docs/adr/0153).

A role that may make things in its database may make that extension. Where it may not, or where the extension is not
there, the same is found without the index; only slower. SQLite reads all texts.
"""

import logging
from typing import Any

from django.db import DatabaseError, migrations, transaction

logger = logging.getLogger(__name__)


def index_of_parts(name: str, table: str, column: str) -> migrations.RunPython:
    """Return the migration operation that makes such an index, if this database can; doing it twice does no harm."""

    def forwards(apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "postgresql":
            return
        try:
            with transaction.atomic(editor.connection.alias):
                editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                editor.execute(
                    f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin ({column} gin_trgm_ops)"
                )
        except DatabaseError as error:
            logger.warning("No index %s: searches will be slower (%s).", name, type(error).__name__)

    def backwards(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX IF EXISTS {name}")

    return migrations.RunPython(forwards, backwards)
