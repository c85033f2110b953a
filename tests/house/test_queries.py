"""What each page asks of the database: little, the same for 3 rows as for 30, and nothing over and over."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.full_project import fill
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World, make_world

FEW, MANY = 3, 30
AT_MOST = 12
#: Files of all that there is, read in parts: their own tests count what each part asks (test_exports.py).
IN_PARTS = {
    *("questions:questions_table", "questions:contributions_table", "questions:contributions_data"),
    *("decisions:decisions_table", "decisions:decisions_data"),
}
#: Shown to one of the two organisations alone (tests/home/test_running.py counts what it asks).
OF_ALL = {"home:running"}
#: The search asks each database in words of its own; what it asks is counted on both (tests/home/test_find.py).
NAMES = sorted(PATTERNS.keys() - IN_PARTS - OF_ALL)
ROLES = (Role.FACILITATOR, Role.PARTICIPANT, Role.COORDINATOR)


@pytest.fixture(scope="module")
def worlds(made_once) -> Iterator[tuple[World, World]]:
    with override_settings(DEMO=True):
        yield made_once(make_worlds)


def make_worlds() -> tuple[World, World]:
    """Make a world with a few rows of everything and one with many."""
    both = a_world(FEW), a_world(MANY)
    # The first visit of a person is noted.
    for world, role in product(both, ROLES):
        queries(world, role, "home:person_home")
    return both


def a_world(count: int) -> World:
    world = make_world(slug=f"with-{count}")
    fill(world.project, world.facilitator, world.participant, count)
    return world


def queries(world: World, role: Role, name: str) -> list[str] | None:
    """Return what a page asks; None when it shows no page to this role."""
    words = PATTERNS[name].pattern.regex.groupindex
    address = reverse(name, kwargs={word: world.arguments[word] for word in words})
    with CaptureQueriesContext(connection) as asked:
        status = world.client(role).get(address).status_code
    return [query["sql"] for query in asked.captured_queries] if status == 200 else None


def more(many: list[str], few: list[str]) -> Counter[str]:
    """Return what was asked more often."""
    many_times, few_times = shapes(many), shapes(few)
    return (many_times - few_times) or (few_times - many_times)


def shapes(asked: list[str]) -> Counter[str]:
    """Count what was asked, without the numbers and words in it."""
    return Counter(re.sub(r"'[^']*'|\d+", "?", sql)[:400] for sql in asked)


def repeated(asked: list[str]) -> list[str]:
    return [sql for sql, times in Counter(asked).items() if times > 2]


@pytest.mark.only_pages
@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", NAMES)
def test_page_asks_little_and_the_same_whatever_the_number_of_rows(name, role, worlds):
    if name.startswith("home:host_"):
        # There is one host; its pages are the same whatever a project has.
        worlds = (worlds[0], worlds[0])
    few, many = (queries(world, role, name) for world in worlds)
    if few is None:
        assert many is None
        return
    assert many is not None
    if shapes(few) != shapes(many) or len(few) > AT_MOST or repeated(few) or repeated(many):
        # Some things are read once a process, or kept for a project.
        few, many = (queries(world, role, name) for world in worlds)
    # A page that is full asks for no further part of its list.
    assert len(many) <= len(few), more(many, few)
    assert len(few) <= AT_MOST, "\n".join(few)
    assert repeated(few) == []
    assert repeated(many) == []


@pytest.mark.only_pages
@pytest.mark.django_db
def test_most_addresses_show_a_page_to_a_facilitator(worlds):
    shown = [name for name in PATTERNS if queries(worlds[0], Role.FACILITATOR, name)]
    assert len(shown) > 0.6 * len(PATTERNS)
