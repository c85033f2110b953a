"""
First texts for what a host has to say: true of the software whoever hosts it, and of the law of the United Kingdom.

They stand in the form for whoever writes the text first, and on no page until they save it. What only the host can
know has no first text.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _


def first_texts(names: Iterable[str]) -> dict[str, str]:
    """Return the first text of each of these fields of :class:`home.models.Host` that has one."""
    texts = _texts()
    return {name: texts[name] for name in names if name in texts}


def _texts() -> dict[str, str]:
    return {
        "rights": _(
            "You can ask us what we keep about you, and for a copy of it.\n"
            "You can ask us to put right what is wrong, and to delete what we no longer need.\n"
            "You can object to what we do with it, and ask us to stop while that is looked at.\n\n"
            "We answer within a month. It costs nothing.\n\n"
            "Are you not happy with our answer? You can complain to the Information Commissioner’s Office (ICO):"
            " https://ico.org.uk/make-a-complaint/, phone 0303 123 1113."
        ),
        "scope": _("the pages at %(address)s, the emails that they send, and the reports in PDF.")
        % {"address": settings.SITE_URL},
        "not_accessible": _(
            "The pages are in English only.\n\n"
            "In a PDF, words in Hindi, Tamil or Bengali look right. But if you copy them from there, some letters come"
            " out in the wrong order. Copy them from the page instead.\n\n"
            "Pictures and recordings that people add have the words that these people wrote for them. We do not check"
            " each one."
        ),
        "tested": _(
            "Those who make Coproduce test each page with the program axe, with the keyboard alone, at the width of a"
            " narrow phone, and with words four times as large. People who use screen readers have not tested it yet."
        ),
    }
