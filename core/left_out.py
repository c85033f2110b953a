"""Leaves parts out of somebody's words before others read them: a name, a ward, a date."""

import re
from collections.abc import Iterable

#: What is there instead of a part that was left out.
TAKEN_OUT = "[…]"


class PartIsMissing(Exception):  # noqa: N818 - it is what happened, not a fault
    """A part that is to be left out is not in the words."""

    def __init__(self, part: str) -> None:
        super().__init__("The part is not in the words.")
        self.part = part


class NothingIsLeft(Exception):  # noqa: N818
    """Without these parts there is nothing to read."""


def leave_out(text: str, parts: Iterable[str]) -> str:
    """
    Return a text without these parts, the longest first, so that a name goes before its first half.

    :raises PartIsMissing: when one is not in the text.
    :raises NothingIsLeft: when nothing would be left to read.
    """
    shown = text
    for part in sorted({part.strip() for part in parts if part.strip()}, key=len, reverse=True):
        if part.casefold() not in text.casefold():
            raise PartIsMissing(part)
        shown = re.sub(re.escape(part), TAKEN_OUT, shown, flags=re.IGNORECASE)
    if not shown.replace(TAKEN_OUT, "").strip(" .,;:!?\n"):
        raise NothingIsLeft
    return shown
