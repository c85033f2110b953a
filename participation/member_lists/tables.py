"""Parts the text of a table into rows of cells, as spreadsheet programs write them."""

import csv
from collections import Counter
from collections.abc import Iterator

from core.names import clean_name

DELIMITERS = (";", "\t", ",")
Row = tuple[int, list[str]]


def rows_of(text: str) -> list[Row]:
    """Return each row that has anything in it: the number of its first line, and its cells, cleaned."""
    lines = text.splitlines()
    said = _said_delimiter(lines)
    rows = _records(lines, said or _likely_delimiter(lines))
    return [(number, cells) for number, cells in rows if any(cells) and not (said and number == 1)]


def _said_delimiter(lines: list[str]) -> str:
    """Return the delimiter that a spreadsheet program wrote into a first line like ``sep=;``."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:5] if first.casefold().startswith("sep=") and first[4:5] in DELIMITERS else ""


def _likely_delimiter(lines: list[str]) -> str:
    """Return the delimiter that parts most of the first lines into the same number of cells."""
    sample = [line for line in lines[:60] if line.strip()][:20]
    best, most = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for _number, cells in _records(sample, delimiter))
        alike = max((count for width, count in widths.items() if width > 1), default=0)
        if alike > most:
            best, most = delimiter, alike
    return best


def _records(lines: list[str], delimiter: str) -> Iterator[Row]:
    """
    Yield the rows. A quoted cell runs over as many lines as it likes.

    A quote that nothing closes before the end costs its own line only.
    """
    at = 0
    while at < len(lines):
        end = _end_of_record(lines, at, delimiter)
        record = "\n".join(lines[at:end]) if end else lines[at].replace('"', "")
        yield at + 1, [clean_name(cell) for cell in _cells(record, delimiter)]
        at = end or at + 1


def _end_of_record(lines: list[str], at: int, delimiter: str) -> int:
    """Return behind which line the record ends that begins with this one; 0 when a quote in it is never closed."""
    is_quoted = False
    for end in range(at, len(lines)):
        is_quoted = _is_quoted_after(lines[end], delimiter, is_quoted=is_quoted)
        if not is_quoted:
            return end + 1
    return 0


def _is_quoted_after(line: str, delimiter: str, *, is_quoted: bool) -> bool:
    """Whether a quoted cell goes on behind the end of a line."""
    if '"' not in line:
        return is_quoted
    is_start = not is_quoted
    for character in line:
        if character == '"':
            is_quoted = not is_quoted if is_quoted or is_start else False
        is_start = not is_quoted and (character == delimiter or (is_start and character == " "))
        # A doubled quote inside a cell closes it and opens it again.
        is_start = is_start or (character == '"' and not is_quoted)
    return is_quoted


def _cells(record: str, delimiter: str) -> list[str]:
    if '"' not in record:
        return record.split(delimiter)
    cells = next(csv.reader([record.replace("\n", " ")], delimiter=delimiter), [])
    return cells or [""]
