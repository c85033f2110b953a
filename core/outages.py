"""Tells why the database did not do what it was asked, in as far as a person can do something about it."""

import errno
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice

from django.db import Error, IntegrityError, InterfaceError, OperationalError


class Outage(StrEnum):
    """Why nothing can be saved, or nothing be read, just now."""

    AWAY = "away"
    LOCKED = "locked"
    READ_ONLY = "read only"
    FULL = "full"
    NOT_MIGRATED = "not migrated"


#: How many seconds later it is worth to try again.
RETRY_AFTER = {
    Outage.AWAY: 30,
    Outage.LOCKED: 5,
    Outage.READ_ONLY: 120,
    Outage.FULL: 300,
    Outage.NOT_MIGRATED: 60,
}
#: Beginnings of PostgreSQL's SQLSTATE, and of the names of SQLite's errors.
_BEGINNINGS = {
    "08": Outage.AWAY,
    "28": Outage.AWAY,
    "3D000": Outage.AWAY,
    "53200": Outage.AWAY,
    "53300": Outage.AWAY,
    "57P": Outage.AWAY,
    "58": Outage.AWAY,
    "40001": Outage.LOCKED,
    "40P01": Outage.LOCKED,
    "55P03": Outage.LOCKED,
    "57014": Outage.LOCKED,
    "25006": Outage.READ_ONLY,
    "53100": Outage.FULL,
    "42P01": Outage.NOT_MIGRATED,
    "42703": Outage.NOT_MIGRATED,
    "SQLITE_BUSY": Outage.LOCKED,
    "SQLITE_LOCKED": Outage.LOCKED,
    "SQLITE_READONLY": Outage.READ_ONLY,
    "SQLITE_FULL": Outage.FULL,
    "SQLITE_CANTOPEN": Outage.AWAY,
    "SQLITE_IOERR": Outage.AWAY,
    "SQLITE_NOTADB": Outage.AWAY,
    "SQLITE_CORRUPT": Outage.AWAY,
}
#: What the disk says when a file is kept beside the database: a picture, a recording, a form with a file in it.
_OF_FILES = {
    errno.ENOSPC: Outage.FULL,
    errno.EDQUOT: Outage.FULL,
    errno.EROFS: Outage.READ_ONLY,
    errno.EIO: Outage.AWAY,
}
_TAKEN = ("23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
_MISSING = ("no such table", "no such column", "has no column named")
_MOST_BEHIND = 10


def outage_of(error: BaseException | None) -> Outage | None:
    """
    Return which outage an error tells of, or None when it is another kind of fault.

    What came before it is looked at too: after a failure, a transaction that goes on gives an error of its own.
    """
    found = (_told_by(one) for one in islice(_chain(error), _MOST_BEHIND))
    return next((outage for outage in found if outage), None)


def is_taken(error: BaseException | None) -> bool:
    """Whether what may be there only once is there already; most often, somebody saved it at the same moment."""
    return any(
        isinstance(one, IntegrityError) and _code(one.__cause__).startswith(_TAKEN)
        for one in islice(_chain(error), _MOST_BEHIND)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _told_by(error: BaseException) -> Outage | None:
    if isinstance(error, OSError):
        return _OF_FILES.get(error.errno or 0)
    if not isinstance(error, Error):
        return None
    code = _code(error.__cause__)
    if code == "SQLITE_ERROR":
        is_missing = any(words in str(error) for words in _MISSING)
        return Outage.NOT_MIGRATED if is_missing else None
    if code:
        return next((kind for start, kind in _BEGINNINGS.items() if code.startswith(start)), None)
    # Without a code, the server was never reached, or was lost on the way.
    return Outage.AWAY if isinstance(error, (OperationalError, InterfaceError)) else None


def _code(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None) or ""
