"""Opens reviews that are due, reminds of open ones and closes those that are over, when the schedule ticks."""

from collections.abc import Sequence

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.background import wake
from elements import services
from elements.models import ElementReviewRhythm, PlannedReview, Review
from outbox.ticks import tick_work

OPENS = tick_work("open_review", _("The review that is due did not open."))
OPENS_PLANNED = tick_work("open_planned_review", _("The review that you planned did not open."))
REMINDS = tick_work("remind_of_review", _("Nobody could be reminded of the review that is open."))
CLOSES = tick_work("close_review", _("The review whose last day has passed did not close."))


@shared_task
def open_due_reviews(after: int = 0) -> None:
    """
    Open each review that is due today, by the rhythm or because somebody planned it.

    Some at a time: this asks for itself again to go on ``after`` the last. What that loses, the next tick does.
    """
    now = timezone.now()
    today = timezone.localdate(now)

    def open_some(rhythms: Sequence[ElementReviewRhythm]) -> None:
        services.open_due_reviews(rhythms, on=today, now=now)

    due = ElementReviewRhythm.objects.due(on=today)
    if last := OPENS.do_next(due, open_some, after=after, now=now):
        wake(open_due_reviews, after=last)
    if not after:
        open_planned_reviews()


@shared_task
def open_planned_reviews(after: int = 0) -> None:
    """Open each review that somebody planned for today or before, some at a time."""
    now = timezone.now()
    today = timezone.localdate(now)

    def open_some(planned: Sequence[PlannedReview]) -> None:
        services.open_planned_reviews(planned, on=today, now=now)

    due = PlannedReview.objects.due(on=today)
    if last := OPENS_PLANNED.do_next(due, open_some, after=after, now=now):
        wake(open_planned_reviews, after=last)


@shared_task
def remind_of_reviews() -> None:
    """Remind those who have not answered the reviews that are open."""
    now = timezone.now()
    today = timezone.localdate(now)

    def remind(review: Review) -> None:
        services.remind_of_review(review, on=today, now=now)

    REMINDS.do(Review.objects.taking_answers(on=today).select_related("project"), remind, now=now)


@shared_task
def close_due_reviews() -> None:
    """Close each review whose last day has passed."""
    now = timezone.now()

    def close(review: Review) -> None:
        services.close_review(review, now=now)

    CLOSES.do(Review.objects.over(on=timezone.localdate(now)), close, now=now)
