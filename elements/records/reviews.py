"""What the records ask of the reviews of the elements and of lessons, in one query each."""

from datetime import date
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from core.prepared import Prepared, moment, number, totals
from elements.models import Lesson, Review
from elements.records.record import HALF_YEAR, QUARTER, ask, midnight
from projects.models import Project


def read_reviews(project: Project) -> dict[str, Any]:
    """Return how many reviews of a project are closed, and when the last one was."""
    found: dict[str, Any] = ask(_REVIEWS, project=project.pk)
    return found


def last_closed_on(reviews: dict[str, Any]) -> date | None:
    """Return the day on which the last review was closed."""
    return timezone.localdate(reviews["last"]) if reviews["last"] else None


def read_lessons(project: Project, *, on: date) -> dict[str, Any]:
    """Return the counts of :func:`_lessons` for a project on a day."""
    found: dict[str, Any] = ask(
        _LESSONS,
        project=project.pk,
        quarter_ago=midnight(on - QUARTER),
        half_year_ago=midnight(on - HALF_YEAR),
    )
    return found


def _lessons() -> QuerySet:
    """Count the lessons: ``changed`` led to a change; ``lately``: tied in the last 26 weeks; ``stale``: long open."""
    lately = Q(tied_at__gte=moment("half_year_ago"))
    changed = Q(tied_at__isnull=False, no_change_because="")
    return totals(
        Lesson.objects.filter(project=number("project")),
        all=CountRows("pk"),
        open=CountRows("pk", filter=Q(tied_at=None)),
        stale=CountRows("pk", filter=Q(tied_at=None, recorded_at__lt=moment("quarter_ago"))),
        changed=CountRows("pk", filter=changed),
        lately=CountRows("pk", filter=lately),
        lately_changed=CountRows("pk", filter=lately & changed),
        plan_changed=CountRows("pk", filter=changed & Q(changed_rhythm=None)),
    )


_REVIEWS = Prepared(
    lambda: totals(
        Review.objects.closed().filter(project=number("project")),
        all=CountRows("pk"),
        last=Max("closed_at"),
    )
)
_LESSONS = Prepared(_lessons)
