"""Settles what everybody reads of what was said in a room, and lets go of the words as they were typed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ballots.redaction import shown_of
from core.standing import require_same_standing
from meetings.models import MeetingRoom, RoomWords
from meetings.services.words import KEPT_AFTER
from projects.models import Member, Project
from questions.services import add_room_words


class IsShownAlready(Exception):  # noqa: N818 - it is what happened, not a fault
    """Everybody reads it already, among what people said: there it can be hidden."""


class IsForgotten(Exception):  # noqa: N818
    """The words are not kept any more."""


@transaction.atomic
def settle_room_words(
    words: RoomWords,
    outcome: str,
    *,
    taken_out: Iterable[str] = (),
    why: str = "",
    stood: str | None = None,
    by: Member,
    now: datetime,
) -> RoomWords:
    """
    Show the project what somebody said in a room, whole or without the named parts, as a contribution; or leave it out.

    What was left out can be shown after all, as long as the words are kept. Twice is once.

    :param why: why it is left out; everybody reads it.
    :param stood: how it stood on the page; None when nobody looked at one.
    :raises CannotTakeOut: as :func:`ballots.redaction.shown_of`.
    :raises EditConflict: when somebody else settled it otherwise meanwhile.
    :raises IsShownAlready, IsForgotten: when nothing can be settled any more.
    """
    held = RoomWords.objects.select_for_update(of=("self",)).get(pk=words.pk)
    said = {"outcome": outcome, "why": why if outcome == RoomWords.Outcome.LEFT_OUT else ""}
    require_same_standing(held, said, stood=stood)
    if held.is_shown:
        shown = held.contribution.own_words if held.contribution else ""
        if held.text and shown and shown == shown_of(held.text, outcome, taken_out):
            return held
        raise IsShownAlready
    if not held.text:
        raise IsForgotten
    shown = shown_of(held.text, outcome, taken_out)
    held.outcome, held.why, held.looked_by = outcome, said["why"], by
    if shown:
        held.contribution = add_room_words(held.room.project, words=shown, now=now)
    held.save()
    return held


def forget_room_words(*, now: datetime) -> int:
    """
    Delete what was typed in rooms of meetings four weeks ago, once it was looked at; return how much.

    What nobody looked at before the project ended is left out four weeks later, and everybody reads that.
    """
    day = timezone.localdate(now - KEPT_AFTER)
    old = RoomWords.objects.filter(room__in=MeetingRoom.objects.filter(on__lt=day)).exclude(text="")
    ended = MeetingRoom.objects.filter(
        project__in=Project.objects.filter(state=Project.State.ENDED, ended_on__lt=day)
    )
    waiting = Q(outcome=RoomWords.Outcome.WAITING)
    gone = old.filter(waiting, room__in=ended)
    why = _("The project ended before anybody looked at it.")
    count = gone.update(text="", outcome=RoomWords.Outcome.LEFT_OUT, why=why)
    return count + old.exclude(waiting).update(text="")
