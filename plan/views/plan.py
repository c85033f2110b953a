"""The plan: one page, the same for everybody in the project."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.access import PROJECT_READERS, access
from core.prepared import Prepared, number
from plan.getters import count_kept, get_readiness, get_reading
from plan.models import Statement
from projects.getters import get_project_or_404
from projects.models import Project
from projects.permissions import can_edit_plan

#: The most rows of a kind that the plan shows; the rest is a link away.
UNDER_WAY, PLANNED, ENDED, OTHERS = 15, 10, 8, 20


@access(*PROJECT_READERS)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show purpose, boundaries, steps, what is not settled, and how the project was made ready."""
    project = get_project_or_404(request.user, slug)
    context = {
        "project": project,
        "tab": "plan",
        "today": timezone.localdate(),
        "can_edit": can_edit_plan(project),
        "steps_path": reverse("plan:step_list", args=[slug]),
        "boundaries": _first(
            project.boundaries.in_force().values("kind", "what", "why", "who", "until"), OTHERS
        ),
        "agreed": _agreed(project),
        "unsettled": _first(project.unsettled.open().values("what", "look_again_on"), OTHERS),
        "checks": get_readiness(project),
        "reading": get_reading(project),
        "kept": count_kept(project),
        # Words of rows, looked up once and not for each row.
        "words": {
            "until": _("until"),
            "was_until": _("was planned until"),
            "look_again": _("Time to look again"),
            "again_on": _("We look at it again on"),
        },
        "steps": _steps(project),
    }
    return render(request, "plan/plan.html", context)


def _steps(project: Project) -> list[dict[str, Any]]:
    """Return the three parts of the steps; rows are plain values, which a template reads faster than objects."""
    steps = project.steps.values(
        *("pk", "number", "title", "state", "why_dropped", "due_on", "ended_on"),
        owner_name=F("owner__known_as"),
    )
    ended = steps.ended().order_by("-ended_on", "-number")
    parts = [
        {"title": _("Under way"), "is_folded": False, **_first(steps.under_way(), UNDER_WAY)},
        {"title": _("Planned"), "is_folded": False, **_first(steps.planned(), PLANNED)},
        {"title": _("Done and dropped"), "is_folded": True, **_first(ended, ENDED)},
    ]
    return [part for part in parts if part["rows"]]


def _agreed(project: Project) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the first statements by kind, each with how many agree and how many concerns are open."""
    return [
        (capfirst(str(Statement.Kind(kind).label)), list(statements))
        for kind, statements in groupby(_STATEMENTS.all(project=project.pk), key=itemgetter("kind"))
    ]


_STATEMENTS = Prepared(
    lambda: (
        Statement.objects.in_force()
        .filter(project=number("project"))
        .with_counts()
        .in_order()
        .values("kind", "words", "agree_count", "concern_count")[:OTHERS]
    )
)


def _first(rows: Any, most: int) -> dict[str, Any]:
    """Return the first rows, and whether there are others, reading one row more than are shown."""
    found = list(rows[: most + 1])
    return {"rows": found[:most], "has_more": len(found) > most}
