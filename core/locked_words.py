"""
Words that a copy of the database does not give away: they are kept locked, and the key is a file apart (docs/adr/0126).

The key is in ``settings.KEYS_DIR``. It is made when it is needed first. Whoever loses it loses the words.
"""

from contextlib import suppress
from pathlib import Path

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import Aead
from nacl.utils import random

from core.key_files import write_key_files

#: The name of its file.
FILE = "locked-words.key"
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
        box = Aead(key).encrypt(words.encode(), place.encode())
    except (OSError, ValueError) as error:
        raise CannotLock from error
    return _WAY + bytes(box)


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
    with suppress(FileExistsError):
        write_key_files({path: random(Aead.KEY_SIZE)})
    return path.read_bytes()


def _path() -> Path:
    return Path(settings.KEYS_DIR) / FILE
