"""The plan: one page, the same for everybody in the project."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.access import access
from core.prepared import Prepared, number
from plan.getters import count_steps_and_known, get_ending, get_readiness, get_reading
from plan.models import Boundary, Statement
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404
from projects.models import Project
from projects.permissions import can_edit_plan

#: The most rows of a kind that the plan shows; the rest is a link away.
UNDER_WAY, PLANNED, ENDED, LIMITS, AGREED, UNSETTLED = 6, 6, 6, 12, 3, 4


@access(*PROJECT_READERS)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what we do now and next, what can change and what cannot, what we agree on and what is not settled."""
    project = get_project_or_404(request.user, slug)
    boundaries = project.boundaries.in_force()
    context = {
        "project": project,
        "tab": "plan",
        "today": timezone.localdate(),
        "can_edit": can_edit_plan(project),
        "steps_path": reverse("plan:step_list", args=[slug]),
        "limits": _limits(boundaries.values("kind", "what", "why", "who", "until")),
        "agreed": _STATEMENTS.all(project=project.pk),
        "unsettled": _first(project.unsettled.open().values("what", "look_again_on"), UNSETTLED),
        "checks": get_readiness(project),
        "reading": get_reading(project),
        "ending": get_ending(project),
        **count_steps_and_known(project),
        **_steps(project),
    }
    return render(request, "plan/plan.html", context)


def _steps(project: Project) -> dict[str, Any]:
    """Return the steps of now, next and before; rows are plain values, which a template reads faster than objects."""
    steps = project.steps.values(
        *("pk", "number", "title", "state", "why_dropped", "due_on", "ended_on"),
        owner_name=F("owner__known_as"),
    )
    by_day = F("due_on").asc(nulls_last=True)
    return {
        "now": _first(steps.under_way().order_by(by_day, "number"), UNDER_WAY),
        "next": _first(steps.planned(), PLANNED),
        "before": _first(steps.ended().order_by("-ended_on", "-number"), ENDED),
    }


def _limits(rows: Any) -> dict[str, Any]:
    """Return the first of what can change, and of what cannot."""
    found = list(rows.order_by("pk")[:LIMITS])
    return {kind.value: [row for row in found if row["kind"] == kind] for kind in Boundary.Kind}


_STATEMENTS = Prepared(
    lambda: (
        Statement.objects.in_force()
        .filter(project=number("project"))
        .with_counts()
        .in_order()
        .values("pk", "kind", "words", "agree_count", "not_yet_count", "concern_count")[:AGREED]
    )
)


def _first(rows: Any, most: int) -> dict[str, Any]:
    """Return the first rows, and whether there are others, reading one row more than are shown."""
    found = list(rows[: most + 1])
    return {"rows": found[:most], "has_more": len(found) > most}
