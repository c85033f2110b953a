"""When members were last heard from: the shape of what apps offer in their ``heard_from.py`` (docs/adr/0172)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import Max, QuerySet
from django.utils import timezone

from projects.models import Member


class SignOfLife(NamedTuple):
    """
    A kind of thing that people do with their name on it.

    ``rows``: all of them; ``member``: the field that says who did it; ``at``: the field that says when, as a moment.
    """

    rows: QuerySet[Any]
    member: str
    at: str


class HeardFrom(Protocol):
    """What an app offers as ``heard_from``: who of these members did something here by now, and on which day last."""

    def __call__(self, members: QuerySet[Member], *, now: datetime) -> dict[int, date]: ...


def last_days(
    signs: Sequence[SignOfLife], members: QuerySet[Member], *, now: datetime
) -> dict[int, date]:
    """Return on which day each of these members last did one of these things, by their number; in one query."""
    here = members.order_by().values("pk")
    found = [
        sign.rows.order_by()
        .filter(**{f"{sign.member}__in": here, f"{sign.at}__lte": now})
        .values_list(sign.member)
        .annotate(last=Max(sign.at))
        for sign in signs
    ]
    days: dict[int, date] = {}
    for member, last in found[0].union(*found[1:], all=True):
        day = timezone.localdate(last)
        days[member] = max(day, days.get(member, day))
    return days
