"""Reads pages as a browser shows them, and says what is not on them without passing on an empty page."""

import re
from collections.abc import Container

from django.http import HttpResponse

_BLOCKS = (
    "article|aside|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|legend|li|main|"
    "nav|ol|option|p|section|summary|svg|table|tbody|td|text|th|thead|title|tr|ul"
)


def tight(html: str) -> str:
    """Leave out the space around and inside tags that does not show: it only indents the source."""
    html = re.sub(
        r"<[^<>]*>", lambda tag: re.sub(r"\s+(>?)", r" \1", tag[0]).replace(" >", ">"), html
    )
    html = re.sub(r"\s+", " ", html).replace("> <", "><")
    return re.sub(rf" ?(</?(?:{_BLOCKS})(?: [^<>]*)?>) ?", r"\1", html)


def lacks(page: HttpResponse | Container, *words: str | bytes, but_has: str | bytes) -> bool:
    """
    Whether none of these words is on a page, which must be the one that is meant.

    :param but_has: words that only this page has; without them, nothing is said about it at all.
    """
    if isinstance(page, HttpResponse):
        assert page.status_code == 200
        page = page.content.decode()
    assert but_has in page, f"This is not the page that is meant: {but_has!r} is not on it."
    return not [word for word in words if word in page]
