"""Takes down what a member added, with a reason that its author is told and can answer; and puts it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.ended import require_same_words
from core.standing import require_same_standing
from outbox.services import tell_members
from plan.models import Addition
from projects.models import Member, MemberQuerySet


@transaction.atomic
def take_down_addition(addition: Addition, *, by: Member, why: str, now: datetime) -> None:
    """
    Let an addition be read by its author and the facilitators alone, and tell its author why.

    :raises EndedBefore: when somebody else did so meanwhile, with another reason.
    """
    held = _hold(addition)
    if held.taken_down_at:
        require_same_words(theirs=held.taken_down_why, mine=why)
        return
    _set(held, taken_down_at=now, taken_down_by=by, taken_down_why=why, reply="", replied_at=None)
    _tell(held, "addition_taken_down", _author(held), by=by, now=now)


@transaction.atomic
def put_back_addition(addition: Addition, *, by: Member, now: datetime) -> None:
    """Let everybody read an addition again, and tell its author; one that is not down stays as it is."""
    held = _hold(addition)
    if held.taken_down_at is None:
        return
    _set(held, taken_down_at=None, taken_down_by=None, taken_down_why="", reply="", replied_at=None)
    _tell(held, "addition_put_back", _author(held), by=by, now=now)


@transaction.atomic
def answer_taking_down(
    addition: Addition, *, by: Member, words: str, now: datetime, stood: str | None = None
) -> bool:
    """
    Keep what the author says to it being taken down, and tell the facilitators; False when it is back meanwhile.

    The same words sent twice are told once.

    :param by: the author, or who types it in for them: it is told in the author's name.
    :param stood: how the answer stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else answered meanwhile, in other words.
    """
    held = _hold(addition)
    if held.taken_down_at is None:
        return False
    if held.reply == words:
        return True
    require_same_standing(held, {"reply": words}, stood=stood)
    _set(held, reply=words, replied_at=now)
    facilitators = held.starting_point.project.members.taking_part().facilitators()
    _tell(held, "addition_defended", facilitators, by=held.member or by, now=now)
    return True


def _hold(addition: Addition) -> Addition:
    rows = Addition.objects.select_for_update(of=("self",)).select_related(
        "starting_point__project", "taken_down_by", "member"
    )
    return rows.get(pk=addition.pk)


def _set(addition: Addition, **values: Any) -> None:
    for name, value in values.items():
        setattr(addition, name, value)
    addition.save(update_fields=list(values))


def _author(addition: Addition) -> MemberQuerySet:
    return Member.objects.filter(additions=addition)


def _tell(
    addition: Addition, kind: str, recipients: MemberQuerySet, *, by: Member, now: datetime
) -> None:
    tell_members(
        event=f"addition:{addition.pk}:{kind}:{now.isoformat()}",
        project=addition.starting_point.project,
        kind=kind,
        data={"addition": addition.pk, "point": addition.starting_point_id, "by": by.known_as},
        recipients=recipients,
        asks=True,
        now=now,
    )
