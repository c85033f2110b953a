"""
Words that are locked with a key of one person's own: without it they are gone, in every copy (docs/adr/0162).

Each key is a file in a folder of ``settings.KEYS_DIR``, apart from the database, its files and their backups. The
database knows its name alone.
"""

from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.secret import Aead
from nacl.utils import random

from core.key_files import destroy_key_file, read_key_file, write_key_files
from core.locked_words import CannotLock, WordsAreLocked

#: Where they are, in the folder of the keys.
FOLDER = "people"
#: What stands before each box; see :mod:`core.locked_words` for the other way.
_WAY = b"\x02"
#: Boxes grow in steps of so many bytes, so that their length tells little.
_STEP = 256


def make_own_key() -> UUID:
    """
    Make a key, for good on the disk, and return its name.

    :raises CannotLock: when the folder of the keys cannot be written to.
    """
    name = uuid4()
    try:
        write_key_files({own_key_path(name): random(Aead.KEY_SIZE)})
    except OSError as error:
        raise CannotLock from error
    return name


def lock_with(name: UUID, words: str, *, place: str) -> bytes:
    """
    Return words as they are kept.

    :param place: the row and the field they belong to; they can be opened for this place alone.
    :raises CannotLock: when the key is away.
    """
    try:
        box = Aead(_read(name)).encrypt(sodium_pad(words.encode(), _STEP), place.encode())
    except (CryptoError, OSError, ValueError) as error:
        raise CannotLock from error
    return _WAY + bytes(box)


def unlock_with(name: UUID, box: bytes | memoryview, *, place: str) -> str:
    """
    Return words that were locked for a place.

    :raises WordsAreLocked: when the key is away or another one, or the box was made for another place, or is damaged.
    """
    kept = bytes(box)
    if kept[:1] != _WAY:
        raise WordsAreLocked
    try:
        padded = Aead(_read(name)).decrypt(kept[1:], place.encode())
        return sodium_unpad(padded, _STEP).decode()
    except (CryptoError, OSError, ValueError) as error:
        raise WordsAreLocked from error


def is_own_key_there(name: UUID) -> bool:
    """Whether a key can be read."""
    try:
        return len(_read(name)) == Aead.KEY_SIZE
    except OSError:
        return False


def destroy_own_key(name: UUID) -> None:
    """
    Overwrite a key and take it away. One that is gone already is no error.

    :raises OSError: when the folder cannot be written to; the key may still be there.
    """
    destroy_key_file(own_key_path(name))


def own_key_path(name: UUID) -> Path:
    """Return where a key is, or would be."""
    return Path(settings.KEYS_DIR) / FOLDER / f"{name.hex}.key"


def _read(name: UUID) -> bytes:
    return read_key_file(own_key_path(name))
