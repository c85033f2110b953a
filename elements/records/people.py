"""What the records ask of the members who take part, all of it in one query."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from core.prepared import Prepared, number, totals
from plan.models import Boundary
from projects.models import Experience, Member, Project

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def read_people(project: Project) -> dict[str, Any]:
    """Return the counts of :func:`_people` for a project."""
    found: dict[str, Any] = _PEOPLE.first(project=project.pk)
    return found


def _people() -> QuerySet:
    """
    Count the members who take part, those who said what they bring, and each kind of it.

    ``read``: they have said that they read what is open and what is fixed, since it changed last.
    """
    kinds = {
        kind.value: CountRows("pk", filter=Q(**{f"has_{kind.value}_experience": True}))
        for kind in Experience
    }
    newest = Boundary.objects.in_force().filter(project=number("project")).order_by("-changed_at")
    since = Coalesce(Subquery(newest.values("changed_at")[:1]), Value(LONG_AGO))
    return totals(
        Member.objects.filter(project=number("project")).taking_part(),
        all=CountRows("pk"),
        answered=CountRows("pk", filter=Q(experience_answered_at__isnull=False)),
        read=CountRows("pk", filter=Q(boundaries_read_at__gte=since)),
        **kinds,
    )


_PEOPLE = Prepared(_people)
