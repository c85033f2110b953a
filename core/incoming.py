"""What comes from outside, before anything is done with it: what did not come whole or cannot be read gets words."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import Any, TypeVar

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.utils.http import parse_header_parameters

from core.numbers import read_number

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Query = TypeVar("Query", bound=QueryDict)
NUL = "\x00"
MULTIPART = "multipart/form-data"
#: In the environment of a request: why its form cannot be read.
UNREADABLE = "core.unreadable"
#: So much of a form that nobody wants is read all the same, and for so many seconds: a browser shows no answer while it
#: is still sending.
MOST_IN_VAIN, LONGEST_IN_VAIN = 60_000_000, 5
#: Longer than the longest boundary that Django takes, with what stands around it.
_TAIL = 300


class WholeBody:
    """The body of a request. When the line breaks off, it raises; Django would take what came for all of it."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length
        #: The last of what was read.
        self.tail = b""

    def read(self, size: int = -1, /) -> bytes:
        """
        Read so many bytes, or all.

        :raises OSError: when fewer came than were announced.
        """
        wanted = self._left if size < 0 else min(size, self._left)
        parts = []
        while wanted:
            if not (part := self._stream.read(wanted)):
                raise OSError("The line broke off.")
            parts.append(part)
            wanted -= len(part)
            self._left -= len(part)
        found = b"".join(parts)
        self.tail = (self.tail + found[-_TAIL:])[-_TAIL:]
        return found

    def read_in_vain(self) -> None:
        """Read what is left, if it is not too much, and let it go."""
        if self._left > MOST_IN_VAIN:
            return
        end = monotonic() + LONGEST_IN_VAIN
        # Whatever breaks off here, the answer is there already.
        with suppress(Exception):
            while monotonic() < end and (part := self._stream.read(min(self._left, 8_192))):
                self._left -= len(part)

    def readline(self, size: int = -1, /) -> bytes:
        line: bytes = self._stream.readline(self._left if size < 0 else min(size, self._left))
        self._left -= len(line)
        return line


def at_the_door(application: Application) -> Application:
    """Look at each request before Django does: what it cannot make a request of would be a bare 500."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        prepare(environ)
        answered = application(environ, start_response)
        if environ.get("REQUEST_METHOD") == "POST":
            environ["wsgi.input"].read_in_vain()
        return answered

    return answer


def prepare(environ: dict[str, Any]) -> None:
    """Leave out a type of content that cannot be read, and say so; watch that the body comes whole."""
    try:
        _kind, said = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
        is_readable = said.get("charset", "utf-8").lower() == "utf-8"
    except (ValueError, LookupError):
        is_readable = False
    if not is_readable:
        # A browser sends what stands on a page in the letters of the page, which are UTF-8.
        environ["CONTENT_TYPE"] = ""
        environ[UNREADABLE] = "Its type or its letters are none that we read."
    length = read_number(environ.get("CONTENT_LENGTH") or 0)
    if length is None:
        environ["CONTENT_LENGTH"], length = "", 0
        environ[UNREADABLE] = "Its length is no number."
    environ["wsgi.input"] = WholeBody(environ["wsgi.input"], length)


def whole_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """
    Answer 400 for a form that did not come whole or cannot be read, before a view saves half of it.

    The character NUL is left out of everything: nobody types or sees it, and PostgreSQL refuses it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404
        if request.method == "POST":
            _read_form(request)
            request.POST = _without_nul(request.POST)
        request.GET = _without_nul(request.GET)
        for name in [name for name, text in request.COOKIES.items() if NUL in text]:
            del request.COOKIES[name]
        return get_response(request)

    return middleware


def _read_form(request: HttpRequest) -> None:
    if said := request.META.get(UNREADABLE):
        raise BadRequest(f"A form cannot be read. {said}")
    try:
        _ = request.POST
    except Exception as error:
        # Django closes the last file only. None is used without the form.
        for handler in request.upload_handlers:
            handler.upload_interrupted()
        if isinstance(error, UnreadablePostError):
            raise BadRequest("A form did not come whole.") from error
        raise
    tail = getattr(request.META.get("wsgi.input"), "tail", b"")
    end = f"--{(request.content_params or {}).get('boundary')}--".encode()
    if request.content_type == MULTIPART and tail and not tail.rstrip().endswith(end):
        raise BadRequest("A form with files did not come whole.")


def _without_nul(sent: Query) -> Query:
    if not any(NUL in text for name, texts in sent.lists() for text in (name, *texts)):
        return sent
    kept = QueryDict(mutable=True, encoding=sent.encoding)
    for name, texts in sent.lists():
        kept.setlist(name.replace(NUL, ""), [text.replace(NUL, "") for text in texts])
    kept._mutable = False
    return kept  # type: ignore[return-value]
