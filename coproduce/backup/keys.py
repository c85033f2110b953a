"""
Copies of the keys of people and of locked words: made and put back apart from all other copies (docs/adr/0162).

The keys of open reviews are never in them: whoever has those and the database can read open answers (docs/adr/0110).
"""

import os
import re
import tarfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone
from nacl.secret import Aead

from coproduce.backup import BackupRefused
from core import locked_words
from core.key_files import read_key_file, write_key_files
from core.own_keys import FOLDER, own_key_path
from participation.models import MemberKey

#: Older copies of keys are deleted. What was erased can be read from copies for 30 days at most: each is deleted by
#: one that is made up to a day later.
KEPT_FOR = timedelta(days=29)
#: A copy that was being made and broke off, so long ago.
_BROKEN_OFF = timedelta(hours=1)
_NAME = re.compile(rf"{FOLDER}/(?P<name>[0-9a-f]{{32}})\.key")


@dataclass(frozen=True)
class KeysCopied:
    """A copy of keys: where it is, of how many keys, of how many it could not read, and how many old copies went."""

    path: Path
    number: int
    missing: int
    deleted: int


@dataclass(frozen=True)
class KeysPutBack:
    """What became of the keys in a copy: put back, there already, or of nobody who is here."""

    put_back: int
    there: int
    left_out: int


def copy_keys(folder: Path, *, now: datetime) -> KeysCopied:
    """
    Copy the keys that the database names into one file for its owner alone, and delete copies as old as 30 days.

    :raises BackupRefused: when the folder is no place for them.
    :raises OSError: when it cannot be written to; then nothing is left of it.
    """
    _refuse_place(folder)
    # First: that goes on working when the disk is full.
    deleted = _delete_old(folder, now=now)
    members, missing = _keys()
    stem = f"coproduce-keys-{timezone.localdate(now):%Y-%m-%d}"
    names = (f"{stem}{f'-{n}' if n > 1 else ''}.tar" for n in range(1, 10_000))
    path = next(folder / name for name in names if not (folder / name).exists())
    new = folder / f".{path.name}.{uuid4().hex}"
    try:
        _write(new, members)
        new.rename(path)
    finally:
        new.unlink(missing_ok=True)
    return KeysCopied(path, len(members), missing, deleted)


def _refuse_place(folder: Path) -> None:
    if not folder.is_dir():
        raise BackupRefused(f"{folder} is no folder. Make it first:   mkdir -m 700 {folder}")
    inside = folder.resolve()
    for place in (settings.DATA_DIR, settings.FILES_DIR, settings.KEYS_DIR):
        if inside.is_relative_to(Path(place).resolve()):
            raise BackupRefused(f"Keep the keys outside of {place}. Name another folder.")
    if any(not path.name.startswith("coproduce-keys-") for path in folder.glob("coproduce-*.tar")):
        raise BackupRefused(
            f"Copies of the database are in {folder}. Keep the keys apart from them: name another folder."
        )


def _keys() -> tuple[dict[str, bytes], int]:
    """Return the keys that there are, by their place in the copy, and how many cannot be read."""
    paths = {
        f"{FOLDER}/{name.hex}.key": own_key_path(name)
        for name in MemberKey.objects.order_by("name").values_list("name", flat=True)
    }
    if _common().exists():
        paths[locked_words.FILE] = _common()
    found = {place: key for place, path in paths.items() if (key := _whole_key(path))}
    return found, len(paths) - len(found)


def _whole_key(path: Path) -> bytes | None:
    try:
        key = read_key_file(path)
    except OSError:
        return None
    return key if len(key) == Aead.KEY_SIZE else None


def _write(path: Path, members: dict[str, bytes]) -> None:
    with (
        open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            archive.addfile(member, BytesIO(content))
        archive.close()
        file.flush()
        os.fsync(file.fileno())


def _delete_old(folder: Path, *, now: datetime) -> int:
    """Delete copies that are too old by their day or by their name, and what is left of one that broke off."""
    old = [path for path in folder.glob("coproduce-keys-*.tar") if _made_at(path) < now - KEPT_FOR]
    broken_off = [
        path
        for path in folder.glob(".coproduce-keys-*")
        if path.stat().st_mtime < (now - _BROKEN_OFF).timestamp()
    ]
    for path in [*old, *broken_off]:
        path.unlink()
    return len(old)


def _made_at(path: Path) -> datetime:
    """Return when a copy was made, by its file or its name, whichever is earlier: copying a file makes it look new."""
    found = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    with suppress(ValueError):
        named = date.fromisoformat(path.name[len("coproduce-keys-") :][:10])
        found = min(found, datetime.combine(named, time.max, tzinfo=found.tzinfo))
    return found


def put_keys_back(path: Path) -> KeysPutBack:
    """
    Put back the keys of a copy that the database names and that are not there; no whole key is written over.

    A key that the database does not name any more was destroyed, and stays so.

    :raises BackupRefused: when it is no copy of keys.
    :raises OSError: when the folder of the keys cannot be written to.
    """
    found = _read(path)
    needed = set(MemberKey.objects.values_list("name", flat=True))
    new, there, left_out = {}, 0, 0
    for name, content in found.items():
        match = _NAME.fullmatch(name)
        if match and UUID(match["name"]) not in needed:
            left_out += 1
            continue
        target = own_key_path(UUID(match["name"])) if match else _common()
        if _whole_key(target):
            there += 1
        else:
            target.unlink(missing_ok=True)
            new[target] = content
    write_key_files(new)
    return KeysPutBack(len(new), there, left_out)


def _common() -> Path:
    return Path(settings.KEYS_DIR) / locked_words.FILE


def _read(path: Path) -> dict[str, bytes]:
    refusal = BackupRefused(f"{path} is no copy made by “manage.py backup_keys”, or it is damaged.")
    found = {}
    try:
        with tarfile.open(path, mode="r:") as archive:
            for member in archive:
                is_ours = _NAME.fullmatch(member.name) or member.name == locked_words.FILE
                content = archive.extractfile(member) if member.isreg() else None
                if not is_ours or content is None or member.size != Aead.KEY_SIZE:
                    raise refusal
                found[member.name] = content.read()
    except (tarfile.TarError, EOFError) as error:
        raise refusal from error
    return found
