"""The plan: one page, the same for everybody in the project."""

from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.access import PROJECT_READERS, access
from projects import permissions
from projects.getters import get_project_or_404, get_reading
from projects.models import Project

#: The most rows of a kind that the plan shows; the rest is a link away.
UNDER_WAY, PLANNED, ENDED, OTHERS = 20, 15, 10, 20


@access(*PROJECT_READERS)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show purpose, boundaries, steps, what is not settled, and how the project was made ready."""
    project = get_project_or_404(request.user, slug)
    context = {
        "project": project,
        "tab": "plan",
        "today": timezone.localdate(),
        "can_edit": permissions.can_edit_plan(project),
        "steps_path": reverse("projects:step_list", args=[slug]),
        "boundaries": _first(project.boundaries.in_force(), OTHERS),
        "unsettled": _first(project.unsettled.open(), OTHERS),
        "checks": project.readiness_checks.select_related("confirmed_by"),
        "reading": get_reading(project),
        **_steps(project),
    }
    return render(request, "projects/plan.html", context)


def _steps(project: Project) -> dict[str, Any]:
    steps = project.steps.select_related("owner")
    return {
        "under_way": _first(steps.under_way(), UNDER_WAY),
        "planned": _first(steps.planned(), PLANNED),
        "ended": _first(steps.ended().order_by("-ended_on", "-number"), ENDED),
    }


def _first(rows: Any, most: int) -> dict[str, Any]:
    """Return the first rows, and whether there are others, reading one row more than are shown."""
    found = list(rows[: most + 1])
    return {"rows": list(islice(found, most)), "has_more": len(found) > most}
