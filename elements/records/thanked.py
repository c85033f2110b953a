"""What the records ask of thanks: those that everybody in the project reads, by whom and to whom; no others."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import F, Max, Q, QuerySet

from core.prepared import Prepared, moment, number, totals
from elements.records.record import QUARTER, local_day, midnight
from elements.records.said import by_others
from participation.models import Thanks
from projects.models import Member, Project, Role

#: What is shown as lately.
LATELY = timedelta(days=30)
_ON_THEIR_OWN = Q(entered_by=None) | Q(member=None) | ~Q(entered_by=F("member"))
_NOT_BY_WHO_GAVE = Q(noted_by=None) | ~Q(noted_by=F("given_by"))
_NOT_ALL_BY_ONE = Q(entered_by=None) | Q(noted_by=None) | ~Q(noted_by=F("entered_by"))
#: Nobody wrote down thanks to themselves, their own thanks as shown, or both sides of it.
FREELY = _ON_THEIR_OWN & _NOT_BY_WHO_GAVE & _NOT_ALL_BY_ONE


def read_thanked(project: Project, *, on: date) -> dict[str, Any]:
    """Return the counts of :func:`_thanked` for a project on a day; ``last``: the day of the last thanks."""
    at = midnight(on)
    found: dict[str, Any] = _THANKED.first(
        project=project.pk, lately=at - LATELY, quarter=at - QUARTER
    )
    return {**found, "last": local_day(found["last"])}


def kinds_of_thanks(lately: Any) -> dict[str, Q]:
    """Return which thanks a figure counts, by its name; the rows that it leads to are found by the same."""
    return {
        "all": Q(),
        "lately": Q(given_at__gte=lately),
        "from_participants": Q(given_by__role=Role.PARTICIPANT),
        "from_facilitators": Q(given_by__role=Role.FACILITATOR),
    }


def members_thanked(project: Project) -> QuerySet[Member]:
    """Return the members who were thanked, and show it."""
    shown = Thanks.objects.shown().filter(project=project, member__isnull=False)
    return Member.objects.filter(pk__in=shown.values("member"))


def _thanked() -> QuerySet:
    """
    Count the thanks that everybody in the project reads: ``all``, those given ``lately``, and by whom. ``members``:
    how many members were thanked.

    Of the last 13 weeks, as people said them themselves: ``givers``, how many people gave them; ``by_others`` and
    ``to_others``, how many were given by, and to, somebody who does not run the project. ``last``: when the last were
    given.
    """
    fresh = Q(given_at__gte=moment("quarter")) & FREELY
    figures = {
        name: CountRows("pk", filter=kind)
        for name, kind in kinds_of_thanks(moment("lately")).items()
    }
    return totals(
        Thanks.objects.shown().filter(project=number("project")),
        **figures,
        members=CountRows("member", distinct=True),
        givers=CountRows("given_by", filter=fresh, distinct=True),
        by_others=CountRows("pk", filter=fresh & by_others("given_by")),
        to_others=CountRows("pk", filter=fresh & by_others("member")),
        last=Max("given_at"),
    )


_THANKED = Prepared(_thanked)
