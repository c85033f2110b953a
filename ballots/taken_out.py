"""Takes parts out of somebody's words before others read them: a name, a ward, a date."""

import re
from collections.abc import Iterable

#: What is put where something was taken out.
TAKEN_OUT = "[…]"


class NotInWords(Exception):  # noqa: N818 - it is what happened, not a fault
    """A part that is to be taken out is not in the words: ``part``."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


class NothingLeft(Exception):  # noqa: N818
    """Without these parts, there would be no words."""


def without(text: str, parts: Iterable[str]) -> str:
    """
    Take parts out of a text, the longest first, so that a name goes before its first half.

    :raises NotInWords: when a part is not in the text.
    :raises NothingLeft: when there would be no words.
    """
    shown = text
    for part in sorted({part.strip() for part in parts if part.strip()}, key=len, reverse=True):
        if part.casefold() not in text.casefold():
            raise NotInWords(part)
        shown = re.sub(re.escape(part), TAKEN_OUT, shown, flags=re.IGNORECASE)
    if not shown.replace(TAKEN_OUT, "").strip(" .,;:!?\n"):
        raise NothingLeft
    return shown
