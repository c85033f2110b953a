"""What the records ask of the reviews of the elements, and of lessons."""

from datetime import date
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.prepared import Prepared, moment, number, totals
from elements.models import Asked, Lesson, Review, Sheet, Words
from elements.records.record import HALF_YEAR, QUARTER, YEAR, local_day, midnight
from projects.models import Project, Role


def last_closed_on(reviews: dict[str, Any]) -> date | None:
    """Return the day on which the last review was closed."""
    return local_day(reviews["last"])


def read_lessons(
    project: Project, *, on: date, learned: date | None, answered: date | None
) -> dict[str, Any]:
    """
    Return the counts of :func:`_lessons` for a project on a day.

    ``is_fresh`` and ``is_stale``: something came of one in the last 26 weeks; nothing happened for more than a year.

    :param learned: the day on which the last one was written down.
    :param answered: the day on which the last one was tied.
    """
    tied_on = min(answered or on, on)
    found: dict[str, Any] = _LESSONS.first(
        project=project.pk,
        quarter_ago=midnight(on - QUARTER),
        half_year_ago=midnight(tied_on - HALF_YEAR),
    )
    newest = max(filter(None, [learned, answered]), default=None)
    is_stale = newest is not None and on - newest > YEAR
    return {**found, "is_fresh": on - tied_on <= HALF_YEAR, "is_stale": is_stale}


def _lessons() -> QuerySet:
    """
    Count the lessons: ``changed`` led to a change that came after it; ``lately``: tied in the last 26 weeks up to the
    last one; ``stale``: long open.
    """
    lately = Q(tied_at__gte=moment("half_year_ago"))
    kinds = kinds_of_lessons(moment("quarter_ago"))
    return totals(
        Lesson.objects.filter(project=number("project")).with_what_came_after(),
        all=CountRows("pk"),
        **{name: CountRows("pk", filter=kind) for name, kind in kinds.items()},
        lately=CountRows("pk", filter=lately),
        lately_changed=CountRows("pk", filter=lately & kinds["changed"]),
    )


def kinds_of_lessons(quarter_ago: Any) -> dict[str, Q]:
    """Return which lessons a figure counts, by its name; the rows that it leads to are found by the same."""
    is_open = Q(tied_at=None)
    changed = Q(tied_at__isnull=False, came_after=True)
    return {
        "open": is_open,
        "stale": is_open & Q(recorded_at__lt=quarter_ago),
        "changed": changed,
        "plan_changed": changed & Q(changed_rhythm=None),
    }


def of_project() -> dict[str, Any]:
    """
    Count the closed reviews and, in them, the answers to the standing question; ``long``: unread for long.

    ``last``: when one was closed that somebody answered who does not run the project. Needs ``two_weeks_ago``.
    """
    closed = Review.objects.closed().filter(project=OuterRef("pk"))
    asked = Asked.objects.filter(
        review=OuterRef("pk"), has_answered=True, member__role=Role.PARTICIPANT
    )
    sheets = Sheet.objects.come_in().filter(review=OuterRef("pk"), role=Role.PARTICIPANT)
    answered = closed.filter(Exists(asked) | Exists(sheets))
    answers = Words.objects.readable().filter(review__project=OuterRef("pk"), element=None)
    waiting = answers.filter(outcome=Words.Outcome.WAITING)
    long = waiting.filter(review__closed_at__lt=moment("two_weeks_ago"))
    return {
        "all": _count(closed, "project"),
        "last": Subquery(answered.order_by("-closed_at").values("closed_at")[:1]),
        "answers": _count(answers, "review__project"),
        "waiting": _count(waiting, "review__project"),
        "long": _count(long, "review__project"),
    }


def _count(rows: QuerySet, project: str) -> Coalesce:
    counted = rows.order_by().values(project).annotate(n=CountRows("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


_LESSONS = Prepared(_lessons)
