"""Search engines may read what is for everybody, and are kept from all else."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from core.access import Visitor
from home.robots import FOR_EVERYBODY
from tests.house.test_access import PATTERNS, declared

ADDRESS = "/robots.txt"


def rules(client) -> list[tuple[str, str]]:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    first, *lines = answer.content.decode().splitlines()
    assert first == "User-agent: *"
    return [(name, path) for name, _, path in (line.partition(": ") for line in lines)]


def may_read(rules: list[tuple[str, str]], address: str) -> bool:
    """Decide as RFC 9309 says: the longest path that fits wins, and "$" is the end."""
    fits = [
        (len(path), name)
        for name, path in rules
        if re.match(re.escape(path).replace(r"\$", r"\Z"), address)
    ]
    return max(fits)[1] == "Allow"


def test_it_is_the_same_for_all_and_asks_no_database(client):
    """The test has no database: a robot that asks often costs nothing."""
    assert ("Disallow", "/") in rules(client)


@pytest.mark.parametrize(
    "name", ["home:person_home", "home:about", "home:accessibility", "home:privacy"]
)
def test_pages_about_coproduce_may_be_read(client, name):
    assert may_read(rules(client), reverse(name))


@pytest.mark.parametrize(
    "address",
    ["/p/waiting-at-night/", "/p/a/?after=1", "/elements/", "/static/css/base.css"],
)
def test_public_pages_may_be_read_and_drawn(client, address):
    assert may_read(rules(client), address)


@pytest.mark.parametrize(
    "address",
    [
        *("/sign-in/", "/sign-in/link/token/", "/you/", "/you/words/forget/", "/address/token/"),
        *("/projects/waiting-at-night/", "/projects/new/", "/begin/token/", "/coordinate/token/"),
        *("/organisations/northside/coordinators/", "/?next=/you/", "/nothing-of-ours/"),
    ],
)
def test_all_else_is_left_alone(client, address):
    assert not may_read(rules(client), address)


def test_no_page_that_asks_who_somebody_is_may_be_read(client):
    found = rules(client)
    asking = [
        n for n, pattern in PATTERNS.items() if Visitor.ANYBODY not in declared(pattern.callback)
    ]
    assert len(asking) > 50
    assert [name for name in asking if may_read(found, address_of(name))] == []


def test_each_address_that_may_be_read_leads_somewhere(client):
    for address in FOR_EVERYBODY:
        open_ones = [name for name in PATTERNS if address_of(name).startswith(address.rstrip("$"))]
        assert open_ones or address == "/static/"


def address_of(name: str) -> str:
    """Return an address of this view, whatever is there."""
    converters = PATTERNS[name].pattern.converters
    kinds = {word: type(kind).__name__ for word, kind in converters.items()}
    return reverse(
        name,
        kwargs={
            word: UUID(int=1) if kind == "UUIDConverter" else "1" for word, kind in kinds.items()
        },
    )
