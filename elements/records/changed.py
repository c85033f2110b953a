"""What the records ask of what was changed in the plan and in the decisions."""

from typing import Any

from django.db.models import Count as CountRows
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from core.prepared import moment
from decisions.models import DecisionVersion
from plan.models import Boundary, BoundaryChange, PlanPromiseChange, Step, StepChange

#: Where a change can be made.
SOURCES = ("promise", "steps", "boundaries", "added", "retired", "decisions")


def of_project() -> dict[str, Any]:
    """
    Count, of each source, all that was changed, and what of it in the last 26 weeks; and say when, the last time.

    Needs ``half_year_ago``.
    """
    counted: dict[str, Any] = {}
    for name, (rows, project, at) in sources_of_change().items():
        here = rows.filter(**{project: OuterRef("pk")}).order_by()
        counted[f"all_{name}"] = _count(here, project)
        counted[f"last_{name}"] = Subquery(here.order_by(f"-{at}").values(at)[:1])
        lately = here.filter(**{f"{at}__gte": moment("half_year_ago")})
        counted[f"lately_{name}"] = _count(lately, project)
    return counted


def sources_of_change() -> dict[str, tuple[QuerySet[Any], str, str]]:
    """Return the rows that are changes, how they lead to their project, and when each was made; by their figure."""
    steps = StepChange.objects.filter(
        Q(to_state=Step.State.DROPPED)
        | Q(from_state__in=[Step.State.DONE, Step.State.DROPPED])
        | (Q(from_state=F("to_state")) & ~Q(was=""))
    )
    same = [DecisionVersion.Change.RECORDED, DecisionVersion.Change.KEPT]
    decisions = DecisionVersion.objects.exclude(change__in=same)
    return {
        "promise": (PlanPromiseChange.objects.all(), "promise__project", "at"),
        "steps": (steps, "step__project", "at"),
        "boundaries": (BoundaryChange.objects.all(), "boundary__project", "at"),
        "added": (_boundaries_added(), "project", "created_at"),
        "retired": (Boundary.objects.retired(), "project", "retired_at"),
        "decisions": (decisions, "decision__project", "recorded_at"),
    }


def _boundaries_added() -> QuerySet[Boundary]:
    """Return what was added to what is open or fixed since the project started: the first ones changed nothing."""
    start = F("project__started_on")
    return Boundary.objects.filter(project__started_on__isnull=False, created_at__date__gt=start)


def _count(rows: QuerySet, project: str) -> Subquery:
    return Subquery(rows.values(project).annotate(n=CountRows("pk")).values("n"))
