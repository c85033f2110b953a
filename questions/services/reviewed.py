"""
Takes in words that a facilitator looked at first, to be answered in public: what reviews say to "What should we be
asking you that we are not?", and what was said in a room at a meeting.
"""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import Project
from questions.models import Contribution
from questions.services.answering import answer_day


def start_of_day(now: datetime) -> datetime:
    """Return the day, as a time that says nothing more."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))


def add_reviewed_words(project: Project, *, words: str, now: datetime) -> Contribution:
    """Show what somebody wrote in a review, without a name, and promise a day for the answer."""
    return project.contributions.create(
        is_unnamed=True,
        is_from_review=True,
        is_unasked=True,
        words=words,
        said_at=start_of_day(now),
        answer_by=answer_day(project, now),
    )


def add_room_words(project: Project, *, words: str, now: datetime) -> Contribution:
    """Show what somebody said in the room at a meeting, without a name, and promise a day for the answer."""
    return project.contributions.create(
        is_unnamed=True,
        way=Contribution.Way.ROOM,
        words=words,
        said_at=start_of_day(now),
        answer_by=answer_day(project, now),
    )


@transaction.atomic
def change_reviewed_words(
    contribution: Contribution, *, words: str, were_left_out: bool, now: datetime
) -> None:
    """
    Show other words instead, because a name was overlooked; nothing of them when ``words`` is empty.

    What is out of sight while somebody looks at it stays so, unless it is there because it was left out.
    """
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if not words:
        held.set_aside(now=now, why=_("A facilitator looked for names in it, and left it out."))
        return
    if were_left_out:
        held.put_back()
    name = "words_set_aside" if held.is_kept_apart else "words"
    setattr(held, name, words)
    held.save(update_fields=[name])
