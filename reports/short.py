"""Makes PDFs of short pages while somebody waits for them; what can be long is for a worker (docs/adr/0074)."""

import logging
from threading import Lock

from django.utils.translation import gettext as _

from reports.pdf import LettersMissing, render_pdf
from reports.rendering import tell_missing

logger = logging.getLogger(__name__)
#: What is laid out at the same time takes its memory many times over.
ONE_AT_A_TIME = Lock()
SECONDS = 5


def make_short_pdf(html: str) -> tuple[bytes, str]:
    """Return the PDF of a whole HTML document and no words; or nothing, and why in words."""
    if not ONE_AT_A_TIME.acquire(timeout=SECONDS):
        return b"", _("Somebody else is making a PDF just now. Please try again in a minute.")
    try:
        pdf, _pages = render_pdf(html)
    except LettersMissing as missing:
        return b"", tell_missing(missing.letters)
    except OSError as error:  # it has no Pango
        logger.error("Nothing lays out PDFs here: %s", type(error).__name__)
        return b"", _("This website cannot make PDFs at the moment. You can print the page.")
    finally:
        ONE_AT_A_TIME.release()
    return pdf, ""
