"""
Tells people what they are to do by a day, keeps the search index, notes the time, and mends what a wrong clock did.

The schedule ticks for it.
"""

from celery import shared_task
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.leases import Leased
from home import ticks
from home.search.keeping import behind, forget_gone, take_in
from outbox import reminders
from outbox.ticks import tick_work
from projects.models import Member, Project

REMINDS = tick_work("remind_of_due", _("Somebody could not be told that a day is near."))
KEEPS = tick_work("keep_search", _("Some of the newest things cannot be found by searching yet."))


@shared_task
def keep_search() -> None:
    """Take in what was written, so that nobody waits for it who searches; a little of each project at a time."""
    now = timezone.now()
    left = list(behind().order_by("pk"))
    while left:
        more: list[Project] = []

        def each(project: Project, more: list[Project] = more) -> None:
            if not take_in(project.pk):
                more.append(project)

        KEEPS.do(left, each, now=now)
        left = more
    forget_gone()


@shared_task
def remind_of_due() -> None:
    """Tell people of each day that is two days off, here, or a week past."""
    now = timezone.now()

    def remind(member: Member) -> None:
        reminders.remind(member, now=now)

    REMINDS.do(reminders.find_people(now=now), remind, now=now)


@shared_task
def bring_back() -> None:
    """Let work be due that was made while a clock was ahead, of whatever kind."""
    for model in apps.get_models():
        if issubclass(model, Leased):
            model._default_manager.bring_back(now=timezone.now())  # type: ignore[attr-defined]


@shared_task
def note_tick(*, queue: str) -> None:
    """Note that a worker of this queue does what the schedule asks."""
    ticks.note_tick(queue, now=timezone.now())
