"""Who wrote down what we learned, or tied it to a change; never who rated."""

from datetime import date, datetime

from django.db.models import QuerySet

from elements.models import Lesson
from projects.last_heard import SignOfLife, last_days
from projects.models import Member


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """Return who wrote a lesson down, or said what came of one. Ratings have no name, and are not looked at."""
    signs = (
        SignOfLife(Lesson.objects.all(), "recorded_by", "recorded_at"),
        SignOfLife(Lesson.objects.all(), "tied_by", "tied_at"),
    )
    return last_days(signs, members, now=now)
