"""What the records ask of all that a project builds on, what changes and what stays, in one query."""

from datetime import date
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import DateField, Exists, Min, OuterRef, Q, QuerySet, Value

from core.prepared import Prepared, day, moment, number
from elements.records.record import HALF_YEAR, QUARTER, midnight
from plan.models import (
    Addition,
    Difficulty,
    Existing,
    FollowUp,
    Handover,
    Impact,
    Noticing,
    StartingPoint,
    Step,
    Strength,
)
from projects.models import Project

#: What there is of a kind: ``all`` rows that hold; ``some`` of them, with what the record looks for; ``old`` ones.
Counts = dict[str, Any]


def read_groundwork(project: Project, *, on: date) -> dict[str, Counts]:
    """Return the counts of :func:`_groundwork` for a project on a day, by kind."""
    rows = _GROUNDWORK.all(
        project=project.pk,
        on=on,
        quarter_ago=midnight(on - QUARTER),
        half_year_ago=midnight(on - HALF_YEAR),
    )
    return {row["kind"]: row for row in rows}


def _groundwork() -> QuerySet:
    """
    Count each kind of row, a row of the answer for each kind.

    ``some``: follow-ups that are done; data to which participants added; strengths that a step builds on; difficulties
    that are faced; what is supported; changes that participants noticed too; what carries on and has an owner.
    ``old``: follow-ups past their day; difficulties long not faced; of the others, what was written down long ago.
    """
    old = Q(created_at__lt=moment("quarter_ago"))
    faced = ~Q(facing="") | (Q(step__isnull=False) & ~Q(step__state=Step.State.DROPPED))
    added = Addition.objects.filter(starting_point=OuterRef("pk"), was_participant=True)
    ties = Strength.steps.through.objects.filter(strength=OuterRef("pk"))
    going = ties.exclude(step__state=Step.State.DROPPED)
    noticed = Noticing.objects.filter(impact=OuterRef("pk"), was_participant=True)
    owned = Q(owner__isnull=False) | ~Q(looked_after_by="")
    open_day = Min("due_on", filter=Q(done_at=None))
    # The first part says of which type the day is.
    follow_ups = _of(
        "follow_ups",
        FollowUp.objects.filter(project=number("project")),
        Q(done_at__isnull=False),
        Q(done_at=None, due_on__lt=day("on")),
        open_day,
    )
    return follow_ups.union(
        _things("points", StartingPoint, Q(has=True), old, has=Exists(added)),
        _things("strengths", Strength, Q(has=True), old, has=Exists(going)),
        _things("hard", Difficulty, faced, old & ~faced),
        _things("existing", Existing, ~Q(support=""), Q(created_at__lt=moment("half_year_ago"))),
        _things("impacts", Impact, Q(has=True), old, has=Exists(noticed)),
        _things("handovers", Handover, owned, old),
        all=True,
    )


def _things(kind: str, model: Any, some: Q, old: Q, **more: Any) -> QuerySet:
    rows = model.objects.in_force().filter(project=number("project")).annotate(**more)
    return _of(kind, rows, some, old, Value(None, DateField()))


def _of(kind: str, rows: QuerySet, some: Q, old: Q, next_day: Any) -> QuerySet:
    return (
        rows.order_by()
        .values(kind=Value(kind))
        .annotate(
            all=CountRows("pk"),
            some=CountRows("pk", filter=some),
            old=CountRows("pk", filter=old),
            day=next_day,
        )
    )


_GROUNDWORK = Prepared(_groundwork)
