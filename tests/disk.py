"""What a copy of the disk shows: the bytes of the database, tables and logs, as they lie there."""

import re
from pathlib import Path

from django.db import connection


def files_of_database(*tables: str) -> dict[str, bytes]:
    """
    Return the files of the database by their names.

    SQLite: the database with its logs. PostgreSQL: the files of the named tables, with what is stored apart and the
    indexes, and its write-ahead log as far as it was written since the server started.
    """
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}
    return files_of_tables(*tables) | _logs_of_postgresql()


def log_begins() -> str:
    """Name the log of PostgreSQL that is written now: what is said from here on is in none before it."""
    if connection.vendor == "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
        return str(cursor.fetchone()[0])


def files_with(word: str, *tables: str, since: str) -> list[str]:
    """
    Name the files of the database (:func:`files_of_database`) that have a word in them; logs from ``since`` on.

    PostgreSQL looks through its logs itself: they have hundreds of megabytes.
    """
    if connection.vendor == "sqlite":
        return [name for name, content in files_of_database().items() if word.encode() in content]
    found = [name for name, content in files_of_tables(*tables).items() if word.encode() in content]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute(
            "SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' AND name >= %s"
            # One that was let go meanwhile is read as nothing.
            " AND position(%s::bytea IN pg_read_binary_file('pg_wal/' || name, 0, size, true)) > 0",
            [since, word.encode()],
        )
        return found + [name for (name,) in cursor.fetchall()]


def files_of_tables(*tables: str) -> dict[str, bytes]:
    """Return the files of these tables; on SQLite there is one for all."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return {path.name: path.read_bytes()}
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "WITH wanted AS (SELECT oid, reltoastrelid FROM pg_class WHERE relname = ANY(%s)),"
            " tables AS (SELECT oid FROM wanted UNION SELECT reltoastrelid FROM wanted WHERE reltoastrelid <> 0)"
            " SELECT oid::regclass::text, pg_read_binary_file(pg_relation_filepath(oid)) FROM tables"
            " UNION ALL SELECT indexrelid::regclass::text, pg_read_binary_file(pg_relation_filepath(indexrelid))"
            " FROM pg_index WHERE indrelid IN (SELECT oid FROM tables)",
            [list(tables)],
        )
        return {name: bytes(content) for name, content in cursor.fetchall()}


def versions_on_disk(table: str, boxes: list[bytes]) -> int:
    """
    Count the versions of rows that a copy shows: those that hold now, and older ones that are not swept away yet.

    PostgreSQL: rows of the table, dead ones too. SQLite: how often one of these contents is in a file or the log.
    """
    if connection.vendor == "sqlite":
        files = files_of_database().values()
        return sum(content.count(box[64:128]) for content in files for box in boxes)
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        cursor.execute(
            "SELECT count(t_data) FROM generate_series(0, pg_relation_size(%s) / 8192 - 1) page,"
            " heap_page_items(get_raw_page(%s, page::int))",
            [table, table],
        )
        return cursor.fetchone()[0]


def _logs_of_postgresql() -> dict[str, bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute(
            "SELECT name, pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir() ORDER BY name"
        )
        return {
            name: bytes(content)
            for name, content in cursor.fetchall()
            if re.fullmatch(r"[0-9A-F]{24}", name)
        }
