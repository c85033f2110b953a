"""Reads what a page of decisions shows."""

import re
from html import unescape


def text_of(answer) -> str:
    """The words of the main part of a page, in one line."""
    main = answer.text.partition("<main")[2].partition("</main>")[0] or answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def numbers_shown(answer) -> list[int]:
    """The numbers of the decisions on a page of the log, in their order."""
    return [int(n) for n in re.findall(r'class="away">Decision </span>(\d+)</span>', answer.text)]
