"""Reads lists of people as they come: CSV files as spreadsheet programs write them, and pasted addresses. Pure."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core.names import clean_address, clean_name

MAX_BYTES = 2_000_000
MAX_LINES = 10_000
#: A quoted cell may run over so many lines; beyond that, the quote was never closed.
MAX_LINES_A_CELL = 5
NAME_LENGTH = 80
EMAIL_LENGTH = 254

DELIMITERS = (";", "\t", ",")
EMAIL_HEADERS = {
    *("email", "e-mail", "mail", "email address", "e-mail address", "mail address"),
    *("email_address", "emailaddress", "e mail", "courriel", "e-mail-adresse", "correo"),
}
NAME_HEADERS = {
    *("name", "known as", "known_as", "knownas", "full name", "fullname", "display name"),
    *("preferred name", "name they are known by", "nom", "nombre"),
}
FIRST_NAME_HEADERS = {"first name", "firstname", "forename", "given name", "vorname", "prénom"}
LAST_NAME_HEADERS = {"last name", "lastname", "surname", "family name", "nachname"}

_ADDRESS_IN_ANGLES = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]*)>[\s,;.]*$")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class NotAList(ValueError):  # noqa: N818 - it is what the file is
    """The file or text cannot be read as a list of people; the text says why and what to do."""


@dataclass(frozen=True)
class Line:
    """One person of a list. ``number`` is the line where they stand; ``problem`` says why they cannot be invited."""

    number: int
    email: str
    known_as: str
    problem: str = ""


def read_file(data: bytes) -> list[Line]:
    """
    Return the people of a CSV file, in its order, those with a problem too.

    :raises NotAList: when it is no such file, too large, or nowhere in it stands an email address.
    """
    if len(data) > MAX_BYTES:
        raise NotAList(_("This file is too large. Split it into files of 2 megabytes at most."))
    return _checked(_read_table(decode(data)))


def read_text(text: str) -> list[Line]:
    """
    Return the people of a pasted list: one a line, several a line, or rows copied from a spreadsheet.

    :raises NotAList: when it is too long, or nowhere in it stands an email address.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    is_table = "\t" in first or any(_Columns.of(first.split(d)).is_header for d in DELIMITERS)
    return _checked(_read_table(text) if is_table else _read_addresses(text))


def decode(data: bytes) -> str:
    """
    Return the text of a file, whichever of the usual ways it was written in.

    :raises NotAList: when it is no text.
    """
    if data.startswith(_SPREADSHEETS):
        raise NotAList(
            _(
                "This is a spreadsheet file. Open it, choose “Save as” and then CSV, and add that file."
            )
        )
    text = _decode(data)
    odd = sum(1 for character in text[:10_000] if character < " " and character not in "\t\r\n\f")
    if data.startswith(b"%PDF") or odd > max(20, len(text[:10_000]) // 10):
        raise NotAList(_("This is not a CSV file. Save your list as CSV, and add that file."))
    return text


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    start = data[:2000]
    for encoding, empty in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if len(start) > 3 and empty.count(0) * 3 > len(empty) * 2:
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _checked(lines: Iterator[Line]) -> list[Line]:
    """Return the lines, or say why they are no list."""
    found = []
    for line in lines:
        found.append(line)
        if len(found) > MAX_LINES:
            raise NotAList(
                _(
                    "This list has more than 10,000 lines. Split it, and add one part after the other."
                )
            )
    if not any("@" in line.email for line in found):
        raise NotAList(_("We found no email address in it. Each line needs one."))
    return found


# ------------------------------------------------------------- tables


@dataclass(frozen=True)
class _Columns:
    """Where in a row the address and the name stand; None: not said by a header."""

    email: int | None = None
    names: tuple[int, ...] = ()
    is_header: bool = False

    @classmethod
    def of(cls, cells: list[str]) -> "_Columns":
        """Read a header, in whichever order its columns stand; a row that is none gives empty columns."""
        words = [_clean(cell).strip(" \"':*").casefold() for cell in cells]
        email = next((i for i, word in enumerate(words) if word in EMAIL_HEADERS), None)
        whole = [i for i, word in enumerate(words) if word in NAME_HEADERS][:1]
        first = [i for i, word in enumerate(words) if word in FIRST_NAME_HEADERS][:1]
        last = [i for i, word in enumerate(words) if word in LAST_NAME_HEADERS][:1]
        names = tuple(first + last or whole)
        is_header = email is not None or bool(names and "@" not in "".join(words))
        return cls(email, names, is_header) if is_header else cls()


def _read_table(text: str) -> Iterator[Line]:
    lines = text.splitlines()
    delimiter = _said_delimiter(lines) or _likely_delimiter(lines)
    columns: _Columns | None = None
    for number, cells in _rows(lines, delimiter):
        if not any(cells) or (number == 1 and cells[0].casefold().startswith("sep=")):
            continue
        if columns is None:
            columns = _Columns.of(cells)
            if columns.is_header:
                continue
        yield _line(number, *_pick(cells, columns))


def _said_delimiter(lines: list[str]) -> str:
    """Return the delimiter that a spreadsheet program wrote into a first line like ``sep=;``."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:5] if first.casefold().startswith("sep=") and first[4:5] in DELIMITERS else ""


def _likely_delimiter(lines: list[str]) -> str:
    """Return the delimiter that parts most of the first lines into the same number of cells."""
    sample = [line for line in lines[:60] if line.strip()][:20]
    best, most = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for _number, cells in _rows(sample, delimiter))
        alike = max((count for width, count in widths.items() if width > 1), default=0)
        if alike > most:
            best, most = delimiter, alike
    return best


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's first line number and its cells; a quote that is never closed costs its own line only."""
    at = 0
    while at < len(lines):
        end = at + 1
        while _is_open("\n".join(lines[at:end]), delimiter):
            end += 1
            if end > len(lines) or end - at > MAX_LINES_A_CELL:
                end = at + 1
                lines[at] = lines[at].replace('"', "")
                break
        record = "\n".join(lines[at:end])
        yield at + 1, [_clean(cell) for cell in _cells(record, delimiter)]
        at = end


def _cells(record: str, delimiter: str) -> list[str]:
    if '"' not in record:
        return record.split(delimiter)
    cells = next(csv.reader([record.replace("\n", " ")], delimiter=delimiter), [])
    return cells or [""]


def _is_open(record: str, delimiter: str) -> bool:
    """Whether a quoted cell begins in the record and does not end in it."""
    if '"' not in record:
        return False
    is_quoted, is_start = False, True
    for character in record:
        if character == '"':
            is_quoted = not is_quoted if is_quoted or is_start else False
        is_start = not is_quoted and (character == delimiter or (is_start and character == " "))
        # A doubled quote inside a cell closes it and opens it again.
        is_start = is_start or (character == '"' and not is_quoted)
    return is_quoted


def _pick(cells: list[str], columns: _Columns) -> tuple[str, str]:
    """Return the address and the name that stand in a row."""
    at = columns.email
    if at is None:
        at = next((i for i, cell in enumerate(cells) if "@" in cell), None)
    email = cells[at] if at is not None and at < len(cells) else ""
    if columns.names:
        name = " ".join(cells[i] for i in columns.names if i < len(cells))
    elif columns.is_header:
        name = ""
    else:
        name = next((c for i, c in enumerate(cells) if i != at and any(map(str.isalpha, c))), "")
    return email, name


# ------------------------------------------------------------- pasted addresses


def _read_addresses(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), start=1):
        for piece in _pieces(_clean(line)):
            if "<" in piece or not re.search(r"[ ,;]", piece):
                yield _line(number, piece, "")
            else:
                cells = [cell.strip(' "') for cell in re.split(r"[,;]|\s(?=\S+@)|(?<=@)$", piece)]
                yield _line(number, *_pick([cell for cell in cells if cell], _Columns()))


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


