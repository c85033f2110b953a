"""Lines of words in a picture, drawn with a font that has each of their letters; or it says that there is none."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageDraw, ImageFont, features

from core.faces import face_with

#: The product's own font, in two files: letters of the first, then those that only the second has.
_OWN = Path("static/vendor/atkinson-hyperlegible-next-5.3.0")
_OWN_FILES = ("latin-700.woff2", "latin-ext-700.woff2")

#: A file, and the number of the font in it.
Face = tuple[str, int]


class DrawnLine:
    """A line of words in one size, with the fonts that have its letters."""

    def __init__(self, words: str, size: int, *, is_rtl: bool) -> None:
        """
        Take words and the size of their letters in pixels.

        :param is_rtl: whether what they are a line of is read from right to left.
        :raises NoFontError: when no font here has all of its letters, or they cannot be joined as they should be.
        """
        self.words, self.is_rtl = words, is_rtl
        self._parts = [(part, _load(face, size)) for part, face in _parts(words)]
        # Our own font has no letters that are read from right to left.
        is_own = self._parts and self._parts[0][1].path in _own_paths()
        self._direction = "rtl" if is_rtl and not is_own else "ltr"

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return sum(font.getlength(part, direction=self._way(font)) for part, font in self._parts)

    def draw(self, on: ImageDraw.ImageDraw, at: tuple[float, float], colour: str) -> None:
        """Draw it; ``at`` is where its base line begins, on the left."""
        x, y = at
        for part, font in self._parts:
            way = self._way(font)
            on.text((x, y), part, fill=colour, font=font, anchor="ls", direction=way)
            x += font.getlength(part, direction=way)

    def _way(self, font: ImageFont.FreeTypeFont) -> str | None:
        return self._direction if font.layout_engine == ImageFont.Layout.RAQM else None


class NoFontError(Exception):
    """No font of this machine has all letters of a line."""


def is_rtl(words: str) -> bool:
    """Say whether words are read from right to left: their first letter that has a direction tells."""
    ways = (unicodedata.bidirectional(char) for char in words)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


def _parts(words: str) -> list[tuple[str, Face]]:
    """Return the pieces of a line, each with its font: several only in our own, else one font has all."""
    own: list[tuple[str, Face]] = []
    for char in words:
        face = _own_face(char)
        if face is None:
            return [(words, _one_face(words))]
        if own and own[-1][1] == face:
            own[-1] = (own[-1][0] + char, face)
        else:
            own.append((char, face))
    return own


def _own_face(char: str) -> Face | None:
    return next(((str(path), 0) for path, chars in _own_letters() if ord(char) in chars), None)


@cache
def _own_letters() -> list[tuple[Path, frozenset[int]]]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found = []
    for name in _OWN_FILES:
        path = settings.BASE_DIR / _OWN / name
        with TTFont(path, lazy=True) as font:
            found.append((path, frozenset(font.getBestCmap())))
    return found


def _own_paths() -> set[str]:
    return {str(path) for path, _chars in _own_letters()}


@lru_cache(maxsize=256)
def _one_face(words: str) -> Face:
    # Without both, letters that are joined stand apart, and the line runs the wrong way.
    if not (features.check("raqm") and features.check("fribidi")):
        raise NoFontError
    face = face_with(words)
    if face is None:
        raise NoFontError
    return face


@lru_cache(maxsize=64)
def _load(face: Face, size: int) -> ImageFont.FreeTypeFont:
    path, index = face
    try:
        return ImageFont.truetype(path, size, index=index)
    except OSError as refused:  # It holds pictures in sizes of its own.
        raise NoFontError from refused
