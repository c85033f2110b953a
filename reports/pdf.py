"""Makes a tagged PDF (PDF/UA-1) of a page; the one module that knows WeasyPrint, imported only when it renders."""

import atexit
import re
import unicodedata
from functools import lru_cache
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


#: Pictures among letters, with what follows them to vary or join them. The fonts of a PDF often have none of them, and
#: a letter without a font breaks PDF/UA-1 (ISO 14289-1, 7.21.8).
PICTURE = re.compile(
    "([\U0001f000-\U0001fbff\u2600-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U000e0000-\U0010ffff])[\ufe0f\u200d]*"
)
SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")


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


# While Python still stands: the fonts remove their folder when they go.
atexit.register(_kit.cache_clear)


def spell_pictures(text: str) -> str:
    """Write emoji by their names, "[waving hand sign]", so that everybody can read them, aloud as well."""
    return PICTURE.sub(
        lambda found: f"[{unicodedata.name(found[1], '?').lower()}]", SKIN.sub("", text)
    )


def render_pdf(html: str) -> tuple[bytes, int]:
    """Return the PDF of a whole HTML document, and how many pages it has."""
    from weasyprint import HTML

    fetcher, fonts, sheets = _kit()
    options = {"pdf_variant": "pdf/ua-1"}
    document = HTML(string=spell_pictures(html), base_url=HOME, url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=sheets, **options
    )
    return document.write_pdf(**options), len(document.pages)
