"""
Words that a copy of the database does not give away: they are kept locked, and the key is a file apart (docs/adr/0126).

The key is in ``settings.KEYS_DIR``. It is made when it is needed first. Whoever loses it loses the words.
"""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import Aead
from nacl.utils import random

_FILE = "locked-words.key"
#: What stands before each box, so that another way of locking can come beside this one.
_WAY = b"\x01"


class WordsAreLocked(Exception):  # noqa: N818 - it is what happened, not a fault
    """The key is not there, or it is not the one with which these words were locked."""


class CannotLock(Exception):  # noqa: N818
    """The key can neither be read nor made: nothing can be locked now."""


def lock_words(words: str, *, place: str) -> bytes:
    """
    Return words as they are kept.

    :param place: the row and the field they belong to; they can be opened for this place alone.
    :raises CannotLock: when the key can neither be read nor made.
    """
    try:
        key = _read_key() or _make_key()
    except OSError as error:
        raise CannotLock from error
    return _WAY + bytes(Aead(key).encrypt(words.encode(), place.encode()))


def unlock_words(box: bytes | memoryview, *, place: str) -> str:
    """
    Return words that were locked for a place.

    :raises WordsAreLocked: when the key is away, or it is another one, or the box was made for another place.
    """
    kept = bytes(box)
    try:
        key = _read_key()
        if key is None or kept[:1] != _WAY:
            raise WordsAreLocked
        return Aead(key).decrypt(kept[1:], place.encode()).decode()
    except (CryptoError, OSError, ValueError) as error:
        raise WordsAreLocked from error


def _read_key() -> bytes | None:
    with suppress(FileNotFoundError):
        return _path().read_bytes()
    return None


def _make_key() -> bytes:
    """Make the key, whole at once: of two processes that make it, both find that of the first."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{_FILE}.{uuid4().hex}")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(random(Aead.KEY_SIZE))
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path.read_bytes()


def _path() -> Path:
    return Path(settings.KEYS_DIR) / _FILE
