"""What keeps a command from its work is said in words, with what to do; a fault of ours keeps its traceback."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError

from coproduce import start


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


def of_sqlite(name: str) -> Exception:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorname = name
    return caused(OperationalError("as SQLite says it"), error)


@pytest.fixture(autouse=True)
def on_a_laptop(monkeypatch, tmp_path):
    """With a file for a database, whatever these tests run on."""
    monkeypatch.setattr(start, "_database", lambda: str(tmp_path / "db.sqlite3"))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full (/data/x). Make room on it."),
        (errno.EDQUOT, "The disk is full (/data/x). Make room on it."),
        (errno.EROFS, "Nothing can be written to /data/x: its disk is read-only."),
        (errno.EACCES, "may not read or write /data/x."),
        (errno.EPERM, "may not read or write /data/x."),
        (errno.ENOTDIR, "/data/x is in the way"),
        (errno.EEXIST, "/data/x is in the way"),
    ],
)
def test_what_the_disk_says_names_the_file(number, said):
    assert said in start.words_for(OSError(number, "as Linux says it", "/data/x"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_NOTADB", "is damaged, or is no database."),
        ("SQLITE_CORRUPT", "is damaged, or is no database."),
        ("SQLITE_CORRUPT_VTAB", "is damaged, or is no database."),
        ("SQLITE_FULL", "The disk is full"),
        ("SQLITE_READONLY_DIRECTORY", "takes no changes."),
        ("SQLITE_BUSY", "Another program is using"),
        ("SQLITE_CANTOPEN", "We cannot open"),
        ("SQLITE_IOERR_WRITE", "We cannot open"),
    ],
)
def test_what_sqlite_says_names_the_file_of_the_database(name, said, tmp_path):
    words = start.words_for(of_sqlite(name))
    assert said in words
    assert str(tmp_path) in words


def test_an_error_of_a_disk_without_room_is_a_full_disk(monkeypatch):
    monkeypatch.setattr(start, "NO_ROOM", 10**18)
    assert start.words_for(of_sqlite("SQLITE_IOERR_WRITE")).startswith("The disk is full")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            caused(OperationalError(), psycopg.OperationalError("refused")),
            "DATABASE_HOST or DATABASE_URL says where.",
        ),
        (caused(OperationalError(), psycopg.errors.DiskFull()), "The disk is full: the one of the"),
        (caused(DatabaseError(), psycopg.errors.LockNotAvailable()), "is using the database:"),
        (caused(ProgrammingError(), psycopg.errors.UndefinedTable()), "manage.py migrate"),
    ],
)
def test_what_a_server_says(error, said, monkeypatch):
    monkeypatch.setattr(start, "_database", lambda: "the database")
    assert said in start.words_for(error)


@pytest.mark.parametrize(
    "error",
    [
        ZeroDivisionError(),
        FileNotFoundError(errno.ENOENT, "no such file", "a template of ours"),
        caused(ProgrammingError(), psycopg.errors.SyntaxError()),
    ],
)
def test_a_fault_of_our_own_keeps_its_traceback(error):
    assert start.words_for(error) is None


def test_a_migration_that_asks_for_what_is_not_there_is_a_fault_of_our_own():
    error = caused(ProgrammingError(), psycopg.errors.UndefinedTable())
    assert start.words_for(error, is_migrating=True) is None
    assert start.words_for(error)


def test_whoever_asks_for_the_traceback_gets_it(monkeypatch):
    def fail(_arguments):
        raise OSError(errno.ENOSPC, "No space left on device", "/data/x")

    monkeypatch.setattr(start, "execute_from_command_line", fail)
    assert start.run(["manage.py", "demo"]) == 1
    with pytest.raises(OSError):
        start.run(["manage.py", "demo", "--traceback"])
