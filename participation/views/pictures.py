"""The map as a picture, and what changed on it between two days: states of the page of people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from participation.forms.looks import AND, ON, TODAY, LooksForm
from participation.map_changes import Day, compare
from participation.map_drawn import Rings, draw_map
from participation.models import ParticipationReview
from participation.people_map import read_map
from participation.permissions import can_manage_members, can_review_participation
from participation.snapshots import take_maps
from projects.models import Project

#: So many of the newest looks can be chosen: two years of them, once a week.
MOST_LOOKS = 104


def show_picture(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the groups on the map as a circle, with a list and a table of the same."""
    wanted = request.GET.get("rings", "")
    by = Rings(wanted) if wanted in set(Rings) else Rings.HERE
    groups = read_map(project).groups
    context = {
        "project": project,
        "tab": "people",
        "picture": draw_map(groups, by=by) if groups else None,
        "can_manage": can_manage_members(project),
    }
    return render(request, "participation/people_picture.html", context)


def show_changes(request: HttpRequest, project: Project) -> HttpResponse:
    """Show what changed on the map between two days that were kept; at first since the newest look."""
    looks = list(
        project.participation_reviews.order_by("-opened_at", "-pk").only("opened_at", "project")[
            :MOST_LOOKS
        ]
    )
    context: dict[str, Any] = {"project": project, "tab": "people", "looks": looks}
    context["can_review"] = can_review_participation(project)
    if looks:
        is_asked = ON in request.GET or AND in request.GET
        form = LooksForm(
            request.GET if is_asked else {ON: str(looks[0].pk), AND: TODAY}, looks=looks
        )
        context["form"] = form
        if form.is_valid():
            context |= _between(project, form.days)
    return render(request, "participation/people_changes.html", context)


def _between(project: Project, days: list[ParticipationReview | None]) -> dict[str, Any]:
    """Return what changed between two days, the later one last; None is today."""
    before, after = _days(project, days)
    return {
        "day": days[0],
        "later": days[1],
        "changes": compare(before, after, sees_invited=bool(can_manage_members(project))),
    }


def _days(project: Project, days: list[ParticipationReview | None]) -> list[Day]:
    """Return what is known of the map on these days."""
    numbers = [day.pk for day in days if day]
    kept = dict(project.participation_reviews.filter(pk__in=numbers).values_list("pk", "snapshot"))
    found = [kept.get(pk, {}) for pk in numbers]
    if None in days:
        found.append(take_maps([project.pk])[project.pk])
    return found
