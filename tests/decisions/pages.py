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


def ticked(answer) -> list[str]:
    """The names of the members that are chosen on a form."""
    return [str(member) for member in answer.context["form"]["members"].chosen]


def offered(answer) -> list[str]:
    """The names to tick: of a small project all, of a large one those that were found."""
    field = answer.context["form"]["members"]
    if field.is_large:
        return [str(member) for member in field.found.members]
    return [str(member) for member, _is_chosen in field.ticks]
