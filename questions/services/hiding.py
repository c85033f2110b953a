"""Hides what somebody said, with a reason that its author is told and can answer; and shows it again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.ended import require_same_words
from core.standing import require_same_standing
from outbox.services import tell_members
from projects.models import Member, MemberQuerySet
from questions.models import Contribution, Reply
from questions.services.responders import tell_responder

Said = Contribution | Reply


class IsSetAside(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody is worried about somebody's safety here: it is out of sight already, and looked at by another way."""


class IsTakenBack(Exception):  # noqa: N818 - it is what happened, not a fault
    """Whoever said it has taken it back: nothing is left to be hidden or answered."""


@transaction.atomic
def hide_words(row: Said, *, by: Member, why: str, now: datetime) -> None:
    """
    Let something be read by its author and the facilitators alone, and tell its author why.

    Where it was told by somebody who is no member, whoever wrote it down is asked to tell them; behind three words it
    can be read at once.

    :raises EndedBefore: when somebody else hid it meanwhile, with another reason.
    :raises IsSetAside: when it is set aside for somebody's safety; an email about it could put somebody in danger.
    :raises IsTakenBack: when it was taken back meanwhile.
    """
    held = _hold_said(row)
    if held.is_taken_back:
        raise IsTakenBack
    if held.is_hidden:
        require_same_words(theirs=held.hidden_why, mine=why)
        return
    if held.is_set_aside:
        raise IsSetAside
    held.hide(by=by, why=why, now=now)
    _tell_responder(held, "hidden", by=by, now=now)
    _tell(held, "words_hidden", who_hears_of(held, but=by), by=by, now=now)


@transaction.atomic
def show_words_again(row: Said, *, by: Member, now: datetime) -> bool:
    """
    Let everybody read again what was hidden, and tell its author; return whether they can.

    What is set aside for somebody's safety stays so, and nobody is told.
    """
    held = _hold_said(row)
    if not held.show_again():
        return False
    _tell_responder(held, "shown_again", by=by, now=now)
    _tell(held, "words_shown_again", who_hears_of(held, but=by), by=by, now=now)
    return True


@transaction.atomic
def answer_hiding(
    row: Said, *, by: Member, words: str, now: datetime, stood: str | None = None
) -> bool:
    """
    Keep what the author says to it being hidden, and tell the facilitators; False when it is hidden no more.

    :param stood: how the answer stood on the page; None when nobody looked at one.
    :raises EditConflict: when it was answered meanwhile in other words.
    """
    held = _hold_said(row)
    if not held.is_hidden:
        return False
    if held.hidden_answer == words:
        return True
    require_same_standing(held, {"hidden_answer": words}, stood=stood)
    held.hidden_answer = words
    held.save(update_fields=["hidden_answer"])
    led = contribution_of(held).project.members.taking_part().facilitators()
    _tell(held, "words_defended", led.exclude(pk=by.pk), by=by, now=now)
    return True


def contribution_of(row: Said) -> Contribution:
    """Return what somebody said, itself or by a reply to it."""
    return row.contribution if isinstance(row, Reply) else row


def _hold_said(row: Said) -> Any:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def who_hears_of(row: Said, *, but: Member) -> MemberQuerySet:
    """Return who is told what was done with it: its author, or whoever wrote it down for somebody who is no member."""
    is_told = isinstance(row, Contribution) and row.for_whom != ""
    who = row.entered_by_id if is_told else row.member_id  # type: ignore[union-attr]
    return Member.objects.filter(pk=who or 0).exclude(pk=but.pk)


def _tell_responder(row: Said, what: str, *, by: Member, now: datetime) -> None:
    if isinstance(row, Contribution):
        event = f"{what}:{now.isoformat()}"
        tell_responder(row, what, event=event, now=now, by=by.known_as, why=row.hidden_why)


def _tell(row: Said, kind: str, hear: MemberQuerySet, *, by: Member, now: datetime) -> None:
    said = contribution_of(row)
    if said.is_from_community and row is said and kind != "words_defended":
        return  # They are told by email (:mod:`questions.services.responders`), and nobody tells them beside that.
    about = {"reply": row.pk} if isinstance(row, Reply) else {"for_whom": said.for_whom}
    tell_members(
        event=f"{row._meta.model_name}:{row.pk}:{kind}:{now.isoformat()}",
        project=said.project,
        kind=kind,
        data={"row": row.pk, "contribution": said.pk, "by": by.known_as, **about},
        recipients=hear,
        asks=True,
        now=now,
    )
