"""
From whom we have not heard for twelve weeks: nothing with their name on it, in any app (docs/adr/0172).

Each app offers what people do in it with their name, as ``heard_from`` in a module of this name. What somebody does
without their name, rates, or says in confidence is no part of it.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from core.offers import offered
from participation.models import Greeting, ParticipationReview, SpeaksFor
from projects.last_heard import SignOfLife, last_days
from projects.models import Member

#: After so long without anything with their name on it, we have not heard from somebody.
QUIET_AFTER = timedelta(weeks=12)


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """Return who came in, said what they bring or for whom they speak, said hello, or looked at who is missing."""
    signs = (
        SignOfLife(Member.objects.all(), "pk", "joined_at"),
        SignOfLife(Member.objects.all(), "pk", "experience_answered_at"),
        SignOfLife(SpeaksFor.objects.filter(is_named=True), "member", "said_at"),
        SignOfLife(Greeting.objects.all(), "by", "said_at"),
        SignOfLife(ParticipationReview.objects.all(), "opened_by", "opened_at"),
        SignOfLife(ParticipationReview.objects.all(), "finished_by", "finished_at"),
    )
    return last_days(signs, members, now=now)


def last_heard(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """Return on which day each of these members was last heard from, anywhere; a query an app."""
    days: dict[int, date] = {}
    for found in (offer(members, now=now) for offer in offered("heard_from", "{app}.heard_from")):
        days |= {who: max(day, days.get(who, day)) for who, day in found.items()}
    return days


def quiet_members(projects: Collection[int], *, now: datetime) -> list[tuple[int, int]]:
    """
    Return the members of these projects from whom we have not heard, each as project and member, in a lasting order.

    Whoever came in less than twelve weeks ago is none of them.
    """
    here = Member.objects.taking_part().filter(project__in=projects)
    here = here.filter(joined_at__lte=now - QUIET_AFTER)
    heard = heard_lately(last_heard(here, now=now), now=now)
    rows = here.order_by("pk").values_list("project", "pk")
    return [(project, pk) for project, pk in rows if pk not in heard]


def heard_lately(days: dict[int, date], *, now: datetime) -> set[int]:
    """Return of whom the day, of :func:`last_heard`, is no more than twelve weeks ago."""
    since = timezone.localdate(now - QUIET_AFTER)
    return {who for who, day in days.items() if day >= since}


def heard_since(members: Iterable[Member], *, opened_at: datetime, now: datetime) -> set[int]:
    """Return from whom we have heard by now, of members from whom we had not when a look was opened."""
    days = last_heard(Member.objects.filter(pk__in=[one.pk for one in members]), now=now)
    return heard_lately(days, now=opened_at)
