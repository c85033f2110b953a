"""Reads the cards of an address book (vCard 2.1, 3.0 and 4.0) into rows of cells."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.names import clean_name
from core.numbers import read_number
from participation.member_lists.people import NotAList
from participation.member_lists.tables import Row

logger = logging.getLogger(__name__)
_WANTED = re.compile(r"(?:[\w-]+\.)?(?:BEGIN|END|VERSION|N|FN|EMAIL|TEL)[;:]", re.IGNORECASE)
_QUOTED = re.compile(r"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
START = "BEGIN:VCARD"
#: Behind those that a card prefers, from 1 to 100.
LEAST_PREFERRED = 101
#: Above the rows, in words that the reader of tables knows.
HEADINGS = ["Name", "Email", "Phone"]


def are_cards(text: str) -> bool:
    """Whether a text is one or more cards of an address book."""
    return text.lstrip("\ufeff \t\r\n")[: len(START)].upper() == START


def rows_of_cards(text: str) -> list[Row]:
    """
    Return a row for each card, numbered from one, below a row of headings.

    Several addresses of one person stand in one cell, the preferred one first.

    :raises NotAList: when it cannot be read.
    """
    try:
        cards = list(_cards(_wanted(text.lstrip("\ufeff \t\r\n"))))
    except Exception as error:
        # Whatever is wrong inside somebody's file, they read what to do; the log, which kind of error it was.
        logger.info("Cards could not be read: %s", type(error).__name__)
        words = _(
            "We cannot read this file as an address book. Save your list as CSV, and add that file."
        )
        raise NotAList(words) from error
    return [(0, HEADINGS), *((number, cells) for number, cells in enumerate(cards, start=1))]


def _wanted(text: str) -> str:
    """
    Return the lines of the cards that we read: whose it is, and how to reach them; no pictures, notes or birthdays.

    A line of version 2.1 that goes on behind an equals sign is joined: the library can do it too, and takes minutes for
    one that goes on very often.
    """
    kept: list[str] = []
    is_wanted = goes_on = False
    for line in text.splitlines():
        is_start = not (goes_on or line.startswith((" ", "\t")))
        if is_start:
            is_wanted = _WANTED.match(line) is not None
        was_cut = line.endswith("=") and (goes_on or _QUOTED.match(line) is not None)
        if is_wanted:
            kept.append("" if goes_on else "\n")
            kept.append(line[:-1] if was_cut else line)
        goes_on = was_cut
    return "".join(kept)


def _read(text: str) -> Iterator[Any]:
    """Return what the library reads, which is loaded here alone: a process without it is 3 MB smaller."""
    from vobject import readComponents

    # It writes lines of a file into the log: people's names and addresses. Not "disabled", which whoever sets up logs
    # anew would undo.
    for name in ("vobject", "vobject.base"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    found: Iterator[Any] = readComponents(text, ignoreUnreadable=True)
    return found


def _cards(text: str) -> Iterator[list[str]]:
    for card in _read(text):
        emails = sorted(card.contents.get("email", []), key=_preference)
        phones = sorted(card.contents.get("tel", []), key=_preference)
        cells = [
            _name(card),
            "; ".join(str(email.value) for email in emails),
            str(phones[0].value).removeprefix("tel:") if phones else "",
        ]
        yield [clean_name(cell) for cell in cells]


def _preference(line: Any) -> int:
    """Sort what a card marks as preferred before the rest (``PREF=1`` to 100, ``TYPE=PREF``, or ``PREF`` alone)."""
    marks = {str(mark).casefold() for mark in [*line.params.get("TYPE", []), *line.singletonparams]}
    if "pref" in marks:
        return 1
    return read_number(next(iter(line.params.get("PREF", [])), "")) or LEAST_PREFERRED


def _name(card: Any) -> str:
    """Return the name as it is shown; where a card has none, its parts in the order in which they are said."""
    shown = [str(name.value) for name in card.contents.get("fn", [])]
    if shown and clean_name(shown[0]):
        return shown[0]
    parts = [name.value for name in card.contents.get("n", [])]
    if not parts:
        return ""
    said = (parts[0].given, parts[0].additional, parts[0].family)
    return " ".join(part if isinstance(part, str) else " ".join(part) for part in said if part)
