"""Keeps private keys in a folder of their own, apart from the database, its files and their backups (docs/adr/0110)."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings
from nacl.public import PrivateKey


class KeyIsAway(Exception):  # noqa: N818 - it is what happened, not a fault
    """The private key is not there, cannot be read, or is not the one that belongs to the public one."""


class KeyCannotBeStored(Exception):  # noqa: N818
    """The folder of the keys cannot be written to."""


def make_keys(names: Iterable[UUID]) -> list[bytes]:
    """
    Make pairs of keys; keep the private ones in the folder, for good on the disk, and return the public ones.

    :raises KeyCannotBeStored: when the folder cannot be written to.
    """
    keys = {name: PrivateKey.generate() for name in names}
    folder = Path(settings.KEYS_DIR)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, key in keys.items():
            with open(_new_file(_path(name)), "wb") as file:
                file.write(bytes(key))
                file.flush()
                os.fsync(file.fileno())
        _bring_folder_to_disk(folder)
    except OSError as error:
        raise KeyCannotBeStored from error
    return [bytes(key.public_key) for key in keys.values()]


def _new_file(path: Path) -> int:
    """Open a file that was not there, and that nobody else may read."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def read_key(name: UUID, public_key: bytes | memoryview) -> PrivateKey:
    """
    Return the private key that belongs to a public one.

    :raises KeyIsAway: when it is not there, cannot be read, or belongs to another one.
    """
    try:
        key = PrivateKey(_read_unnoticed(_path(name)))
    except (OSError, ValueError, TypeError) as error:
        raise KeyIsAway from error
    if bytes(key.public_key) != bytes(public_key):
        raise KeyIsAway
    return key


def is_there(name: UUID, public_key: bytes | memoryview) -> bool:
    """Whether the private key can be read."""
    try:
        read_key(name, public_key)
    except KeyIsAway:
        return False
    return True


def destroy_key(name: UUID) -> None:
    """
    Overwrite a private key and take it away. One that is gone already is no error.

    :raises OSError: when the folder cannot be written to; the key may still be there.
    """
    path = _path(name)
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _bring_folder_to_disk(path.parent)


def _path(name: UUID) -> Path:
    return Path(settings.KEYS_DIR) / f"{name.hex}.key"


def _read_unnoticed(path: Path) -> bytes:
    """Read a file without a mark on it: when it was first read would tell when the first answer came."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NOATIME", 0))
    except PermissionError:
        # Only the owner of a file may ask for that.
        file = os.open(path, os.O_RDONLY)
    with open(file, "rb") as content:
        return content.read()


def _bring_folder_to_disk(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
