"""Puts a copy back into an empty installation, and looks at what came of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from coproduce.backup import BackupRefused
from coproduce.backup.archive import check_members, files_of, opened, take_out
from coproduce.backup.looking import look_at_all, tables_differ
from coproduce.backup.making import ENGINES, FILES, KEY, Say, own_key, progress
from coproduce.backup.manifest import IN_USE, MARK, PEOPLE_ARE_HERE, Manifest
from outbox.holding_back import statements_that_hold_back

#: Asked how many emails wait in a copy, and when that was made: whether they are to go out.
AskAboutEmails = Callable[[int, datetime], bool]


@dataclass(frozen=True)
class Restored:
    """What was put back. ``wrong``: what is not as it was; ``notes``: what somebody should know; sentences."""

    manifest: Manifest
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def restore(path: Path, *, now: datetime, say: Say, send_emails: AskAboutEmails) -> Restored:
    """
    Put a copy into this installation, bring it up to date, and look at it.

    Nothing is changed before the whole file was read and found to be what it says. The database comes in one
    transaction, which first looks again whether nobody began here meanwhile; with a mark in it that goes when all is
    done: until then, it can be begun again.

    :raises BackupRefused: when the file, or this installation, is not fit for it.
    :raises OSError: when the disk is full, or the file cannot be read.
    """
    with opened(path) as (archive, manifest):
        _refuse_other_kind(manifest)
        _refuse_newer(manifest)
        _refuse_full(manifest)
        say("Reading the whole file, to see that it is as it was written.")
        check_members(archive, manifest, went_by=progress(say, "Looked at"))
        is_sending = bool(manifest.waiting_emails) and send_emails(
            manifest.waiting_emails, manifest.moment
        )
        held = [] if is_sending else statements_that_hold_back(made_at=manifest.moment, now=now)
        say("Putting back the database.")
        engine = ENGINES[manifest.engine]
        with TemporaryDirectory(prefix=".coproduce-restore-", dir=settings.DATA_DIR) as folder:
            file = Path(folder, engine.MEMBER)
            take_out(archive, engine.MEMBER, file)
            engine.put_back(file, manifest, [*held, f"CREATE TABLE {MARK} (begun integer)"])
        # After it: when the database does not take the copy, nothing was changed.
        went_by = progress(say, "Put back")
        for name, below in files_of(manifest, FILES):
            take_out(archive, name, Path(settings.FILES_DIR, below))
            went_by(name)
        if KEY in manifest.files and (own := own_key()):
            take_out(archive, KEY, own[KEY])
            # Words that were taken out are signed with it, and are looked at below.
            settings.SECRET_KEY = own[KEY].read_text()
    _give_to_owner()
    return _finish(manifest, say)


def _finish(manifest: Manifest, say: Say) -> Restored:
    if _missing(manifest):
        say("The copy is older than this Coproduce. Bringing it up to date.")
        call_command("migrate", interactive=False, verbosity=0)
    say("Looking at decision logs and keys.")
    wrong, notes = look_at_all(manifest)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {MARK}")
    return Restored(manifest, wrong, notes)


def _refuse_other_kind(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        of, here = (names.get(kind, kind) for kind in (manifest.engine, connection.vendor))
        raise BackupRefused(
            f"This copy is of {of}, and this installation uses {here}. Put it back where DATABASE_URL leads to {of}."
            " Nothing was changed."
        )


def _on_disk() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _missing(manifest: Manifest) -> set[str]:
    """Return the migrations that this Coproduce has, and the copy has not."""
    return _on_disk() - set(manifest.migrations)


def _refuse_newer(manifest: Manifest) -> None:
    is_newer = bool(set(manifest.migrations) - _on_disk())
    if is_newer or (not _missing(manifest) and tables_differ(manifest)):
        raise BackupRefused(
            "This copy was made by another version of Coproduce, which this one cannot read: most often, a newer one."
            " Install the version that made it, then type the same command again. Nothing was changed."
        )


def _refuse_full(manifest: Manifest) -> None:
    """Refuse a database with people in it, unless they came by a restore that broke off, and one with other tables."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in there.intersection(IN_USE) if MARK not in there else ():
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608
            if cursor.fetchone()[0]:
                raise BackupRefused(PEOPLE_ARE_HERE)
    known = {
        *connection.introspection.django_table_names(),
        "django_migrations",
        MARK,
        *manifest.counts,
    }
    # SQLite counts what tables hold in tables of its own, once it was asked to.
    if others := sorted(name for name in there - known if not name.startswith("sqlite_")):
        raise BackupRefused(
            f"The database has tables that are not of Coproduce ({', '.join(others[:3])}). Give it a database of its"
            " own. Nothing was changed."
        )


def _give_to_owner() -> None:
    """Leave nothing to root that the user of Coproduce has to read: what was put back is theirs whose folder it is."""
    if os.geteuid() != 0:
        return
    for top in (Path(settings.DATA_DIR), Path(settings.FILES_DIR)):
        owner = top.stat()
        for path in top.rglob("*"):
            if path.lstat().st_uid == 0 != owner.st_uid:
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
