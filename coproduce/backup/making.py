"""Makes a copy of this installation, while it is in use."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.utils import timezone

from coproduce.backup import BackupRefused, postgresql, sqlite
from coproduce.backup.archive import write_archive
from coproduce.backup.manifest import Manifest, write_manifest

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
FILES, KEY = "files", "secret-key"
_UNFINISHED = ".coproduce-backup-"
#: What is as old, in seconds, was left by a command that was killed.
_LEFT_BEHIND = 24 * 60 * 60
#: So many files are named once.
STEP = 200
Say = Callable[[str], None]


@dataclass(frozen=True)
class Backup:
    """A copy that was made."""

    path: Path
    manifest: Manifest


def make_backup(given: str, *, now: datetime, say: Say) -> Backup:
    """
    Copy the database, pictures and recordings, and the key that this installation made for itself, into one file.

    :param given: a folder, or a file that is not there yet.
    :raises BackupRefused: when it cannot be made; then nothing is left of it.
    :raises OSError: when the disk is full, or the place cannot be written to; the same.
    """
    target = _target(Path(given), now=now)
    _sweep(target.parent)
    _look_at_room(target.parent)
    engine = ENGINES[connection.vendor]
    with TemporaryDirectory(prefix=_UNFINISHED, dir=target.parent) as name:
        folder = Path(name)
        say("Copying the database.")
        with engine.copied(folder) as (file, ask, tables):
            manifest = write_manifest(ask, tables, now=now, engine=connection.vendor)
        # After the database: what is added meanwhile is in neither, or in the files alone.
        members = {engine.MEMBER: file, **own_key(), **dict(_files())}
        new = folder / "new"
        manifest = write_archive(new, members, manifest, went_by=progress(say, "Copied"))
        new.rename(target)
    _keep_name(target.parent)
    return Backup(target, manifest)


def progress(say: Say, verb: str) -> Callable[[str], None]:
    """Return what is told each member, and says now and then how many pictures and recordings there were."""
    count = 0

    def went_by(name: str) -> None:
        nonlocal count
        if name.startswith(f"{FILES}/"):
            count += 1
            if count % STEP == 0:
                say(f"{verb} {count} pictures and recordings.")

    return went_by


def _target(given: Path, *, now: datetime) -> Path:
    folder = given if given.is_dir() else given.parent
    inside = folder.resolve()
    for place in (settings.FILES_DIR, settings.KEYS_DIR):
        if inside.is_relative_to(Path(place).resolve()):
            raise BackupRefused(f"Keep the copy outside of {place}. Name another folder.")
    if given.is_dir():
        stem = f"coproduce-{timezone.localdate(now):%Y-%m-%d}"
        names = (f"{stem}{f'-{n}' if n > 1 else ''}.tar" for n in range(1, 10_000))
        return next(given / name for name in names if not (given / name).exists())
    if given.exists():
        raise BackupRefused(
            f"{given} is there already, and nothing is written over. Give another name."
        )
    if not folder.is_dir():
        raise BackupRefused(f"There is no folder {folder}. Make it first:   mkdir -m 700 {folder}")
    if given.suffix != ".tar":
        raise BackupRefused(
            f"There is no folder {given}. Make it, or give a name that ends with .tar"
        )
    return given


def _look_at_room(folder: Path) -> None:
    needed = 0
    for _name, path in _files():
        with suppress(FileNotFoundError):  # taken out since it was found
            needed += path.stat().st_size
    if connection.vendor == "sqlite":
        with suppress(FileNotFoundError):
            needed += 2 * Path(connection.settings_dict["NAME"]).stat().st_size
    if needed > (free := shutil.disk_usage(folder).free):
        raise BackupRefused(
            f"The disk of {folder} has {free // 10**6} MB of room, and the copy needs up to {needed // 10**6} MB while"
            " it is made. Make room, or name a folder on another disk."
        )


def _files() -> Iterator[tuple[str, Path]]:
    if settings.FILES_BUCKET:
        return
    top = Path(settings.FILES_DIR)
    for path in sorted(top.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{FILES}/{path.relative_to(top).as_posix()}", path


def own_key() -> dict[str, Path]:
    """Return the key that was made here; one that was given stands where it was given."""
    path = Path(settings.DATA_DIR) / KEY
    is_used = path.is_file() and path.read_text() == settings.SECRET_KEY
    return {KEY: path} if is_used else {}


def _sweep(folder: Path) -> None:
    """Take away what commands left that were killed."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left)


def _keep_name(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
