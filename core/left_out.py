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
        if not _spans(text, part):
            raise PartIsMissing(part)
        for start, end in reversed(_spans(shown, part)):
            shown = shown[:start] + TAKEN_OUT + shown[end:]
    if not re.search(r"\w", shown.replace(TAKEN_OUT, "")):
        raise NothingIsLeft
    return shown


def _spans(text: str, part: str) -> list[tuple[int, int]]:
    """Return where a part is in a text, from and to, however it is written: "Weiss" finds "Weiß", too."""
    folded, places = "", []
    for place, letter in enumerate(text):
        folded += letter.casefold()
        places += [place] * len(letter.casefold())
    found = re.finditer(re.escape(part.casefold()), folded)
    return [(places[one.start()], places[one.end() - 1] + 1) for one in found]
