"""What came of the lessons of the last review: the next one starts by asking it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Prefetch, Q, prefetch_related_objects

from core.came_up import where_it_came_up
from core.prepared import Prepared, moment, number, totals
from elements.models import Lesson, LessonChange, LessonQuerySet, Review
from projects.models import Member, Project

MOST = 10


@dataclass
class CameOfLast:
    """The review before one, how many lessons were noted since it opened, and what came of them."""

    review: Review
    until: Review
    noted: int
    changed: int
    unchanged: int

    @property
    def open(self) -> int:
        return self.noted - self.changed - self.unchanged

    @cached_property
    def lessons(self) -> list[Lesson]:
        """At most ten of them, open ones first; read only when they are shown."""
        return _FIRST.all(**_between(self.review, self.until))


def came_of_last(review: Review) -> CameOfLast | None:
    """
    Return what came of the lessons between the review before this one and this one.

    None when there was no review before, or nothing was noted. Two queries, and one for the lessons.
    """
    last = _LAST.first(project=review.project_id, before=review.opened_at)
    if last is None:
        return None
    counts = _COUNTS.first(**_between(last, review))
    if not counts["noted"]:
        return None
    del counts["all_rows"]
    return CameOfLast(last, review, **counts)


def lessons_of(review: Review) -> list[Lesson]:
    """Return the lessons of a review, with all that a list shows of them."""
    return _OF_REVIEW.all(review=review.pk)


def add_all(lessons: list[Lesson], project: Project) -> None:
    """Load with lessons who was there, what they said before and where they came up, in a query each for all."""
    prefetch_related_objects(
        lessons,
        Prefetch("agreed_by", Member.objects.order_by("known_as", "pk")),
        Prefetch("changes", LessonChange.objects.select_related("by")),
    )
    places = where_it_came_up(project, "lesson", [lesson.pk for lesson in lessons])
    for lesson in lessons:
        lesson.came_up = places.get(lesson.pk)


def _between(last: Review, review: Review) -> dict[str, object]:
    """Return what the queries below leave holes for."""
    return {
        "project": review.project_id,
        "last": last.pk,
        "since": last.opened_at,
        "until": review.opened_at,
    }


def _noted() -> LessonQuerySet:
    since = Q(review=None, recorded_at__gte=moment("since"), recorded_at__lt=moment("until"))
    return Lesson.objects.filter(Q(review=number("last")) | since, project=number("project"))


_TIED = Q(tied_at__isnull=False)
_LAST = Prepared(
    lambda: (
        Review.objects.closed()
        .filter(project=number("project"), opened_at__lt=moment("before"))
        .order_by("-opened_at", "-pk")[:1]
    )
)
_COUNTS = Prepared(
    lambda: totals(
        _noted(),
        noted=Count("pk"),
        changed=Count("pk", filter=_TIED & Q(no_change_because="")),
        unchanged=Count("pk", filter=_TIED & ~Q(no_change_because="")),
    )
)
_FIRST = Prepared(
    lambda: _noted().with_change().order_by(F("tied_at").asc(nulls_first=True), "pk")[:MOST]
)
_OF_REVIEW = Prepared(lambda: Lesson.objects.filter(review=number("review")).with_change())
