"""
The code of a room: what people type who are there, and the longer key in the picture that phones read (docs/adr/0166).

The code is the beginning of the key. Of both, keyed hashes are kept: a copy of the database alone opens no room.
"""

import re
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

#: Of each pair that looks alike one is here, and no vowel: no code is a word.
LETTERS = "23456789DFHJKLMNPRTVWXY"
#: What people read instead -> what is there.
_ALIKE = str.maketrans("0OQ1IZSBGCUAE", "DDDLL25866V43")
CODE, KEY = 6, 16


def draw_key() -> str:
    """Return a new key; nobody guesses one, not even who knows its code."""
    return "".join(secrets.choice(LETTERS) for _n in range(KEY))


def code_of(key: str) -> str:
    """Return the code of a key."""
    return key[:CODE]


def read_typed(typed: str) -> str:
    """Return what somebody means who types a code: big or small, with spaces, with letters that look like others."""
    # More than this nobody types for a code; the rest is not looked at.
    return re.sub(r"[^A-Z0-9]", "", typed[:100].upper()).translate(_ALIKE)


def hash_of(text: str) -> str:
    """Return what is kept of a code or a key."""
    return _hash(text, settings.SECRET_KEY)


def hashes_of(text: str) -> list[str]:
    """Return what may be kept of it, also from before the secret key changed."""
    return [_hash(text, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hash(text: str, key: str) -> str:
    return salted_hmac("meetings.room", text, secret=key, algorithm="sha256").hexdigest()
