"""
Reads lists of people as they come: files as spreadsheet programs and address books write them, and pasted addresses.

Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from core.names import clean_name
from participation.member_lists import workbooks
from participation.member_lists.cards import are_cards, rows_of_cards
from participation.member_lists.columns import Choice, Table
from participation.member_lists.decoding import decode
from participation.member_lists.headings import Heading, headings_of
from participation.member_lists.people import SAYS_NO, Line, NotAList, is_address, line_of
from participation.member_lists.tables import DELIMITERS, Row, rows_of

MAX_BYTES = 2_000_000
MAX_LINES = 10_000
#: With titles and totals; a list that has more is too long in any case.
MOST_ROWS = MAX_LINES + 100
_PHONE = re.compile(r"^[+(]?\d[\d ()./+-]{4,}$")


class WhichLetters(Exception):  # noqa: N818 - it is a question, not a fault
    """Some letters of the file look wrong as we read them: somebody has to choose how it was written."""


class WhichSheet(Exception):  # noqa: N818 - as above
    """Several sheets of a workbook hold addresses: somebody has to choose."""

    def __init__(self, choices: list[Choice]) -> None:
        super().__init__("Which sheet?")
        self.choices = choices


def read_file(
    data: bytes, *, sheet: int | None = None, column: int | None = None, encoding: str = ""
) -> list[Line]:
    """
    Return the people of a CSV file, a workbook or an address book, in its order, those with a problem too.

    :param sheet: which sheet of a workbook counts, ``column``: where the addresses stand, and ``encoding``: how it is
        written, where somebody chose.
    :raises NotAList: when it is no such file, too large, or nowhere in it stands an email address.
    :raises WhichSheet: when several sheets hold addresses.
    :raises WhichLetters: when it could be read in several ways and looks wrong in the likeliest.
    :raises WhichColumn: when several columns hold addresses and nothing says whose.
    """
    if len(data) > MAX_BYTES:
        raise NotAList(_("This file is too large. Split it into files of 2 megabytes at most."))
    if data.startswith(workbooks.START):
        found = _sheet_of_workbook(data, sheet)
        return _checked(
            [
                replace(line, is_hidden=line.number in found.hidden)
                for line in _read_rows(found.rows, column)
            ]
        )
    decoded = decode(data, encoding=encoding)
    if decoded.is_doubtful:
        raise WhichLetters
    return _checked(_read_rows(_rows(decoded.text), column))


def _sheet_of_workbook(data: bytes, chosen: int | None) -> workbooks.SheetRows:
    """Return the one sheet that holds addresses, or that somebody chose; the first where none does."""
    sheets = workbooks.sheets_of(data, most_rows=MOST_ROWS)
    held = [
        at
        for at, sheet in enumerate(sheets.values())
        if any(is_address(cell) for _number, cells in sheet.rows for cell in cells)
    ]
    if chosen in held:
        held = [chosen]
    if len(held) > 1:
        titles, all_sheets = list(sheets), list(sheets.values())
        raise WhichSheet(
            [Choice(at, titles[at], Table(all_sheets[at].rows).first()) for at in held]
        )
    found = (sheet for at, sheet in enumerate(sheets.values()) if at in held or not held)
    return next(found, workbooks.SheetRows([]))


def read_text(text: str, *, column: int | None = None) -> list[Line]:
    """
    Return the people of a pasted list: one a line, several a line, or rows copied from a spreadsheet.

    :raises NotAList: when it is too long, or nowhere in it stands an email address.
    :raises WhichColumn: as :func:`read_file`.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    is_table = "\t" in first or any(
        Heading.EMAIL in headings_of(first.split(d)) for d in DELIMITERS
    )
    if is_table or are_cards(text):
        return _checked(_read_rows(_rows(text), column))
    return _checked(list(_read_addresses(text)))


def _checked(found: list[Line]) -> list[Line]:
    """Return the lines, or say why they are no list."""
    if len(found) > MAX_LINES:
        raise NotAList(
            _("This list has more than 10,000 lines. Split it, and add one part after the other.")
        )
    if not any("@" in line.email or line.phone or line.has_formula for line in found):
        raise NotAList(_("We found no email address in it. Each line needs one."))
    return found


def _rows(text: str) -> list[Row]:
    return rows_of_cards(text) if are_cards(text) else rows_of(text)


def _read_rows(rows: list[Row], column: int | None) -> list[Line]:
    return Table(rows[:MOST_ROWS]).lines(column)


def _read_addresses(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), start=1):
        written, _mark, says_no = clean_name(line).partition(SAYS_NO)
        for piece in _pieces(written):
            if "<" in piece or not re.search(r"[ ,;]", piece):
                yield line_of(number, piece, "", says_no=says_no)
            else:
                cells = [cell.strip(' "') for cell in re.split(r"[,;]|\s(?=\S+@)|(?<=@)$", piece)]
                yield _pasted(number, [cell for cell in cells if cell], says_no)


def _pasted(number: int, cells: list[str], says_no: str) -> Line:
    """Return the person of a pasted line: the address in it or a phone number, and the first words beside that."""
    email = next((cell for cell in cells if "@" in cell), "")
    phone = next((cell for cell in cells if _PHONE.match(cell)), "")
    others = [cell for cell in cells if cell != email and any(map(str.isalpha, cell))]
    return line_of(number, email, others[0] if others else "", phone=phone, says_no=says_no)


def _pieces(line: str) -> Iterator[str]:
    """Part a line with several addresses; a name before an address stays with it."""
    if not line:
        return
    if line.count("@") < 2:
        yield line
        return
    pattern = r"[,;]" if "<" in line or "," in line or ";" in line else r"\s+"
    kept = ""
    for part in re.split(pattern, line):
        kept = f"{kept}, {part}" if kept.strip() else part
        if "@" in part:
            yield kept.strip()
            kept = ""
    if kept.strip():
        yield kept.strip()
