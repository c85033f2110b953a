"""What the records ask of a project as a whole: what happened last, reviews, changes, boundaries, and what is open."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from core.prepared import Prepared, number
from elements.records import (
    barriers,
    boundaries,
    changed,
    community,
    last,
    reviews,
    said,
    unsettled,
)
from elements.records.log import TWO_WEEKS
from elements.records.record import HALF_YEAR, midnight
from projects.models import Project

_PARTS = {
    "last": last.of_project,
    "reviews": reviews.of_project,
    "changes": changed.of_project,
    "boundaries": boundaries.of_project,
    "asked": said.of_project,
    "unsettled": unsettled.of_project,
    "barriers": barriers.of_project,
    "community": community.of_project,
}


def read_happened(project: Project, *, on: date) -> dict[str, dict[str, Any]]:
    """Return what ``of_project`` of each part asks, for a project on a day."""
    row = _HAPPENED.first(
        project=project.pk,
        on=on,
        two_weeks_ago=midnight(on - TWO_WEEKS),
        half_year_ago=midnight(on - HALF_YEAR),
        far_off=unsettled.far_off(on),
        **said.days_of_asking(on),
        **community.days_of_waiting(on),
    )
    found: dict[str, dict[str, Any]] = {part: {} for part in _PARTS}
    for name, value in row.items():
        part, _, rest = name.partition("__")
        found[part][rest] = value
    return {**found, "last": last.in_days(found["last"])}


def _happened() -> QuerySet:
    return Project.objects.filter(pk=number("project")).values(
        **{
            f"{part}__{name}": value
            for part, of_project in _PARTS.items()
            for name, value in of_project().items()
        }
    )


_HAPPENED = Prepared(_happened)