# ------------------------------------------------------------- one person


def _line(number: int, email: str, name: str) -> Line:
    """Clean an address and a name, and say what is wrong with them."""
    if match := _ADDRESS_IN_ANGLES.match(email):
        name, email = name or match["name"], match["email"]
    email = email.strip(" \"'<>,;.").removeprefix("mailto:")
    name = clean_name(name.strip(" \"'"))
    problem = _problem(email) or _name_problem(name)
    if not problem:
        email = clean_address(email)
    return Line(number, email[:EMAIL_LENGTH], (name or _name_from(email))[:NAME_LENGTH], problem)


def _problem(email: str) -> str:
    """Say in plain words what is wrong with an address; nothing when it can be written to."""
    if not email:
        return _("There is no email address in this line.")
    if len(email) > EMAIL_LENGTH:
        return _("This email address is too long.")
    if "@" not in email:
        return _("There is no @ in the email address.")
    if email.count("@") > 1:
        return _("There is more than one @ in the email address.")
    if re.search(r"\s", email):
        return _("There is a space in the email address.")
    if "." not in email.rpartition("@")[2]:
        return _("The part after the @ has no dot, as in example.org.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is not an email address like name@example.org.")
    return ""


def _name_problem(name: str) -> str:
    if name.startswith(("=", "+", "-", "@")):
        return _("The name starts like a formula of a spreadsheet. Write the name itself.")
    return ""


def _name_from(email: str) -> str:
    """Make a first name to call a person by of their address, until they choose their own."""
    words = re.split(r"[._+\-]+", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word)


def _clean(text: str) -> str:
    """Take out what cannot be seen, and the spaces around; no letter goes with it."""
    return clean_name(text)


# ------------------------------------------------------------- what would happen


def judge(lines: list[Line], *, known: Mapping[str, str]) -> list[dict[str, str | int]]:
    """
    Say of each line what confirming would do.

    :param known: addresses of people whom the project knows already, each with its verdict ("here", "invited", "left").
    :returns: dicts with line, email, known_as, verdict (one of those, "new", "twice" or "wrong") and reason.
    """
    judged: list[dict[str, str | int]] = []
    first: dict[str, int] = {}
    for line in lines:
        verdict, reason = "new", ""
        if line.problem:
            verdict, reason = "wrong", line.problem
        elif line.email in first:
            verdict = "twice"
            reason = _("The same address is in line %(line)s.") % {"line": first[line.email]}
        elif line.email in known:
            verdict = known[line.email]
        if verdict != "wrong":
            first.setdefault(line.email, line.number)
        judged.append(
            {
                "line": line.number,
                "email": line.email,
                "known_as": line.known_as,
                "verdict": verdict,
                "reason": reason,
            }
        )
    return judged


def as_text(lines: list[dict[str, Any]]) -> str:
    """Write the lines of a list so that they can be changed and read again: a person a line."""
    return "\n".join(_as_line(str(line["known_as"]), str(line["email"])) for line in lines)


def _as_line(name: str, email: str) -> str:
    name = re.sub(r"[<>]", "", name).strip()
    return f"{name} <{email}>" if name and email else name or email
