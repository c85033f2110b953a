"""Opens reviews that are due, reminds of open ones and closes those that are over, when the schedule ticks."""

from celery import shared_task
from django.utils import timezone

from elements import services
from elements.models import ElementReviewRhythm, PlannedReview, Review


@shared_task
def open_due_reviews() -> None:
    """Open each review that is due today, by the rhythm or because somebody planned it."""
    now = timezone.now()
    today = timezone.localdate(now)
    for rhythm in ElementReviewRhythm.objects.due(on=today).select_related("project"):
        try:
            services.open_due_review(rhythm, on=today, now=now)
        except services.CannotDo:
            # Nobody has come in yet. The rhythm stays due, and the next tick asks again.
            continue
    for planned in PlannedReview.objects.due(on=today).select_related("project"):
        try:
            services.open_planned_review(planned, on=today, now=now)
        except services.CannotDo:
            continue


@shared_task
def remind_of_reviews() -> None:
    """Remind those who have not answered the reviews that are open."""
    now = timezone.now()
    today = timezone.localdate(now)
    for review in Review.objects.taking_answers(on=today).select_related("project"):
        services.remind(review, on=today, now=now)


@shared_task
def close_due_reviews() -> None:
    """Close each review whose last day has passed."""
    now = timezone.now()
    for review in Review.objects.over(on=timezone.localdate(now)):
        services.close_review(review, now=now)
