"""Requests as no browser sends them: what cannot be read, what did not come whole, and values that nobody types."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode

from django.conf import settings
from django.http import HttpResponse
from django.test.client import BOUNDARY, Client, ClientHandler, encode_multipart

from core.incoming import prepare
from tests.house.world import Role, World

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
#: Values in the place of what a person types or chooses.
ODD = (
    *("9" * 10, "9" * 30, "9" * 5000, "-1", "1e400", "NaN", "٣", "²", "1_0", "0x1f", "True"),
    *(
        "\x00",
        "a\x00b",
        "\x1b[0m\r\nX: y",
        "\ufffe\u202e",
        "💥" * 500,
        "x" * 20_000,
        "'\"<%&;--",
        "%00",
    ),
    *(
        "9999-99-99",
        "0000-00-00",
        "99999-01-01",
        "2027-03-01T25:61",
        "[]",
        '{"a":',
        "//[",
        "../../etc",
    ),
    *(
        "a@b",
        "@",
        "http://[",
        "step-",
        "-",
        "step-" + "9" * 30,
        " ",
        "\u2028",
        "0",
        ":",
        "1:",
        "1:é",
    ),
)
#: Bytes that are no letters.
BYTES = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x00", b"%zz", b"%", b"\xf8\x88\x80\x80\x80")

#: What an address may ask for, on some page or other.
QUERIES = (
    *(
        "after",
        "before",
        "show",
        "from",
        "one",
        "said",
        "at",
        "start",
        "q",
        "order",
        "next",
        "name",
    ),
    *(
        "member",
        "kind",
        "decision",
        "state",
        "question",
        "list",
        "rows",
        "outcome",
        "choose",
        "none",
    ),
)


class Door(ClientHandler):
    """Django's own for tests, behind what stands before Django where it is served."""

    def __call__(self, environ: dict[str, Any]) -> HttpResponse:
        prepare(environ)
        return super().__call__(environ)


def browser(world: World, role: Role, *, is_strict: bool = False) -> Client:
    client = world.client(role)
    client.handler = Door(enforce_csrf_checks=is_strict)
    client.raise_request_exception = False
    return client


@dataclass
class Sent:
    """A request, ready to be sent."""

    address: str
    body: bytes = b""
    kind: str = URLENCODED
    method: str = "POST"
    more: dict[str, Any] = field(default_factory=dict)

    def by(self, client: Client) -> HttpResponse:
        if self.method == "GET":
            return client.generic("GET", self.address, **self.more)
        return client.generic(self.method, self.address, self.body, self.kind, **self.more)


def of_form(address: str, data: dict[str, str]) -> Sent:
    return Sent(address, urlencode(data).encode())


def of_parts(address: str, data: dict[str, Any]) -> Sent:
    return Sent(address, encode_multipart(BOUNDARY, data), MULTIPART)


def _lettered(letters: str) -> Callable[[str, dict[str, str]], Sent]:
    def make(address: str, data: dict[str, str]) -> Sent:
        return Sent(address, urlencode(data).encode(), f"{URLENCODED}; {letters}")

    return make


def _bounded(kind: str) -> Callable[[str, dict[str, str]], Sent]:
    def make(address: str, data: dict[str, str]) -> Sent:
        return Sent(address, encode_multipart(BOUNDARY, data), kind)

    return make


def _line_broke_off(sent: Sent, *, came: float) -> Sent:
    come = sent.body[: int(len(sent.body) * came)]
    more = {"wsgi.input": BytesIO(come), "CONTENT_LENGTH": str(len(sent.body))}
    return Sent(sent.address, sent.body, sent.kind, more=more)


def cut_short(address: str, data: dict[str, str]) -> Sent:
    whole = of_parts(address, data)
    return Sent(address, whole.body[: -len(BOUNDARY) - 6], whole.kind)


def _with_a_bad_file(address: str, data: dict[str, str]) -> Sent:
    part = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n!!!!!===a\r\n"
    )
    whole = of_parts(address, data)
    return Sent(address, part.encode() + whole.body, whole.kind)


def _with_files(address: str, data: dict[str, str]) -> Sent:
    return of_parts(address, {**data, **{f"file{n}": BytesIO(b"x") for n in range(9)}})


