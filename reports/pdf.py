"""Makes a tagged PDF (PDF/UA-1) of a page; the one module that knows WeasyPrint, imported only when it renders."""

import atexit
import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

#: Where the documents pretend to live: a name that cannot exist (RFC 2606), and that nothing ever looks up.
HOME = "https://static.invalid/"
SHEETS = ("css/tokens.css", "css/report.css", "css/report_parts.css", "css/report_letters.css")
TYPES = {
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


#: Pictures among letters, with what follows them to vary or join them.
PICTURE = re.compile(
    "([\U0001f000-\U0001fbff\u2600-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U000e0000-\U0010ffff])[\ufe0f\u200d]*"
)
SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
#: Not assigned, private, half of a pair: no font could ever have them.
NO_LETTER = {"Cn", "Co", "Cs"}
#: What says nothing, for a glyph that is a part of a letter.
ZERO_WIDTH = "\u200b"


def can_print() -> bool:
    """Whether this machine has what lays out the text of a PDF: Pango."""
    try:
        import weasyprint  # noqa: F401 - it looks for Pango
    except OSError:
        return False
    return True


class LettersMissing(Exception):  # noqa: N818 - it is what happened, not a fault of ours
    """No font of this machine has some letters of a document (``letters``, each once)."""

    def __init__(self, letters: list[str]) -> None:
        super().__init__(f"{len(letters)} letters")
        self.letters = letters


class UsedFonts(dict[Any, Any]):
    """The fonts of a document: each glyph of theirs tells a reading program at least one letter."""

    def __setitem__(self, key: Any, font: Any) -> None:
        font.to_unicode = LettersOfGlyphs(font)
        super().__setitem__(key, font)


class LettersOfGlyphs(dict[int, str]):
    """
    What each glyph of a font says.

    WeasyPrint gives all letters of a syllable to one of its glyphs, and an empty text to the others, which PDF/UA-1
    forbids (ISO 14289-1, 7.21.7). Here each says the letter that the font draws with it, if that stands there.
    """

    def __init__(self, font: Any) -> None:
        super().__init__()
        self._font = font
        self._own: dict[int, str] | None = None

    def __setitem__(self, glyph: int, text: str) -> None:
        if len(text) != 1:
            own = self._own_letter(glyph)
            if not text or (own in text and unicodedata.category(own)[0] in "LM"):
                text = own
        super().__setitem__(glyph, text)

    def _own_letter(self, glyph: int) -> str:
        if self._own is None:
            from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

            font = TTFont(BytesIO(self._font.file_content), fontNumber=self._font.index, lazy=True)
            letters = font.getBestCmap() or {}
            self._own = {font.getGlyphID(name): chr(code) for code, name in letters.items()}
        return self._own.get(glyph, ZERO_WIDTH)


class AddressRefused(ValueError):  # noqa: N818 - it is what happened, not a fault of ours
    """Something other than one of our own static files was asked for."""


def find_static(url: str) -> Path:
    """
    Return the path of the static file that a document names by its address.

    :raises AddressRefused: for every other address: another scheme, another machine, a way out of the folder.
    """
    parts = urlsplit(url)
    name = unquote(parts.path).lstrip("/")
    if f"{parts.scheme}://{parts.netloc}/" != HOME or parts.query:
        raise AddressRefused("Only our own static files are served.")
    if ".." in name.split("/") or "\\" in name or Path(name).suffix not in TYPES:
        raise AddressRefused("This is not the name of a static file.")
    try:
        found = finders.find(name)
    except (SuspiciousFileOperation, ValueError) as error:
        raise AddressRefused("This leads out of the static files.") from error
    if not found:
        raise AddressRefused("There is no such static file.")
    return Path(str(found))


@lru_cache(maxsize=1)
def _kit() -> tuple[Any, Any, list[Any]]:
    """Return the fetcher, the fonts and the style sheets, read once in the life of a process."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticFiles(URLFetcher):
        """Serves our own static files by name, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = find_static(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    fetcher, fonts = StaticFiles(), FontConfiguration()
    sheets = [
        CSS(
            string=find_static(HOME + name).read_text(encoding="utf-8"),
            base_url=HOME + name,
            url_fetcher=fetcher,
            font_config=fonts,
        )
        for name in SHEETS
    ]
    return fetcher, fonts, sheets


# One after the other, its warnings of missing letters would tell the log what somebody wrote.
logging.getLogger("weasyprint").addFilter(lambda record: not str(record.msg).startswith(".notdef"))
# While Python still stands: the fonts remove their folder when they go.
atexit.register(_kit.cache_clear)


def spell_pictures(text: str) -> str:
    """Write emoji by their names, "[waving hand sign]", so that everybody can read them, aloud as well."""
    return PICTURE.sub(
        lambda found: f"[{unicodedata.name(found[1], '?').lower()}]", SKIN.sub("", text)
    )


def spell(text: str, missing: Iterable[str]) -> str:
    """Write by names the emoji of a text if one of them is missing, and "[?]" for what is no letter in any script."""
    if any(PICTURE.match(char) for char in missing):
        text = spell_pictures(text)
    for char in missing:
        if unicodedata.category(char) in NO_LETTER:
            text = text.replace(char, "[?]")
    return text


def render_pdf(html: str) -> tuple[bytes, int]:
    """
    Return the PDF of a whole HTML document, and how many pages it has.

    Emoji for which no font is here are spelled by their names.

    :raises LettersMissing: when no font here has some of its letters. No PDF with boxes in their place is returned.
    """
    pdf, pages, missing = _draw(html)
    if missing and (spelled := spell(html, missing)) != html:
        pdf, pages, missing = _draw(spelled)
    if missing:
        raise LettersMissing(missing)
    return pdf, pages


def _draw(html: str) -> tuple[bytes, int, list[str]]:
    """Return the PDF of a document, how many pages it has, and what was drawn as an empty box."""
    from weasyprint import HTML

    fetcher, fonts, sheets = _kit()
    options = {"pdf_variant": "pdf/ua-1"}
    document = HTML(string=html, base_url=HOME, url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=sheets, **options
    )
    document.fonts = UsedFonts()
    pdf = document.write_pdf(**options)
    missing = dict.fromkeys(chr(code) for font in document.fonts.values() for code in font.missing)
    return pdf, len(document.pages), list(missing)
