"""A second installation beside the one of a test: another database, other folders, nothing in them."""

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import override_settings


@contextlib.contextmanager
def another_installation(folder: Path) -> Iterator[None]:
    """While this lasts, all that is asked for goes to an installation of its own, without even a table."""
    folder.mkdir()
    name, is_file = connection.settings_dict["NAME"], connection.vendor == "sqlite"
    other = str(folder / "db.sqlite3") if is_file else f"coproduce_other_{uuid.uuid4().hex[:12]}"
    connection.close()
    if not is_file:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{other}"')
    connection.settings_dict["NAME"] = other
    try:
        with folders(folder):
            yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        if not is_file:
            with connection.creation._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')


@contextlib.contextmanager
def folders(folder: Path) -> Iterator[None]:
    """While this lasts, data and files are in this folder."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    place = settings.STORAGES["files"]
    options = place["OPTIONS"] | {"location": files}
    storages = settings.STORAGES | {"files": place | {"OPTIONS": options}}
    with override_settings(DATA_DIR=folder, FILES_DIR=files, STORAGES=storages):
        yield


def rows_of_all_tables() -> dict[str, list[str]]:
    """Return all rows of the database, by their tables."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found
