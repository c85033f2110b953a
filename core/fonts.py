"""Which letters the fonts of this machine have, asked of fontconfig, and what to call those that they lack."""

import ctypes
import ctypes.util
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What holds the letters of Chinese, Japanese and Korean, and of all others (Debian).
CJK_FONTS, OTHER_FONTS = "fonts-noto-cjk", "fonts-noto-core"
_CHINESE = gettext_lazy("Chinese or Japanese")
#: How a letter's name in Unicode begins -> what people call its script.
_SCRIPTS = {
    "CJK": _CHINESE,
    "KANGXI": _CHINESE,
    "IDEOGRAPHIC": _CHINESE,
    "HIRAGANA": gettext_lazy("Japanese"),
    "KATAKANA": gettext_lazy("Japanese"),
    "HALFWIDTH": gettext_lazy("Japanese"),
    "FULLWIDTH": _CHINESE,
    "BOPOMOFO": gettext_lazy("Chinese"),
    "HANGUL": gettext_lazy("Korean"),
    "DEVANAGARI": gettext_lazy("Hindi"),
    "ETHIOPIC": gettext_lazy("Amharic or Tigrinya"),
    "GURMUKHI": gettext_lazy("Punjabi"),
    "MYANMAR": gettext_lazy("Burmese"),
}
_OF_CJK_FONTS = {
    *("CJK", "KANGXI", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HALFWIDTH", "FULLWIDTH"),
    *("BOPOMOFO", "HANGUL"),
}
#: One letter of each of these scripts says whether its font is here.
_SAMPLES = "ㄅのह한বਅઅதఅಅമසไລမខአאԱაا"
#: So many letters are shown, of so many scripts; the rest of them is a number.
_SHOWN, _NAMED = 8, 5
#: Letters before this one are in any font (Latin).
_FIRST = "\u0250"


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("count", ctypes.c_int),
        ("size", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


@cache
def charsets() -> tuple[Any, list[ctypes.c_void_p], list[ctypes.c_void_p]] | None:
    """Return fontconfig, which letters each font has, and what each is; None where there is no fontconfig to ask."""
    name = ctypes.util.find_library("fontconfig") or "libfontconfig.so.1"
    try:
        library = ctypes.CDLL(name)
    except OSError:
        return None
    library.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    library.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
    library.FcConfigGetFonts.argtypes = (ctypes.c_void_p, ctypes.c_int)
    library.FcPatternGetCharSet.argtypes = (
        *(ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int),
        ctypes.POINTER(ctypes.c_void_p),
    )
    library.FcCharSetHasChar.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    for name in ("FcPatternGetString", "FcPatternGetInteger"):
        getattr(library, name).argtypes = (
            *(ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p),
        )
    found = library.FcConfigGetFonts(library.FcInitLoadConfigAndFonts(), 0)
    charsets, patterns = [], []
    for number in range(found.contents.count if found else 0):
        charset = ctypes.c_void_p()
        font = found.contents.fonts[number]
        if library.FcPatternGetCharSet(font, b"charset", 0, ctypes.byref(charset)) == 0:
            charsets.append(charset)
            patterns.append(ctypes.c_void_p(font))
    return library, charsets, patterns


@lru_cache(maxsize=4096)
def _is_printable(char: str) -> bool:
    if char < _FIRST or unicodedata.category(char)[0] not in "LMN":
        return True
    found = charsets()
    return found is None or any(found[0].FcCharSetHasChar(one, ord(char)) for one in found[1])


def without_font(text: str) -> list[str]:
    """Return the letters of a text that no font here has, each once, in order; nothing where nobody can say."""
    return [char for char in dict.fromkeys(text) if not _is_printable(char)]


def samples_without_font() -> list[str]:
    """Return one letter of each script, among those of many readers, that no font here has."""
    return without_font(_SAMPLES)


def scripts_of(chars: Iterable[str]) -> list[str]:
    """Return what people call the scripts of some letters, each once."""
    starts = dict.fromkeys(map(_start, chars))
    names = list(dict.fromkeys(str(_SCRIPTS.get(start, start.capitalize())) for start in starts))
    if "HIRAGANA" in starts or "KATAKANA" in starts:
        # Then the Chinese letters are Japanese as well.
        names = [name for name in names if name != str(_CHINESE)]
    return names


def packages_for(chars: Iterable[str]) -> str:
    """Return which packages of Debian hold these letters."""
    wanted = {CJK_FONTS if _start(char) in _OF_CJK_FONTS else OTHER_FONTS for char in chars}
    return _(" and ").join(sorted(wanted))


def name_letters(chars: Iterable[str]) -> str:
    """Return the first of some letters, and what people call their scripts, kept apart from the words around."""
    chars = list(chars)
    # Isolated, so that Arabic or Hebrew ones do not turn the sentence round.
    shown = f"\u2068{' '.join(chars[:_SHOWN])}\u2069"
    if (more := len(chars) - _SHOWN) > 0:
        shown = _("%(shown)s and %(n)s more") % {"shown": shown, "n": more}
    scripts = scripts_of(chars)
    named = ", ".join([*scripts[:_NAMED], *(["…"] if len(scripts) > _NAMED else [])])
    return f"{shown} ({named})"


def _start(char: str) -> str:
    return unicodedata.name(char, "?").partition(" ")[0]
