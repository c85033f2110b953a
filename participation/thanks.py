"""Reads thanks for the pages: what everybody reads, what one person got and gave, and what of it they show."""

from collections.abc import Mapping
from typing import Any

from core.numbers import read_number
from core.pages import Page, page_by_key
from participation.models import Thanks, ThanksQuerySet
from participation.services import read_thanks
from projects.models import Member, Project

#: So many stand on one page; so many on the page of a member.
MOST, MOST_OF_MEMBER = 12, 5


def list_shown(project: Project, *, one: str = "", after: str = "", before: str = "") -> Page:
    """
    Return a page of the thanks that everybody in a project reads, the newest first.

    :param one: the number of the thanks with which it begins.
    """
    rows = project.thanks.shown().with_people()
    if first := read_number(one):
        rows = rows.filter(pk__lte=first)
    return page_by_key(rows, key="pk", descending=True, size=MOST, after=after, before=before)


def shown_to(member: Member) -> list[Thanks]:
    """Return the newest of the thanks that a member got and shows to everybody in the project."""
    return list(member.thanks_got.shown().with_people()[:MOST_OF_MEMBER])


def thanks_of(member: Member) -> dict[str, Any]:
    """
    Return all that a member got and gave, opened, the newest first, and what they set aside: for a facilitator who
    reads it to them.
    """
    got = list(member.thanks_got.with_people().select_related("hidden_by"))
    return {
        "got": read_thanks(row for row in got if row.aside_at is None),
        "gave": list(member.thanks_given.with_people().select_related("hidden_by")),
        "aside": [row for row in got if row.aside_at is not None],
    }


def my_thanks(member: Member, query: Mapping[str, str]) -> dict[str, Any]:
    """
    Return a page of what a member got, opened, and one of what they gave, the newest first; and what they set aside.

    :param query: what the address asks for: ``after`` and ``before`` of what they got, ``from`` and ``to`` of the rest.
    """
    theirs = member.thanks_got.with_people().select_related("hidden_by")
    got = _page(theirs.filter(aside_at=None), query, ("after", "before"))
    gave = _page(
        member.thanks_given.with_people().select_related("hidden_by"), query, ("from", "to")
    )
    return {
        "got": read_thanks(got.rows),
        "got_pages": got.addresses(("after", "before"), "#got", show="thanks"),
        "gave": read_thanks(gave.rows),
        "gave_pages": gave.addresses(("from", "to"), "#gave", show="thanks"),
        "aside": list(theirs.exclude(aside_at=None)[:MOST]),
    }


def _page(rows: ThanksQuerySet, query: Mapping[str, str], names: tuple[str, str]) -> Page:
    after, before = (query.get(name, "") for name in names)
    return page_by_key(rows, key="pk", descending=True, size=MOST, after=after, before=before)
