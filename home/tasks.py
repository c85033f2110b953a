"""Tells people what they are to do by a day, when the schedule ticks."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox import reminders
from outbox.ticks import tick_work
from projects.models import Member

REMINDS = tick_work("remind_of_due", _("Somebody could not be told that a day is near."))


@shared_task
def remind_of_due() -> None:
    """Tell people of each day that is two days off, here, or a week past."""
    now = timezone.now()

    def remind(member: Member) -> None:
        reminders.remind(member, now=now)

    REMINDS.do(reminders.find_people(now=now), remind, now=now)
