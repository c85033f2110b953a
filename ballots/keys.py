"""Keeps private keys in a folder of their own, apart from the database, its files and their backups (docs/adr/0110)."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from nacl.public import PrivateKey

from core.key_files import destroy_key_file, read_key_file, write_key_files


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
    try:
        write_key_files({_path(name): bytes(key) for name, key in keys.items()})
    except OSError as error:
        raise KeyCannotBeStored from error
    return [bytes(key.public_key) for key in keys.values()]


def read_key(name: UUID, public_key: bytes | memoryview) -> PrivateKey:
    """
    Return the private key that belongs to a public one.

    :raises KeyIsAway: when it is not there, cannot be read, or belongs to another one.
    """
    try:
        key = PrivateKey(read_key_file(_path(name)))
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
    destroy_key_file(_path(name))


def _path(name: UUID) -> Path:
    return Path(settings.KEYS_DIR) / f"{name.hex}.key"
