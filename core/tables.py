"""Files that people take with them: CSV in which no cell is ever run as a formula, and JSON; written row by row."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain, islice
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

#: A spreadsheet program takes a cell that starts like this for a formula (OWASP, "CSV injection").
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
#: Spreadsheet programs need a byte-order mark to read UTF-8 as such.
_MARK = "\ufeff"
#: So many rows are written at once, and so many are read at once from the database.
ROWS_AT_ONCE = 200
#: A file of so many parts is sent as a whole, so that a browser can say how much of it is there.
PARTS_AT_ONCE = 4


def as_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as CSV in UTF-8 that spreadsheet programs open as it is."""
    return b"".join(csv_parts(rows))


def csv_parts(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the same in parts, so that a long table needs little memory."""
    source, mark = iter(rows), _MARK
    while some := list(islice(source, ROWS_AT_ONCE)):
        text = StringIO()
        csv.writer(text).writerows([[plain_cell(cell) for cell in row] for row in some])
        yield f"{mark}{text.getvalue()}".encode()
        mark = ""


def plain_cell(value: Any) -> Any:
    """Return a cell that is shown and never run: words that start like a formula get an apostrophe before them."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def json_parts(about: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> Iterator[bytes]:
    """
    Yield one JSON object in parts: what is said about the file, then lists, a row of them on each line.

    A file that broke off is no JSON any more, so nobody takes it for the whole.
    """
    text = "{\n" + ",\n".join(f"{_json(key)}: {_json(value)}" for key, value in about.items())
    for name, rows in lists.items():
        text += f",\n{_json(name)}: ["
        source, between = (_json(row) for row in rows), "\n"
        while some := list(islice(source, ROWS_AT_ONCE)):
            yield (text + between + ",\n".join(some)).encode()
            text, between = "", ",\n"
        text += "\n]"
    yield f"{text}\n}}\n".encode()


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def as_file(parts: Iterable[bytes], *, name: str) -> HttpResponseBase:
    """
    Return a file that is saved under a name: a small one as a whole, a larger one sent while it is read.

    Its beginning is read before anything is sent: what cannot be read at all gets a page that says so.
    """
    kinds = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    source = iter(parts)
    begun, kind = list(islice(source, PARTS_AT_ONCE + 1)), kinds[name.rpartition(".")[2]]
    answer: HttpResponseBase
    if len(begun) <= PARTS_AT_ONCE:
        answer = HttpResponse(b"".join(begun), content_type=kind)
    else:
        answer = StreamingHttpResponse(chain(begun, source), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
