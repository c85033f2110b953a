"""Reads the source of pages as a browser does: space that does not show does not count."""

import re

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
