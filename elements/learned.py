"""What came of the lessons of the last review: the next one starts by asking it."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from elements.models import Lesson, LessonQuerySet, Review

MOST = 10


@dataclass(frozen=True)
class CameOfLast:
    """The review before one, how many lessons were noted since it opened, and what came of them."""

    review: Review
    lessons: LessonQuerySet
    noted: int
    changed: int
    unchanged: int

    @property
    def open(self) -> int:
        return self.noted - self.changed - self.unchanged


def came_of_last(review: Review) -> CameOfLast | None:
    """
    Return what came of the lessons between the review before this one and this one, open ones first, at most ten.

    None when there was no review before, or nothing was noted. Two queries; the lessons are read only when shown.
    """
    before = Review.objects.closed().filter(
        project=review.project_id, opened_at__lt=review.opened_at
    )
    last = before.order_by("-opened_at", "-pk").first()
    if last is None:
        return None
    lessons = Lesson.objects.filter(
        Q(review=last)
        | Q(review=None, recorded_at__gte=last.opened_at, recorded_at__lt=review.opened_at),
        project=review.project_id,
    )
    tied = Q(tied_at__isnull=False)
    counts = lessons.aggregate(
        noted=Count("pk"),
        changed=Count("pk", filter=tied & Q(no_change_because="")),
        unchanged=Count("pk", filter=tied & ~Q(no_change_because="")),
    )
    if not counts["noted"]:
        return None
    first = lessons.with_all().order_by(F("tied_at").asc(nulls_first=True), "pk")
    return CameOfLast(last, first[:MOST], **counts)
