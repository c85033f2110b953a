"""How a SQLite database is copied while it is in use, and put back whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from coproduce.backup import BackupRefused
from coproduce.backup.manifest import IN_USE, MARK, PEOPLE_ARE_HERE, Ask, Manifest, count_of

MEMBER = "database.sqlite3"
#: So many seconds are waited for another program that writes.
_PATIENCE = 60
#: And so many until nobody else has the database open that is written over.
_SHORT = 5


@contextmanager
def copied(folder: Path) -> Iterator[tuple[Path, Ask, list[str]]]:
    """
    Copy the database into a folder; give the file, what asks it, and its tables.

    VACUUM INTO reads one state while others go on writing, as SQLite's backup calls do. Those copy page by page, with
    what is left in the gaps; this copies rows, so that nothing that was deleted is in the copy.
    """
    source, made = Path(_name()), folder / MEMBER
    if not source.is_file():
        raise BackupRefused(f"There is no database in {source} yet, so there is nothing to copy.")
    with closing(_open(source, "rw")) as database:
        database.execute("VACUUM INTO ?", [str(made)])
    with closing(_open(made, "ro")) as copy:
        yield made, _asks(copy), _tables(copy)


def put_back(file: Path, manifest: Manifest, statements: list[str]) -> None:
    """
    Look at a copy, change it by these statements, and write it over the database of this installation, at once.

    :raises BackupRefused: when it is not what its manifest says, or somebody began here meanwhile; nothing was written.
    """
    with closing(_open(file, "rw")) as copy:
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise BackupRefused("The database in this file is damaged. Take another copy.")
        ask = _asks(copy)
        if {table: count_of(ask, table) for table in _tables(copy)} != manifest.counts:
            raise BackupRefused("The database in this file is not what it says. Take another copy.")
        for statement in statements:
            copy.execute(statement)
        connection.close()
        with closing(sqlite3.connect(_name(), timeout=_SHORT, isolation_level=None)) as database:
            _keep_others_out(database)
            _refuse_people(database)
            # One transaction: who breaks it off finds the database as it was.
            copy.backup(database)


def _keep_others_out(database: sqlite3.Connection) -> None:
    """Let nobody else read or write until it is closed: SQLite writes a copy over no database in a transaction."""
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        database.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise BackupRefused(
            "The database of this installation is in use: most often, Coproduce runs. Stop it, then type the same"
            " command again. Nothing was changed."
        ) from error
    database.execute("COMMIT")


def _refuse_people(database: sqlite3.Connection) -> None:
    tables, ask = _tables(database), _asks(database)
    if MARK not in tables and any(table in tables and count_of(ask, table) for table in IN_USE):
        raise BackupRefused(PEOPLE_ARE_HERE)


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _asks(database: sqlite3.Connection) -> Ask:
    def ask(question: str) -> tuple[list[str], list[tuple]]:
        found = database.execute(question)
        return [column[0] for column in found.description], found.fetchall()

    return ask


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [name for (name,) in found]
