"""Reads the sheets of a workbook (XLSX) into rows of cells, as its program shows them."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count, repeat
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from core.names import clean_name
from participation.member_lists.people import NOT_WORKED_OUT, NotAList
from participation.member_lists.tables import Row

logger = logging.getLogger(__name__)
START = b"PK\x03\x04"
#: A list of people unpacks to less; a file made to fill the memory, or to keep us busy, to more.
MOST_BYTES_INSIDE = 20_000_000
MOST_MARKS_OF_CELLS, MOST_MARKS_OF_A_ROW, MOST_OTHER_MARKS = 1_200_000, 5_000, 100_000
MOST_COLUMNS = 200
_PACKED = {ZIP_STORED, ZIP_DEFLATED}
#: What begins an entity or the kind of a document, in each way to write it: a few letters could stand for many.
_ENTITIES = [
    f"<!{word}".encode(how)
    for word in ("DOC", "ENT")
    for how in ("ascii", "utf-16-le", "utf-16-be")
]
_HOLDS_CELLS = re.compile(r"/?xl/(?:worksheets/|sharedStrings)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?(?:row|si)\b")
#: Some programs write a last row far below; behind so many nobody stands any more.
LAST_ROW = 100_000


@dataclass(frozen=True)
class SheetRows:
    """Its rows with their numbers, and the numbers of those that somebody hid: filtered out, folded, or by hand."""

    rows: list[Row]
    hidden: frozenset[int] = frozenset()


def sheets_of(data: bytes, *, most_rows: int) -> dict[str, SheetRows]:
    """
    Return each sheet that has any rows, and that is not hidden; at most so many rows of each, and one more.

    :raises NotAList: when it is no workbook, or one that unpacks to too much.
    """
    try:
        with ZipFile(BytesIO(data)) as inside:
            is_small, has_links = _look_inside(inside)
        if is_small:
            return _sheets(data, has_links=has_links, most_rows=most_rows)
    except Exception as error:
        # Whatever is wrong inside somebody's file, they read what to do; the log, which kind of error it was.
        logger.info("A workbook could not be read: %s", type(error).__name__)
        words = _(
            "We cannot read this file as a spreadsheet. "
            "Open it, choose “Save as” and then XLSX or CSV, and add that file."
        )
        raise NotAList(words) from error
    raise NotAList(_("This file is too large. Split it into files of 2 megabytes at most."))


def _look_inside(inside: ZipFile) -> tuple[bool, bool]:
    """
    Say whether what a file unpacks to is small enough to read, and whether a formula in it makes a link.

    An address may stand in such a link, and not in its text.
    """
    parts = inside.infolist()
    if sum(part.file_size for part in parts) > MOST_BYTES_INSIDE:
        return False, False
    if len({part.filename for part in parts}) < len(parts) or not _PACKED.issuperset(
        part.compress_type for part in parts
    ):
        raise NotAList
    of_cells, others, has_links = 0, 0, False
    for part in parts:
        content = _unpacked(inside, part)
        has_links = has_links or b"HYPERLINK(" in content
        if _HOLDS_CELLS.match(part.filename):
            rows = [row.count(b"<") for row in _ROW.split(content)]
            of_cells += content.count(b"<")
            # Behind the last row stands what is said of the whole sheet.
            others += sum(row for row in rows if row > MOST_MARKS_OF_A_ROW)
        else:
            others += content.count(b"<")
    return of_cells <= MOST_MARKS_OF_CELLS and others <= MOST_OTHER_MARKS, has_links


def _unpacked(inside: ZipFile, part: ZipInfo) -> bytes:
    """Return a part of a workbook, no more of it than it says, and none in which a few letters stand for many."""
    with inside.open(part) as packed:
        content = packed.read(part.file_size + 1)
    if any(mark in content for mark in _ENTITIES):
        raise NotAList
    return content


def _sheets(data: bytes, *, has_links: bool, most_rows: int) -> dict[str, SheetRows]:
    # It takes 13 MB, and most processes never read a workbook.
    from openpyxl import load_workbook

    with ExitStack() as books:

        def opened(*, data_only: bool) -> list[Any]:
            book = load_workbook(BytesIO(data), read_only=True, data_only=data_only)
            return list(books.enter_context(closing(book)).worksheets)

        shown = opened(data_only=True)
        made_of = opened(data_only=False) if has_links else shown
        sheets = {
            one.title: _sheet(one, other, most_rows)
            for one, other in zip(shown, made_of, strict=True)
            if one.sheet_state == "visible"
        }
    return {title: sheet for title, sheet in sheets.items() if sheet.rows}


def _sheet(shown: Any, made_of: Any, most_rows: int) -> SheetRows:
    hidden, empty = _hidden_and_empty(shown)
    values = map(_with_links, _values(shown), _values(made_of))
    return SheetRows(_rows(map(_with_marks, values, count(1), repeat(empty)), most_rows), hidden)


def _hidden_and_empty(sheet: Any) -> tuple[frozenset[int], dict[int, set[int]]]:
    """
    Return which rows of a sheet are hidden, and by row the columns whose formula was not worked out.

    The library tells neither in its reading mode. What is parsed is as small as we look for, and has no entities
    (:func:`_look_inside`).
    """
    from openpyxl.utils.cell import coordinate_to_tuple
    from openpyxl.xml.constants import SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    name = f"{{{SHEET_MAIN_NS}}}"
    hidden: set[int] = set()
    empty: dict[int, set[int]] = {}
    number = 0
    with sheet._get_source() as source:
        for _event, row in iterparse(source):
            if row.tag != f"{name}row":
                continue
            number = int(float(row.get("r", number + 1)))
            if row.get("hidden") in ("1", "true"):
                hidden.add(number)
            at = 0
            for cell in row:
                at = coordinate_to_tuple(cell.get("r"))[1] if cell.get("r") else at + 1
                # An empty text is one: the formula was worked out, and shows nothing.
                is_open = cell.get("t") != "str" and not cell.findtext(f"{name}v")
                if is_open and cell.find(f"{name}f") is not None:
                    empty.setdefault(number, set()).add(at)
            row.clear()
    return frozenset(hidden), empty


def _with_marks(cells: tuple[Any, ...], number: int, empty: dict[int, set[int]]) -> tuple[Any, ...]:
    """Return the cells of a row, marked where a formula shows what nobody worked out."""
    if number not in empty:
        return cells
    wide = (*cells, *[None] * (min(max(empty[number]), MOST_COLUMNS) - len(cells)))
    return tuple(
        NOT_WORKED_OUT if cell is None and at in empty[number] else cell
        for at, cell in enumerate(wide, start=1)
    )


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # What a file says of its size can be wrong.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)


def _rows(values: Iterable[tuple[Any, ...]], most: int) -> list[Row]:
    rows: list[Row] = []
    for number, cells in enumerate(values, start=1):
        width = max((at for at, cell in enumerate(cells, start=1) if cell is not None), default=0)
        if width:
            rows.append((number, [clean_name(as_shown(cell)) for cell in cells[:width]]))
        if len(rows) > most or number >= LAST_ROW:
            break
    return rows


def _with_links(shown: tuple[Any, ...], made_of: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the cells of a row as they are shown, and a link as its formula has it."""
    return tuple(
        formula if _is_link(formula) and (cell is None or _holds_more(formula, cell)) else cell
        for cell, formula in zip(shown, made_of, strict=True)
    )


def _holds_more(formula: str, cell: Any) -> bool:
    """Whether an address stands in a link, and not in what it shows."""
    return "@" in formula and "@" not in str(cell)


def _is_link(formula: Any) -> bool:
    return isinstance(formula, str) and formula.upper().startswith("=HYPERLINK(")


def as_shown(cell: Any) -> str:
    """Write a cell as a spreadsheet program shows it: a number without an empty fraction, a day without its hour."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    # A day of a workbook has no zone.
    return str(cell).removesuffix(" 00:00:00") if isinstance(cell, datetime) else str(cell)
