"""Finds a font of this machine that has all letters of a text, asked of fontconfig."""

import ctypes
from functools import lru_cache
from typing import Any

from core import fonts

#: Families that are looked at first, in this order; the others have fewer letters, or are for headings.
_FAMILIES = (
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "Noto Sans CJK JP",
    "DejaVu Sans",
)
_ASKED, _STYLES = (b"family", b"style", b"file"), ("Bold", "Regular", "Book")


@lru_cache(maxsize=256)
def face_with(text: str) -> tuple[str, int] | None:
    """
    Return a font that has each letter and sign of a text: its file, and its number in there. A bold one, where there is
    one; None where there is none, or nobody can say.
    """
    if (found := fonts.charsets()) is None:
        return None
    library, has, patterns = found
    chars = {ord(char) for char in text if not char.isspace()}
    faces = []
    for charset, pattern in zip(has, patterns, strict=True):
        if all(library.FcCharSetHasChar(charset, char) for char in chars):
            family, style, file = (_said(library, pattern, what) for what in _ASKED)
            rank = _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)
            faces.append((rank, style not in _STYLES, style != "Bold", file, pattern))
    if not faces:
        return None
    *_rank, file, pattern = min(faces, key=lambda face: face[:4])
    number = ctypes.c_int()
    library.FcPatternGetInteger(pattern, b"index", 0, ctypes.byref(number))
    # The upper half numbers the shapes of a font that has several.
    return file, number.value & 0xFFFF


def _said(library: Any, pattern: ctypes.c_void_p, what: bytes) -> str:
    value = ctypes.c_char_p()
    library.FcPatternGetString(pattern, what, 0, ctypes.byref(value))
    return (value.value or b"").decode(errors="replace")
