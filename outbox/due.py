"""
What people are to do by a day, as the apps offer it.

An app offers its kinds as ``DUE`` in its ``offers.py``; nothing here knows what they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet

from core.offers import offered
from projects.models import Member


@dataclass(frozen=True)
class Due:
    """
    A kind of thing that somebody is to do by a day.

    ``key``: its name, which messages keep. ``rows``: those not done yet, of projects in which it still counts, with
    their project. ``day`` and ``made``: the fields that say by when, and since when somebody knows. ``owner``: the
    field of the member who is to do it; empty for all who facilitate. ``title`` and ``url``: of a row.
    ``waits_for``: returns the members who have not done it yet, where each of many does it. ``ends``: whether nobody is
    told after the day. ``write_down``: returns where a facilitator writes down how it goes, for whoever is to do it.
    """

    key: str
    rows: Callable[[], QuerySet[Any]]
    day: str
    made: str
    owner: str
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    waits_for: Callable[[Any], QuerySet[Member]] | None = None
    ends: bool = False
    write_down: Callable[[Any], str] | None = None

    def is_open_to(self, row: Any, member: Member) -> bool:
        """Whether a row that is not done yet is still for a member to do."""
        if self.owner and getattr(row, f"{self.owner}_id") != member.pk:
            return False
        return self.waits_for is None or self.waits_for(row).filter(pk=member.pk).exists()


@cache
def kinds_of_due() -> dict[str, Due]:
    """Return what the apps offer, by key."""
    return {kind.key: kind for kinds in offered("DUE") for kind in kinds}


def find_row(name: str) -> tuple[Due, Model] | None:
    """Return the row that a message keeps by this name, with its kind; None when it is done or gone."""
    key, _dash, pk = name.rpartition("-")
    kind = kinds_of_due().get(key)
    row = kind.rows().filter(pk=pk).first() if kind else None
    return (kind, row) if kind and row else None
