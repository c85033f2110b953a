"""
Three words that lead back to what somebody said without a name: drawn, read as people type them, and locked.

They are drawn with the form and come back with it, so that a form sent twice is known without keeping anything.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from core.folding import fold

HOW_MANY = 3
_SALT = "questions.three_words"
#: More than this nobody types for three words.
_MOST_TYPED = 200


@cache
def word_list() -> tuple[str, ...]:
    """Return all words that can be drawn, in their order."""
    lines = (Path(__file__).parent / "three_words.txt").read_text().splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _known() -> frozenset[str]:
    return frozenset(word_list())


def draw_words() -> str:
    """Return three words of chance, as they are written down: "garden piano seven"."""
    return " ".join(secrets.choice(word_list()) for _n in range(HOW_MANY))


def sign_words(words: str) -> str:
    """Return three words as a form carries them; nobody else can make such a thing, and it holds no time."""
    return signing.Signer(salt=_SALT).sign(words)


def unsign_words(signed: str) -> str | None:
    """Return the three words that a form carries; None when they are not ours."""
    try:
        return signing.Signer(salt=_SALT).unsign(signed)
    except signing.BadSignature:
        return None


def read_words(typed: str) -> str | None:
    """
    Return the three words that somebody means; None when it cannot be told.

    Case, accents, commas and spaces do not matter. One letter that is wrong, missing or too many in a word does not
    either, nor two that changed places, where only one word of the list can be meant.
    """
    parts = re.findall(r"[^\W\d_]+", fold(typed[:_MOST_TYPED]))
    if len(parts) != HOW_MANY:
        return None
    meant = [_meant(part) for part in parts]
    return None if None in meant else " ".join(word for word in meant if word)


def lock_of(words: str, project_pk: int) -> str:
    """Return the lock that three words open in a project: what is kept, and leads back to no words."""
    return _lock(words, project_pk, settings.SECRET_KEY)


def locks_of(words: str, project_pk: int) -> list[str]:
    """Return the locks that three words open, also those made before the secret key changed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_lock(words, project_pk, key) for key in keys]


def _lock(words: str, project_pk: int, key: str) -> str:
    """Keyed, and slow: 16 MiB and some 50 milliseconds for each try."""
    salt = salted_hmac(_SALT, str(project_pk), secret=key, algorithm="sha256").digest()
    return hashlib.scrypt(words.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def _meant(part: str) -> str | None:
    """Return the word of the list that is this one, or the only one that is nearly this."""
    if part in _known():
        return part
    found = _known().intersection(_nearly(part))
    return next(iter(found)) if len(found) == 1 else None


def _nearly(part: str) -> Iterator[str]:
    """Yield what differs from a word by one slip of the finger."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for place in range(len(part) + 1):
        before, rest = part[:place], part[place:]
        yield from (before + letter + rest for letter in letters)
        if rest:
            yield before + rest[1:]
            yield from (before + letter + rest[1:] for letter in letters)
        if len(rest) > 1:
            yield before + rest[1] + rest[0] + rest[2:]
