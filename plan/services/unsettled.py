"""Keeps what is not settled."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core.ended import end_once
from core.once import find_sent
from plan.models import Unsettled
from projects.models import Member, Project


@transaction.atomic
def add_unsettled(
    project: Project,
    *,
    what: str,
    why: str,
    look_again_on: date,
    now: datetime,
    sent_key: UUID | None = None,
) -> Unsettled:
    """Say what is not settled yet, and when it is looked at again."""
    return find_sent(project.unsettled.all(), sent_key, lock=project) or project.unsettled.create(
        what=what, why=why, look_again_on=look_again_on, created_at=now, sent_key=sent_key
    )


@transaction.atomic
def change_unsettled(unsettled: Unsettled, *, revision: int, by: Member, now: datetime) -> None:
    """
    Save its words and the day on which it is looked at again, and keep what it said before.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    was = Unsettled.objects.select_for_update().get(pk=unsettled.pk)
    if was.in_words == unsettled.in_words:
        return
    unsettled.save_over(revision, ["what", "why", "look_again_on"])
    unsettled.changes.create(was=was.in_words, by=by, at=now)


def settle_unsettled(unsettled: Unsettled, *, outcome: str, now: datetime) -> None:
    """
    Say how it was settled; what is settled already stays as it is.

    :raises EndedBefore: when somebody else settled it meanwhile, in other words.
    """
    end_once(Unsettled.objects.open(), unsettled, words="outcome", settled_at=now, outcome=outcome)
