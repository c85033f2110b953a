"""What the records ask of all that a project builds on, what changes and what stays, in one query."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import DateField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.prepared import Prepared, day, moment, number
from elements.records.record import HALF_YEAR, QUARTER, YEAR, midnight
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
from plan.models.strengths import LEFT_ALONE, SUPPORTED
from projects.models import Project

FACED = ~Q(facing="") | (Q(step__isnull=False) & ~Q(step__state=Step.State.DROPPED))
OWNED = Q(owner__isnull=False) | ~Q(looked_after_by="")
#: What there is of a kind: ``all`` rows that hold; ``some`` of them, with what the record looks for; ``old`` ones.
Counts = dict[str, Any]


def read_groundwork(project: Project, *, on: date, today: date) -> dict[str, Counts]:
    """
    Return the counts of :func:`_groundwork` for a project on a day, by kind.

    :param today: follow-ups come due after a project has ended, too.
    """
    rows = _GROUNDWORK.all(
        project=project.pk,
        on=today,
        quarter_ago=midnight(on - QUARTER),
        half_year_ago=midnight(on - HALF_YEAR),
    )
    return {row["kind"]: {**row, "is_stale": _is_stale(row["last"], on)} for row in rows}


def _is_stale(last: datetime | None, on: date) -> bool:
    return last is not None and on - timezone.localdate(last) > YEAR


def _groundwork() -> QuerySet:
    """
    Count each kind of row, a row of the answer for each kind.

    ``some``: follow-ups that are done; data to which participants added; strengths that a step builds on; difficulties
    that are faced; what is supported as its owners wish, where they do not want it left alone; changes that
    participants noticed too; what carries on and has an owner.
    ``old``: follow-ups past their day; difficulties long not faced; of the others, what was written down long ago.
    ``last``: when something new was written down last, or somebody added to it or noticed it too.
    """
    old, older = (Q(created_at__lt=moment(name)) for name in ("quarter_ago", "half_year_ago"))
    when_old = {"hard": old & ~FACED, "existing": older}
    last = {"points": Coalesce("new", "created_at"), "impacts": Coalesce("new", "created_at")}
    kinds = rows_of_groundwork(number("project"))
    looks, done = kinds.pop("follow_ups")
    late = Q(done_at=None, due_on__lt=day("on"))
    open_day = Min("due_on", filter=Q(done_at=None))
    # The first part says of which type the day is.
    return _of("follow_ups", looks, done, late, open_day, F("created_at")).union(
        *(
            _of(
                *(kind, rows, some, when_old.get(kind, old), Value(None, DateField())),
                last.get(kind, F("created_at")),
            )
            for kind, (rows, some) in kinds.items()
        ),
        all=True,
    )


def rows_of_groundwork(project: Any) -> dict[str, tuple[QuerySet, Q]]:
    """Return the rows of each kind of a project, and which of them are ``some``: figures lead to the same."""
    additions = Addition.objects.in_sight().filter(starting_point=OuterRef("pk"))
    added = Exists(additions.filter(was_participant=True))
    ties = Strength.steps.through.objects.filter(strength=OuterRef("pk"))
    going = Exists(ties.exclude(step__state=Step.State.DROPPED))
    noticings = Noticing.objects.filter(impact=OuterRef("pk"))
    noticed = Exists(noticings.filter(was_participant=True))
    kinds: dict[str, tuple[QuerySet, Q]] = {
        "points": (_known(StartingPoint, has=added, new=_newest(additions)), Q(has=True)),
        "strengths": (_known(Strength, has=going), Q(has=True)),
        "hard": (_known(Difficulty), FACED),
        "existing": (_known(Existing).filter(~LEFT_ALONE), SUPPORTED),
        "impacts": (_known(Impact, has=noticed, new=_newest(noticings)), Q(has=True)),
        "handovers": (_known(Handover), OWNED),
        "follow_ups": (FollowUp.objects.all(), Q(done_at__isnull=False)),
    }
    return {kind: (rows.filter(project=project), some) for kind, (rows, some) in kinds.items()}


def _known(model: Any, **more: Any) -> QuerySet:
    rows: QuerySet = model.objects.in_force().annotate(**more)
    return rows


def _newest(rows: QuerySet) -> Subquery:
    """Return when the last of the rows was written."""
    return Subquery(rows.order_by("-at").values("at")[:1])


def _of(kind: str, rows: QuerySet, some: Q, old: Q, next_day: Any, last: Any) -> QuerySet:
    return (
        rows.order_by()
        .values(kind=Value(kind))
        .annotate(
            all=CountRows("pk"),
            some=CountRows("pk", filter=some),
            old=CountRows("pk", filter=old),
            day=next_day,
            last=Max(last),
        )
    )


_GROUNDWORK = Prepared(_groundwork)
