"""Keeps what somebody promised to do."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from actions.models import Action
from core.ended import end_once
from core.once import find_sent
from outbox.services import tell_members
from projects.models import Member, Project


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
    return find_sent(project.actions.all(), sent_key, lock=project) or project.actions.create(
        what=what, owner=owner, due_on=due_on, created_at=now, sent_key=sent_key
    )


@transaction.atomic
def note_promise(
    project: Project,
    *,
    what: str,
    owner: Member,
    due_on: date,
    by: Member,
    now: datetime,
    sent_key: UUID | None = None,
) -> Action:
    """Keep what somebody promised, as ``by`` noted it down, and tell them that it stands on the list; once."""
    action = add_action(project, what=what, owner=owner, due_on=due_on, now=now, sent_key=sent_key)
    if owner != by:
        tell_members(
            event=f"action:{action.pk}:noted",
            project=project,
            kind="action_noted",
            data={"action": action.pk, "by": by.known_as},
            recipients=[owner],
            asks=True,
            now=now,
        )
    return action


def finish_action(action: Action, *, outcome: str, now: datetime) -> None:
    """
    Say what came of it; an action that is done stays as it is.

    :raises EndedBefore: when somebody else said meanwhile that it is done, in other words.
    """
    end_once(Action.objects.open(), action, words="outcome", done_at=now, outcome=outcome)
