"""Which outage an error of either driver tells of."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import IntegrityError, InternalError, OperationalError, ProgrammingError

from core.outages import RETRY_AFTER, Outage, is_taken, outage_of


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


def of_sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (OperationalError("connection refused"), Outage.AWAY),
        (caused(OperationalError(), psycopg.OperationalError("refused")), Outage.AWAY),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), Outage.AWAY),
        (caused(OperationalError(), psycopg.errors.TooManyConnections()), Outage.AWAY),
        (caused(OperationalError(), psycopg.errors.LockNotAvailable()), Outage.LOCKED),
        (caused(OperationalError(), psycopg.errors.QueryCanceled()), Outage.LOCKED),
        (caused(OperationalError(), psycopg.errors.DeadlockDetected()), Outage.LOCKED),
        (caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()), Outage.READ_ONLY),
        (caused(OperationalError(), psycopg.errors.DiskFull()), Outage.FULL),
        (caused(ProgrammingError(), psycopg.errors.UndefinedTable()), Outage.NOT_MIGRATED),
        (caused(ProgrammingError(), psycopg.errors.UndefinedColumn()), Outage.NOT_MIGRATED),
        (caused(ProgrammingError(), psycopg.errors.SyntaxError()), None),
        (caused(IntegrityError(), psycopg.errors.UniqueViolation()), None),
        (caused(OperationalError(), of_sqlite("SQLITE_BUSY_SNAPSHOT")), Outage.LOCKED),
        (caused(OperationalError(), of_sqlite("SQLITE_READONLY_DBMOVED")), Outage.READ_ONLY),
        (caused(OperationalError(), of_sqlite("SQLITE_FULL")), Outage.FULL),
        (caused(OperationalError(), of_sqlite("SQLITE_CANTOPEN")), Outage.AWAY),
        (
            caused(OperationalError("no such table: x"), of_sqlite("SQLITE_ERROR")),
            Outage.NOT_MIGRATED,
        ),
        (caused(OperationalError('near "FRM"'), of_sqlite("SQLITE_ERROR")), None),
        (OSError(errno.ENOSPC, "No space left on device"), Outage.FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), Outage.FULL),
        (OSError(errno.EROFS, "Read-only file system"), Outage.READ_ONLY),
        (OSError(errno.EIO, "Input/output error"), Outage.AWAY),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (ValueError("of our own"), None),
        (None, None),
    ],
)
def test_an_error_tells_of_an_outage_or_of_none(error, outage):
    assert outage_of(error) is outage


def test_what_came_before_is_looked_at():
    first = caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction())
    later = caused(InternalError(), psycopg.errors.InFailedSqlTransaction())
    later.__cause__.__context__ = first
    assert outage_of(later) is Outage.READ_ONLY


def test_each_outage_says_when_to_try_again():
    assert set(RETRY_AFTER) == set(Outage)


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (caused(IntegrityError(), psycopg.errors.UniqueViolation()), True),
        (caused(IntegrityError(), of_sqlite("SQLITE_CONSTRAINT_UNIQUE")), True),
        (caused(ValueError(), caused(IntegrityError(), psycopg.errors.UniqueViolation())), True),
        (caused(IntegrityError(), psycopg.errors.CheckViolation()), False),
        (caused(IntegrityError(), of_sqlite("SQLITE_CONSTRAINT_CHECK")), False),
        (caused(OperationalError(), psycopg.errors.UniqueViolation()), False),
        (None, False),
    ],
)
def test_an_error_tells_whether_somebody_else_was_quicker(error, is_so):
    assert is_taken(error) is is_so