#: What nothing may be saved of: each is answered with 400.
REFUSED: dict[str, Callable[[str, dict[str, str]], Sent]] = {
    **{
        f"letters: {letters[:20]}": _lettered(letters)
        for letters in (
            *(
                "charset=latin-1",
                "charset=utf-16",
                "charset=none-such",
                "charset=base64",
                "charset=idna",
            ),
            *("charset=undefined", "charset*=utf-8''a%00b", "charset*=none''x", 'charset="'),
        )
    },
    "parts in other letters": _bounded(f"{MULTIPART}; charset=undefined"),
    "no boundary": _bounded("multipart/form-data"),
    "an empty boundary": _bounded("multipart/form-data; boundary="),
    "a boundary that is none": _bounded("multipart/form-data; boundary=é"),
    "a long boundary": _bounded(f"multipart/form-data; boundary={'b' * 300}"),
    "parts without their end": cut_short,
    "a line that broke off": lambda *of: _line_broke_off(of_form(*of), came=0.7),
    "parts of which half came": lambda *of: _line_broke_off(of_parts(*of), came=0.5),
    "a form of which nothing came": lambda *of: _line_broke_off(of_form(*of), came=0),
    "a file that is not what it says": _with_a_bad_file,
    "many files": _with_files,
    "many fields": lambda address, data: Sent(address, urlencode(data).encode() + b"&a=1" * 1001),
    "a long form": lambda address, data: of_form(address, {**data, "a": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}),
    "long parts": lambda address, data: of_parts(address, {**data, "a": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}),
    "another host": lambda address, data: Sent(
        address, urlencode(data).encode(), more={"HTTP_HOST": "evil.example"}
    ),
    "a host that is none": lambda address, data: Sent(
        address, urlencode(data).encode(), more={"HTTP_HOST": "[::"}
    ),
}


def odd_request(chance: Random, address: str, data: dict[str, str]) -> Sent:
    """Return a request with something in it that no browser sends; it may be taken or refused."""
    return chance.choice((_odd_query, _odd_form, _odd_parts, _odd_path, _odd_headers, _odd_bytes))(
        chance, address, data
    )


def _odd_query(chance: Random, address: str, data: dict[str, str]) -> Sent:
    names = chance.sample(QUERIES, 4)
    value = chance.choice(BYTES) if chance.random() < 0.2 else chance.choice(ODD)
    return Sent(f"{address}?{urlencode(dict.fromkeys(names, value))}", method="GET")


def _odd_form(chance: Random, address: str, data: dict[str, str]) -> Sent:
    names = chance.sample(sorted(data), min(len(data), chance.choice((1, 1, 3))))
    odd = chance.choice(BYTES) if chance.random() < 0.2 else chance.choice(ODD)
    return Sent(address, urlencode({**data, **dict.fromkeys(names, odd)}).encode())


def _odd_parts(chance: Random, address: str, data: dict[str, str]) -> Sent:
    sent = of_parts(address, {**data, chance.choice(sorted(data)): chance.choice(ODD)})
    if chance.random() < 0.5:
        name = chance.choice(("f\x00", "é" * 300, "..", "a\"; filename*=unicode_escape''%5cud800"))
        part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\nx\r\n'
        sent.body = part.encode() + sent.body
    return sent


def _odd_path(chance: Random, address: str, data: dict[str, str]) -> Sent:
    words = address.strip("/").split("/")
    words[chance.randrange(len(words))] = chance.choice(
        [*(quote(odd[:3000], safe="") for odd in ODD), *(quote_from_bytes(odd) for odd in BYTES)]
    )
    method = chance.choice(("GET", "POST"))
    return Sent(f"/{'/'.join(words)}/", urlencode(data).encode(), method=method)


def _odd_headers(chance: Random, address: str, data: dict[str, str]) -> Sent:
    odd = chance.choice(ODD).replace("\r\n", "")[:8000]
    name = chance.choice(
        (
            *(
                "HTTP_COOKIE",
                "HTTP_HX_REQUEST",
                "HTTP_HX_CURRENT_URL",
                "HTTP_HX_TRIGGER",
                "HTTP_ACCEPT",
            ),
            *("HTTP_ACCEPT_LANGUAGE", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_RANGE"),
            *(
                "HTTP_REFERER",
                "HTTP_ORIGIN",
                "HTTP_X_CSRFTOKEN",
                "HTTP_ACCEPT_ENCODING",
                "HTTP_USER_AGENT",
            ),
            *("HTTP_X_FORWARDED_FOR", "CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_X_FORWARDED_PROTO"),
        )
    )
    if name == "HTTP_COOKIE":
        odd = "; ".join(
            f'{cookie}="{odd}\\000"' for cookie in ("sessionid", "csrftoken", "waiting-words")
        )
    if name == "CONTENT_TYPE" and chance.random() < 0.5:
        odd = chance.choice(("text/html; charset=base64", "x; charset*=none''x", "x; charset=idna"))
    # A server reads headers as bytes, and hands each on as a letter of Latin-1.
    more = {name: odd.encode().decode("latin-1"), "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true"}
    method = chance.choice(("GET", "POST"))
    return Sent(address, urlencode(data).encode(), method=method, more=more)


def _odd_bytes(chance: Random, address: str, data: dict[str, str]) -> Sent:
    sent = chance.choice((of_form, of_parts))(address, data)
    body = bytearray(sent.body)
    for _ in range(chance.choice((1, 3, 20))):
        body[chance.randrange(len(body))] = chance.randrange(256)
    sent.body = bytes(body)
    return sent
