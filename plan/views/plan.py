"""The plan: one page, the same for everybody in the project."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.access import access
from core.prepared import Prepared, number
from plan.getters import (
    count_steps_and_known,
    get_ending,
    get_readiness,
    get_reading_and_promise,
)
from plan.models import Boundary, Promise, Statement, Step, Unsettled
from plan.models.plan import StepQuerySet
from plan.views.then import is_asked, show_then
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
    if is_asked(request):
        return show_then(request, project)
    reading, promise = get_reading_and_promise(project)
    context = {
        "project": project,
        "tab": "plan",
        "today": timezone.localdate(),
        "can_edit": can_edit_plan(project),
        "steps_path": reverse("plan:step_list", args=[slug]),
        "limits": _limits(project),
        "agreed": _STATEMENTS.all(project=project.pk),
        "unsettled": _first(_UNSETTLED, project, UNSETTLED),
        "checks": get_readiness(project),
        "reading": reading,
        "promise": promise,
        "ending": get_ending(project),
        **count_steps_and_known(project),
        **_steps(project),
    }
    return render(request, "plan/plan.html", context)


def _steps(project: Project) -> dict[str, Any]:
    """Return the steps of now, next and before."""
    return {
        "now": _first(_NOW, project, UNDER_WAY),
        "next": _first(_NEXT, project, PLANNED),
        "before": _first(_BEFORE, project, ENDED),
    }


def _limits(project: Project) -> dict[str, Any]:
    """Return the first of what can change, and of what cannot."""
    found = _BOUNDARIES.all(project=project.pk)
    for row in found:
        row["promised"] = Promise(row["promise"]).label if row["promise"] else ""
    return {kind.value: [row for row in found if row["kind"] == kind] for kind in Boundary.Kind}


# Rows are plain values, which a template reads faster than objects; of each kind one more than is shown.


def _step_rows() -> StepQuerySet:
    return Step.objects.filter(project=number("project")).values(
        *("pk", "number", "title", "state", "why_dropped", "due_on", "ended_on"),
        owner_name=F("owner__known_as"),
    )


_NOW = Prepared(
    lambda: (
        _step_rows()
        .under_way()
        .order_by(F("due_on").asc(nulls_last=True), "number")[: UNDER_WAY + 1]
    )
)
_NEXT = Prepared(lambda: _step_rows().planned()[: PLANNED + 1])
_BEFORE = Prepared(lambda: _step_rows().ended().order_by("-ended_on", "-number")[: ENDED + 1])
_BOUNDARIES = Prepared(
    lambda: (
        Boundary.objects.in_force()
        .filter(project=number("project"))
        .order_by("pk")
        .values("kind", "what", "why", "who", "until", "promise")[:LIMITS]
    )
)
_UNSETTLED = Prepared(
    lambda: (
        Unsettled.objects.open()
        .filter(project=number("project"))
        .values("what", "look_again_on")[: UNSETTLED + 1]
    )
)
_STATEMENTS = Prepared(
    lambda: (
        Statement.objects.in_force()
        .filter(project=number("project"))
        .with_counts()
        .in_order()
        .values("pk", "kind", "words", "agree_count", "not_yet_count", "concern_count")[:AGREED]
    )
)


def _first(rows: Prepared, project: Project, most: int) -> dict[str, Any]:
    """Return the first rows, and whether there are others."""
    found = rows.all(project=project.pk)
    return {"rows": found[:most], "has_more": len(found) > most}
