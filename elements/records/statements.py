"""What the records ask of what the group agrees on, all of it in one query."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Sum

from core.prepared import Prepared, moment, number, totals
from elements.records.record import midnight
from plan.models import Concern, Statement
from projects.models import Project

FOUR_WEEKS = timedelta(weeks=4)


def read_statements(project: Project, *, on: date) -> dict[str, Any]:
    """Return the counts of :func:`_statements` for a project on a day; a sum or a least of nothing is 0."""
    found = _STATEMENTS.first(project=project.pk, four_weeks_ago=midnight(on - FOUR_WEEKS))
    return {name: count or 0 for name, count in found.items()}


def _statements() -> QuerySet:
    """
    Count the statements in force: those of good and of done (``aims``), and the ways of working (``ways``).

    ``least``: how many people agree to the one with the fewest. ``concerns``: that are open. ``stale``: the statements
    with a concern that has been open for more than 28 days.
    """
    old = Concern.objects.open().filter(raised_at__lt=moment("four_weeks_ago"))
    rows = Statement.objects.in_force().filter(project=number("project")).with_counts()
    kinds = {"aims": ~Q(kind=Statement.Kind.WAY), "ways": Q(kind=Statement.Kind.WAY)}
    return totals(
        rows.annotate(is_stale=Exists(old.filter(statement=OuterRef("pk")))),
        good=CountRows("pk", filter=Q(kind=Statement.Kind.GOOD)),
        done=CountRows("pk", filter=Q(kind=Statement.Kind.DONE)),
        **{name: CountRows("pk", filter=kind) for name, kind in kinds.items()},
        **{f"{name}_least": Min("agree_count", filter=kind) for name, kind in kinds.items()},
        **{f"{name}_concerns": Sum("concern_count", filter=kind) for name, kind in kinds.items()},
        **{
            f"{name}_stale": CountRows("pk", filter=kind & Q(is_stale=True))
            for name, kind in kinds.items()
        },
    )


_STATEMENTS = Prepared(_statements)
