"""What the records ask of the steps of the plan, all of it in one query."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from core.prepared import Prepared, day, number, totals
from elements.records.record import QUARTER
from plan.models import PlannedTogether, Step, StepChange
from projects.models import Project

GRACE = timedelta(days=14)
DATED = Q(starts_on__isnull=False) & (Q(ended_on__isnull=False) | Q(due_on__isnull=False))

ENDED = [Step.State.DONE, Step.State.DROPPED]


def with_history(quarter_ago: Any) -> QuerySet[Step]:
    """Return the steps, each with what a participant says of planning it, and what became of it so far."""
    says_so = PlannedTogether.objects.by_participants().filter(step=OuterRef("pk"))
    changes = StepChange.objects.filter(step=OuterRef("pk"))
    return Step.objects.annotate(
        with_participants=Exists(says_so),
        was_explored=Exists(changes.filter(to_state=Step.State.EXPLORING)),
        went_back=Exists(changes.filter(from_state__in=ENDED)),
        has_moved_lately=Exists(changes.filter(at__date__gt=quarter_ago)),
    )


def kinds_of_steps(long_ago: Any, quarter_ago: Any) -> dict[str, Q]:
    """Return which steps a figure counts, by its name; the rows that it leads to are found by the same."""
    exploring = Q(state=Step.State.EXPLORING)
    return {
        "dated": DATED,
        "planned": Q(with_participants=True),
        "late": ~Q(state__in=ENDED) & Q(due_on__lt=long_ago),
        "explored": exploring | Q(was_explored=True),
        "dropped": Q(state=Step.State.DROPPED),
        "back": Q(went_back=True),
        "stuck": exploring & Q(has_moved_lately=False, created_at__date__lte=quarter_ago),
    }


def read_steps(project: Project, *, on: date) -> dict[str, Any]:
    """Return the counts of :func:`_steps` for a project on a day."""
    found: dict[str, Any] = _STEPS.first(
        project=project.pk, quarter_ago=on - QUARTER, long_ago=on - GRACE
    )
    return found


def _steps() -> QuerySet:
    """Count steps: planned with participants, with dates, late; explored, dropped, taken up again, stuck; when last."""
    changes = StepChange.objects.filter(step=OuterRef("pk"))
    tried = changes.filter(
        Q(to_state__in=[Step.State.EXPLORING, Step.State.DROPPED]) | Q(from_state__in=ENDED)
    )
    kinds = kinds_of_steps(day("long_ago"), day("quarter_ago"))
    return totals(
        with_history(day("quarter_ago"))
        .filter(project=number("project"))
        .annotate(last_tried_at=Subquery(tried.order_by("-at").values("at")[:1])),
        all=CountRows("pk"),
        **{name: CountRows("pk", filter=kind) for name, kind in kinds.items()},
        tried_at=Max("last_tried_at"),
    )


_STEPS = Prepared(_steps)
