"""Numbers that no row can have, typed by hand into addresses and forms: a page says so, and nothing breaks."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import override_settings
from django.urls import reverse
from django.urls.converters import IntConverter

from tests.house.test_access import PATTERNS, declared
from tests.house.world import Role, World

pytestmark = pytest.mark.django_db
#: Larger than a small column, than any column, and than what Python reads as a number at all.
NUMBERS = {"ten digits": "9" * 10, "thirty digits": "9" * 30, "5000 digits": "9" * 5000}
#: What Python itself refuses to read comes to no database: it is asked for on one alone.
IS_FIRST = connection.vendor == "sqlite"
KINDS = [kind for kind in NUMBERS if kind != "5000 digits" or IS_FIRST]
#: What a form sends only when it is pressed or chosen.
BUTTONS = {"submit", "button", "reset", "image", "file"}
#: Name of an address -> each of its words that is a number, with each number in its place.
WITH_NUMBERS = {
    name: [
        (word, number, kind)
        for word, converter in pattern.pattern.converters.items()
        if isinstance(converter, IntConverter)
        for kind in KINDS
        for number in [NUMBERS[kind]]
    ]
    for name, pattern in PATTERNS.items()
    if any(isinstance(one, IntConverter) for one in pattern.pattern.converters.values())
}


class Everywhere(QueryDict):
    """Whatever is asked for, it is this number: so each name that a view reads is found, and none is listed here."""

    def __init__(self, number: str) -> None:
        super().__init__("", mutable=True)
        self.number = number

    def __getitem__(self, key: str) -> str:
        return self.number

    def get(self, key: str, default: Any = None) -> str:  # type: ignore[override]
        return self.number

    def getlist(self, key: str, default: Any = None) -> list[str]:  # type: ignore[override]
        return [self.number]

    def __contains__(self, key: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    def copy(self) -> "Everywhere":
        return Everywhere(self.number)


def send_everywhere(get_response):
    """Answer as a middleware that puts a number into every query parameter, or every field, that the view reads."""

    def respond(request: HttpRequest) -> HttpResponse:
        number = NUMBERS.get(request.headers.get("X-Number", ""))
        if number and request.method == "POST":
            request.POST = Everywhere(number)  # type: ignore[assignment]
        elif number:
            request.GET = Everywhere(number)  # type: ignore[assignment]
        return get_response(request)

    return respond


@pytest.fixture
def everywhere(settings):
    """The product with that middleware, as the last one."""
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, f"{__name__}.send_everywhere"]):
        yield


class Fields(HTMLParser):
    """The forms of a page with their fields, each with what stands in it, and the links to the page itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, list[tuple[str, str, str]]]] = []
        self.links: list[str] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((known.get("action", ""), []))
        elif tag == "a" and "?" in known.get("href", ""):
            self.links.append(known["href"])
        elif tag == "select":
            self._select = known.get("name", "")
        elif tag == "option" and self._select and known.get("value") and self.forms:
            self._add(self._select, "select", known["value"])
            self._select = ""
        elif tag in ("input", "textarea", "button") and known.get("name") and self.forms:
            self._add(known["name"], known.get("type", tag), known.get("value", ""))

    def _add(self, name: str, kind: str, value: str) -> None:
        self.forms[-1][1].append((name, kind, value))


def filled(fields: list[tuple[str, str, str]]) -> dict[str, str]:
    """Fill a form so that most forms would be saved."""
    tomorrow = str(date.today() + timedelta(days=1))  # noqa: DTZ011 - any day will do
    words = {"date": tomorrow, "email": "new@example.org", "text": "Word", "textarea": "Words"}
    return {
        name: value or words.get(kind, "1") for name, kind, value in fields if kind not in BUTTONS
    }


def address(name: str, world: World, **other: str) -> str:
    words = PATTERNS[name].pattern.regex.groupindex
    return reverse(name, kwargs={**{word: world.arguments[word] for word in words}, **other})


def reader_of(name: str) -> Role:
    """Return somebody who may use a page; a facilitator, who sees most of it, where they may."""
    who = {one.value for one in declared(PATTERNS[name].callback)}
    readers = (Role.FACILITATOR, Role.COORDINATOR, Role.PARTICIPANT)
    return next((role for role in readers if role.value in who), Role.FACILITATOR)


def is_fine(answer: HttpResponse) -> bool:
    return answer.status_code < 500


@pytest.mark.long
@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_a_number_in_an_address_that_no_row_has_is_not_found(name, full_world):
    client = full_world.client(reader_of(name))
    for word, number, kind in WITH_NUMBERS[name]:
        url = address(name, full_world, **{word: number})
        for method in (client.get, client.post):
            with full_world.undone():
                status = method(url).status_code
            assert status == 404, (word, kind, method.__name__)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_number_in_every_parameter_and_every_field_breaks_nothing(name, full_world, everywhere):
    client, url = full_world.client(reader_of(name)), address(name, full_world)
    for kind in KINDS:
        for method in (client.get, client.post):
            with full_world.undone():
                answer = method(url, headers={"X-Number": kind})
            assert is_fine(answer), (kind, method.__name__)


def _changed(values: dict[str, str], names: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    # Of names that differ in their number only, one is enough.
    for name in {re.sub(r"\d+", "#", name): name for name in sorted(names)}.values():
        for kind in KINDS[1:]:
            yield f"{name}: {kind}", {**values, name: NUMBERS[kind]}


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_number_in_one_choice_of_a_form_that_is_filled_breaks_nothing(name, full_world):
    client, url = full_world.client(reader_of(name)), address(name, full_world)
    with full_world.undone():
        page = client.get(url)
    if not page.headers.get("Content-Type", "").startswith("text/html"):
        return
    seen = Fields(page.content.decode())
    for link in seen.links:
        path, query = urlsplit(link)[2:4]
        if path not in ("", url):
            continue
        asked = dict(parse_qsl(query))
        for what, changed in _changed(asked, set(asked)):
            with full_world.undone():
                assert is_fine(client.get(f"{url}?{urlencode(changed)}")), (link, what)
    for action, fields in seen.forms:
        if action.startswith(("http", "/sign-out")):
            continue
        choices = {field for field, kind, _value in fields if kind not in {*BUTTONS, "text"}}
        choices -= {"csrfmiddlewaretoken", "form_of"}
        for what, changed in _changed(filled(fields), choices):
            with full_world.undone():
                assert is_fine(client.post(action or url, changed)), (action, what)
