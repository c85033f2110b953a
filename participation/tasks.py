"""
Opens the participation reviews that are due, reminds of those that are overdue, and destroys the keys that were given
up, when the schedule ticks; counts the answers to the questions about people.
"""

from collections.abc import Sequence

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.background import wake
from outbox.ticks import tick_work
from participation import services
from participation.models import ParticipationReview, ReviewRhythm
from projects.models import Project

OPENS = tick_work(
    "open_participation_review", _("The participation review that is due did not open.")
)
REMINDS = tick_work(
    "tell_overdue_participation_review",
    _("Nobody could be reminded of the participation review that waits to be finished."),
)


COUNTS = tick_work(
    "count_about_us", _("The answers to the questions about people were not counted.")
)


@shared_task
def count_about_us() -> None:
    """Count the answers to the questions about people, where that was not done for a week."""
    now = timezone.now()
    COUNTS.do(
        services.to_count(now=now), lambda one: services.count_about_us(one, now=now), now=now
    )


@shared_task
def destroy_spent_keys() -> None:
    """Destroy the keys of members that were given up; what is left is for the next tick."""
    services.destroy_spent_keys()


@shared_task
def open_due_reviews(after: int = 0) -> None:
    """
    Open each participation review that is due today.

    Some at a time: this asks for itself again to go on ``after`` the last. What that loses, the next tick does.
    """
    now = timezone.now()
    today = timezone.localdate(now)

    def open_some(rhythms: Sequence[ReviewRhythm]) -> None:
        services.open_due_reviews(rhythms, on=today, now=now)

    if last := OPENS.do_next(ReviewRhythm.objects.due(on=today), open_some, after=after, now=now):
        wake(open_due_reviews, after=last)


@shared_task
def tell_overdue_reviews() -> None:
    """Remind the facilitators of running projects of the reviews that should be finished by now."""
    now = timezone.now()
    today = timezone.localdate(now)

    def remind(review: ParticipationReview) -> None:
        services.tell_overdue_review(review, on=today, now=now)

    overdue = ParticipationReview.objects.overdue(on=today).select_related("project")
    REMINDS.do(overdue.filter(project__state=Project.State.RUNNING), remind, now=now)
