"""Keeps what somebody promised to do, and lets another take it over once they have said yes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from actions.models import Action, Takeover
from core.ended import end_once
from core.once import find_sent, lock_row
from outbox.models import Delivery
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
    _tell_owner(action, event=f"action:{action.pk}:noted", by=by, now=now)
    return action


def _tell_owner(action: Action, *, event: str, by: Member, now: datetime) -> None:
    """Tell somebody what was noted down for them, unless they did it themselves."""
    if action.owner != by:
        tell_members(
            event=event,
            project=action.project,
            kind="action_noted",
            data={"action": action.pk, "by": by.known_as},
            recipients=[action.owner],
            asks=True,
            now=now,
        )


def _lock(action: Action) -> None:
    """Let one follow the other; the project first, as whoever takes a name out has it first."""
    lock_row(action.project)
    lock_row(action)


@transaction.atomic
def finish_action(action: Action, *, outcome: str, by: Member, now: datetime) -> None:
    """
    Say what came of it; an action that is done stays as it is, and nobody is asked to take it over any more.

    :raises EndedBefore: when somebody else said meanwhile that it is done, in other words.
    """
    _lock(action)
    end_once(Action.objects.open(), action, words="outcome", done_at=now, outcome=outcome)
    for takeover in action.takeovers.open().select_related("to"):
        end_takeover(takeover, by=by, now=now)


class CannotTakeOver(Exception):  # noqa: N818 - it is an answer, not a fault
    """
    An action cannot be handed over now: it is done, or they cannot do it, or another is asked, whom ``asked`` names.
    """

    def __init__(self, asked: Member | None = None) -> None:
        super().__init__("It is done, they cannot do it, or another is asked.")
        self.asked = asked


@transaction.atomic
def ask_to_take_over(
    action: Action,
    *,
    to: Member,
    by: Member,
    why: str = "",
    now: datetime,
    sent_key: UUID | None = None,
) -> Takeover:
    """
    Ask a member to do what another promised, and tell them; until they say yes, it stays with whoever promised it.

    Who was asked before and has left since is asked no more.

    :raises CannotTakeOver: when it is done or theirs, they have left, or somebody is asked already.
    """
    made = find_sent(action.takeovers.all(), sent_key, lock=action.project)
    if made:
        return made
    lock_row(action)
    action.refresh_from_db()
    to.refresh_from_db()
    if action.done_at or action.owner_id == to.pk or not to.is_taking_part:
        raise CannotTakeOver
    if asked := action.takeovers.open().select_related("to").first():
        if asked.to.is_taking_part:
            raise CannotTakeOver(asked.to)
        end_takeover(asked, by=by, now=now)
    takeover = action.takeovers.create(
        to=to, asked_by=by, instead_of=action.owner, why=why, asked_at=now, sent_key=sent_key
    )
    if to != by:
        _tell(takeover, "asked", to=[to], now=now, by=by.known_as)
    return takeover


@transaction.atomic
def answer_takeover(
    takeover: Takeover, *, is_yes: bool, reply: str = "", by: Member, now: datetime
) -> bool:
    """
    Say whether somebody takes an action over; a yes makes it theirs. Whoever asked and whoever had it are told.

    :param by: who writes it down: the one who was asked, or a facilitator for somebody who cannot sign in.
    :returns: whether it counts; False when it was answered before, or nobody is asked any more. Nothing changes then.
    """
    action, open_ones = takeover.action, Takeover.objects.open()
    _lock(action)
    counts = open_ones.filter(pk=takeover.pk).update(
        outcome=Takeover.Outcome.TAKEN if is_yes else Takeover.Outcome.DECLINED,
        reply=reply,
        ended_at=now,
        entered_by=None if by == takeover.to else by,
    )
    takeover.refresh_from_db()
    if not counts:
        return False
    if is_yes:
        action.owner = takeover.to
        action.save(update_fields=["owner"])
        _tell_owner(action, event=_event(takeover, "noted"), by=by, now=now)
    told = {takeover.instead_of, takeover.asked_by} - {takeover.to, by}
    to = sorted(told, key=lambda member: member.pk)
    _tell(takeover, "answered", to=to, now=now, who=takeover.to.known_as, is_yes=is_yes)
    return True


def _tell(takeover: Takeover, what: str, *, to: list[Member], now: datetime, **data: Any) -> None:
    """Tell that somebody is ``asked``, what they ``answered``, or that asking them is ``over``."""
    tell_members(
        event=_event(takeover, what),
        project=takeover.action.project,
        kind=f"takeover_{what}",
        data={"takeover": takeover.pk, "action": takeover.action_id, **data},
        recipients=to,
        asks=True,
        now=now,
    )


@transaction.atomic
def end_takeover(takeover: Takeover, *, by: Member, now: datetime) -> bool:
    """
    Ask somebody no more, and tell them if they have heard that they were asked.

    :returns: False when an answer came first, which stays.
    """
    _lock(takeover.action)
    open_ones = Takeover.objects.open().filter(pk=takeover.pk)
    ended = open_ones.update(outcome=Takeover.Outcome.OVER, ended_at=now)
    takeover.refresh_from_db()
    if ended and takeover.to != by and _has_heard(takeover):
        _tell(takeover, "over", to=[takeover.to], now=now, by=by.known_as)
    return bool(ended)


def _has_heard(takeover: Takeover) -> bool:
    """Whether what asks them has left: a letter or email that has not leaves no more."""
    asked = Delivery.objects.filter(message__event=_event(takeover, "asked"), member=takeover.to)
    return asked.filter(done_at__isnull=False).exists()


def _event(takeover: Takeover, what: str) -> str:
    return f"takeover:{takeover.pk}:{what}"
