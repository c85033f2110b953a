"""What keeps a command from doing its work, in words for whoever typed it: no traceback for a full disk."""

import errno
import getpass
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import execute_from_command_line

from coproduce.safe_settings import CannotStart
from core.outages import Outage, outage_of

#: With so few bytes, what SQLite calls an error of the disk is a full one.
NO_ROOM = 1_000_000
AGAIN = "Then type the same command again. What was saved before is still there."
FULL = f"The disk is full{{where}}. Make room on it. {AGAIN}"
_READ_ONLY = (errno.EROFS,)
_REFUSED = (errno.EACCES, errno.EPERM)
_IN_THE_WAY = (errno.ENOTDIR, errno.EEXIST, errno.EISDIR)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


class RestoreUnfinished(Exception):  # noqa: N818 - it is what was found
    """What is in the database was put there by a restore that did not come to its end."""


class NewerData(Exception):  # noqa: N818 - it is what was found
    """The database was brought up to date by a Coproduce that knows more than this one."""


def run(arguments: list[str]) -> int:
    """Run a management command; return its exit code. ``--traceback`` shows where something failed, too."""
    try:
        if arguments[1:2] == ["migrate"]:
            look_at_data()
        execute_from_command_line(arguments)
    except Exception as error:
        words = words_for(error, is_migrating=arguments[1:2] == ["migrate"])
        if words is None or "--traceback" in arguments:
            raise
        sys.stderr.write(f"\n{words}\n")
        return 1
    return 0


def look_at_data() -> None:
    """
    Leave a database alone that a newer Coproduce has changed: this one would write into tables that it does not know.

    :raises NewerData: when a migration was done whose number is beyond all that are here.
    :raises RestoreUnfinished: when a restore broke off.
    :raises PermissionError: when the file is there, and cannot be written to; only the first save would tell.
    """
    import django

    django.setup()
    if (file := Path(_database())).is_file() and not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, "", file)
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    from coproduce.backup.manifest import MARK

    here: dict[str, int] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        here[app] = max(here.get(app, 0), _number(name))
    done = MigrationRecorder(connection).applied_migrations()
    if any(app in here and _number(name) > here[app] for app, name in done):
        raise NewerData
    if MARK in connection.introspection.table_names():
        raise RestoreUnfinished


def _number(migration: str) -> int:
    found = re.match(r"\d{1,9}", migration)
    return int(found[0]) if found else 0


def words_for(error: BaseException, *, is_migrating: bool = False) -> str | None:
    """Return what somebody can do about a fault; None when it is one of ours, which needs its traceback."""
    if isinstance(error, CannotStart):
        return f"Coproduce cannot start. {error}"
    if isinstance(error, NewerData):
        return (
            f"{_first(_database())} was last used with a newer Coproduce than this one.\nNothing was changed."
            " Start the newer one, or put back a copy of the data from before."
        )
    if isinstance(error, RestoreUnfinished):
        return (
            f"A copy of the data was being put back into {_database()}, and that broke off.\nBegin it again, with the"
            " same command:   python manage.py restore THE-COPY.tar"
        )
    of_files = next((one for one in _chain(error) if isinstance(one, OSError) and one.errno), None)
    is_of_database = any(hasattr(one, "sqlite_errorname") for one in _chain(error))
    if of_files and not is_of_database:
        return _of_a_file(of_files)
    return _of_the_database(error, is_migrating=is_migrating)


def _of_a_file(error: OSError) -> str | None:
    path = f"{error.filename}" if error.filename else "a file"
    if error.errno in _NO_ROOM:
        return FULL.format(where=f" ({path})")
    if error.errno in _READ_ONLY:
        return f"Nothing can be written to {path}: its disk is read-only.\n{_elsewhere(path)}"
    if error.errno in _REFUSED:
        return (
            f"{_first(_me())} may not read or write {path}.\nLet that user do so, or start Coproduce as the one"
            f" who may. {_elsewhere(path)}"
        )
    if error.errno in _IN_THE_WAY:
        return (
            f"{path} is in the way: we need a folder there, or a file, and find the other.\nMove it away."
            f" {_elsewhere(path)}"
        )
    return None


def _of_the_database(error: BaseException, *, is_migrating: bool) -> str | None:
    outage = outage_of(error)
    names = [getattr(one, "sqlite_errorname", "") for one in _chain(error)]
    if any(name.startswith(_DAMAGED) for name in names):
        return (
            f"{_first(_database())} is damaged, or is no database.\nMove it away, and keep it:"
            " more of it may be saved by somebody who knows SQLite. Put your last copy of the data in its place."
        )
    if outage is Outage.FULL or (any(names) and outage is Outage.AWAY and not _room()):
        return FULL.format(where=f" ({_folder()})" if any(names) else ": the one of the database")
    if outage is Outage.READ_ONLY:
        return f"{_first(_database())} takes no changes.\nLet {_me()} write to it and to its folder. {AGAIN}"
    if outage is Outage.LOCKED:
        return f"Another program is using {_database()}: most often, a Coproduce that runs already.\nStop it. {AGAIN}"
    if outage is Outage.AWAY and any(names):
        return f"We cannot open {_database()}.\nLook that it is a file, and that {_me()} may read and write it."
    if outage is Outage.AWAY:
        return "We cannot reach the database.\nLook that it runs, and that DATABASE_HOST or DATABASE_URL says where."
    if outage is Outage.NOT_MIGRATED and not is_migrating:
        return "The database is older than this Coproduce.\nBring it up to date:   python manage.py migrate"
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _first(words: str) -> str:
    """Begin a sentence with these words."""
    return words[:1].upper() + words[1:]


def _database() -> str:
    from django.conf import settings

    known: dict[str, Any] = settings.DATABASES["default"]
    return str(known["NAME"]) if known["ENGINE"] == "core.sqlite" else "the database"


def _folder() -> Path:
    return Path(_database()).parent


def _room() -> bool:
    try:
        return shutil.disk_usage(_folder()).free > NO_ROOM
    except OSError:
        return True


def _me() -> str:
    try:
        return f"the user {getpass.getuser()}"
    except (KeyError, OSError):
        return "the user of Coproduce"


def _elsewhere(path: str) -> str:
    of_data = os.environ.get("COPRODUCE_DATA_DIR") or str(Path(__file__).parents[1] / "data")
    if not path.startswith(of_data):
        return "Then type the same command again."
    return "Or keep the data somewhere else:   COPRODUCE_DATA_DIR=/somewhere/else ./run"
