"""Carries a file through a page on which something is asked about it, so that nobody has to choose it again."""

import binascii
import zlib
from base64 import b64decode, b64encode

from django.utils.translation import gettext as _

from participation.member_lists.people import NotAList
from participation.member_lists.reading import MAX_BYTES


def pack(data: bytes) -> str:
    """Return a file as text, which is a third larger than the file at most (``DATA_UPLOAD_MAX_MEMORY_SIZE``)."""
    return b64encode(zlib.compress(data, 9)).decode()


def unpack(packed: str) -> bytes:
    """
    Return the file that :func:`pack` packed.

    :raises NotAList: when it is none.
    """
    try:
        data = zlib.decompressobj().decompress(b64decode(packed, validate=True), MAX_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise NotAList(_("We could not keep your file. Choose it again, please.")) from error
    return data
