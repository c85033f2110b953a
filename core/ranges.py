"""Sends a part of a file: players ask for it to jump to a place in a recording, and some play nothing without it."""

import re
from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
#: Gives the bytes from the first number to the second, which is not among them.
Reader = Callable[[int, int], Iterable[bytes]]


def asked_part(asked: str, size: int) -> tuple[int, int] | None:
    """
    Return from where to where a header ``Range`` asks, the end left out; None when there is no such part.

    What is not one plain range counts as no question at all: then the whole is sent, as RFC 9110 allows.
    """
    found = _ONE_RANGE.fullmatch(asked.strip().lower())
    if found is None or found[0].endswith("=-"):
        return 0, size
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return 0, size
    return (start, end) if start < end else None


def send_part(request: HttpRequest, read: Reader, *, size: int) -> HttpResponseBase:
    """Return the whole, or the part that the request asks for, as it is read."""
    asked = request.headers.get("Range", "")
    part = asked_part(asked, size) if size else (0, 0)
    if part is None:
        refused = HttpResponse(status=416)
        refused.headers["Content-Range"] = f"bytes */{size}"
        return refused
    start, end = part
    is_whole = (start, end) == (0, size)
    chunks = read(start, end) if request.method == "GET" else ()
    response = StreamingHttpResponse(chunks, status=200 if is_whole else 206)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(end - start)
    if not is_whole:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response
