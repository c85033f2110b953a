"""Opens the participation reviews that are due and reminds of those that are overdue, when the schedule ticks."""

from celery import shared_task
from django.utils import timezone

from participation import services
from participation.models import ParticipationReview, ReviewRhythm
from projects.models import Project


@shared_task
def open_due_reviews() -> None:
    """Open each participation review that is due today."""
    now = timezone.now()
    today = timezone.localdate(now)
    for rhythm in ReviewRhythm.objects.due(on=today).select_related("project"):
        services.open_due_review(rhythm, on=today, now=now)


@shared_task
def tell_overdue_reviews() -> None:
    """Remind the facilitators of running projects of the reviews that should be finished by now."""
    now = timezone.now()
    today = timezone.localdate(now)
    overdue = ParticipationReview.objects.overdue(on=today).select_related("project")
    for review in overdue.filter(project__state=Project.State.RUNNING):
        services.tell_overdue_review(review, on=today, now=now)
