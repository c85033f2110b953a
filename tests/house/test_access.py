"""Every URL as every role and as a facilitator of another organisation, against what its view declares."""

from collections.abc import Callable, Iterator
from enum import StrEnum

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house import world

#: Addresses that are not ours to declare, each with its reason.
NOT_OURS: dict[str, str] = {}
#: Answers that let a person through; a form that lacks its fields answers 200, a POST-only address 405.
LET_IN = {200, 204, 301, 302, 303, 405, 409, 410, 422}


def every_pattern(
    resolver: URLResolver | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from every_pattern(entry, inner)
        elif entry.name is None or f"{namespace}{entry.name}" not in NOT_OURS:
            yield f"{namespace}{entry.name}", entry


PATTERNS = dict(every_pattern())


def declared(view: Callable) -> frozenset[StrEnum]:
    return getattr(view, "access", frozenset())


def test_there_are_addresses():
    assert PATTERNS


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_view_declares_who_may_use_it(name):
    assert declared(PATTERNS[name].callback), f"{name} has no @access(...)"


@pytest.mark.only_pages
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_view_lets_in_whom_it_declares_and_nobody_else(name, method, full_world):
    pattern = PATTERNS[name]
    who = declared(pattern.callback)
    arguments = {word: full_world.arguments[word] for word in pattern.pattern.regex.groupindex}
    address = reverse(name, kwargs=arguments)
    is_of_project = "slug" in arguments

    wrong = []
    for role in full_world.people:
        client = full_world.client(role)
        with full_world.undone():
            answer = getattr(client, method)(address)
        if world.wants(role, who, is_of_project=is_of_project) != world.got(answer, LET_IN):
            wrong.append((role.value, answer.status_code, answer.headers.get("Location", "")))
    assert wrong == [], f"{address} is for {sorted(who)}"
