"""
Seals what somebody answers, so that it can be read with one key only (docs/adr/0110).

It knows no database and no folder. Each sealed piece has the same length, whatever is in it.
"""

import json
import zlib
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

#: The length of each piece in bytes. What libsodium adds, and the length of what is inside, are part of it.
LENGTH = 8 * 1024
_ADDED_BY_BOX = 48
_SIZE = 4
_ROOM = LENGTH - _ADDED_BY_BOX - _SIZE


class TooLong(Exception):  # noqa: N818 - it is what happened, not a fault
    """What is to be sealed does not fit, even when it is packed."""


class NotForThisKey(Exception):  # noqa: N818
    """The piece was sealed for another key, or is damaged."""


def seal_up(content: Any, public_key: bytes) -> bytes:
    """
    Return a piece of ``LENGTH`` bytes that holds some JSON and that only the private key opens.

    :raises TooLong: when it does not fit.
    """
    packed = _pack(content)
    if len(packed) > _ROOM:
        raise TooLong
    padded = len(packed).to_bytes(_SIZE, "big") + packed.ljust(_ROOM, b"\0")
    return SealedBox(PublicKey(public_key)).encrypt(padded)


def fits(content: Any) -> bool:
    """Whether some JSON is short enough to be sealed."""
    return len(_pack(content)) <= _ROOM


def unseal(piece: bytes | memoryview, private_key: PrivateKey) -> Any:
    """
    Return what a piece holds.

    :raises NotForThisKey: when it was sealed for another key, or is damaged.
    """
    try:
        padded = SealedBox(private_key).decrypt(bytes(piece))
    except (CryptoError, ValueError) as error:
        raise NotForThisKey from error
    size = int.from_bytes(padded[:_SIZE], "big")
    return json.loads(zlib.decompress(padded[_SIZE : _SIZE + size]))


def _pack(content: Any) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), level=9)
