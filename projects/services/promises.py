"""Keeps what is not settled, and what somebody promised to do."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from projects.models import (
    Action,
    Member,
    Project,
    Unsettled,
)
from projects.services.once import lock, sent_before


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
    lock(project)
    return sent_before(project.unsettled.all(), sent_key) or project.unsettled.create(
        what=what, why=why, look_again_on=look_again_on, created_at=now, sent_key=sent_key
    )


@transaction.atomic
def change_unsettled(unsettled: Unsettled, *, revision: int) -> None:
    """
    Save its words and the day on which it is looked at again.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    unsettled.save_over(revision, ["what", "why", "look_again_on"])


def settle(unsettled: Unsettled, *, outcome: str, now: datetime) -> None:
    """Say how it was settled; what is settled already stays as it is."""
    Unsettled.objects.open().filter(pk=unsettled.pk).update(settled_at=now, outcome=outcome)
    unsettled.refresh_from_db()


@transaction.atomic
def add_action(
    project: Project,
    *,
    what: str,
    owner: Member,
    due_on: date,
    now: datetime,
    sent_key: UUID | None = None,
) -> Action:
    """Keep what somebody promised to do by a date. Telling them is for the app that knows why."""
    lock(project)
    return sent_before(project.actions.all(), sent_key) or project.actions.create(
        what=what, owner=owner, due_on=due_on, created_at=now, sent_key=sent_key
    )


def finish_action(action: Action, *, outcome: str, now: datetime) -> None:
    """Say what came of it; an action that is done stays as it is."""
    Action.objects.open().filter(pk=action.pk).update(done_at=now, outcome=outcome)
    action.refresh_from_db()
