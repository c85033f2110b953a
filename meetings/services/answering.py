"""Keeps what people answer when they are asked to come."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace

from django.db import transaction

from core.locked_words import WordsAreLocked
from core.once import lock_rows
from core.prepared import Prepared, number
from core.revisions import EditConflict
from core.standing import require_same_standing
from meetings.models import Meeting, MeetingAnswer
from meetings.services.words import keep_words, name_who_reads, settle_readers
from participation.models import OF_MEETINGS
from participation.services import OwnKey, hold_member, note_writing
from projects.models import Member


class MeetingIsOver(Exception):  # noqa: N818 - it is what happened, not a fault
    """It was called off, came to be over, or the project ended, before somebody answered."""


class MeetingWasMoved(Exception):  # noqa: N818
    """It is at another time or place than the one on the page of whoever answers."""


class NotHere(Exception):  # noqa: N818
    """Whoever answers does not take part any more."""


@dataclass(frozen=True)
class Coming:
    """
    What a member answers. ``words``: what would make it possible, or why they cannot; None leaves what they wrote.

    ``readers``: the facilitators whom the page named. ``how``: by phone, aloud, on paper, where somebody enters it, or
    by the link. ``stood``: how the answer stood on the page, ``seen``: when it was said, ``moved``: to which time and
    place it is; None when nobody looked.
    """

    says: str
    brings_somebody: bool = False
    words: str | None = None
    readers: Collection[int] = ()
    how: str = ""
    stood: str | None = None
    seen: str | None = None
    moved: int | None = None

    @property
    def values(self) -> dict[str, object]:
        return {"says": self.says, "brings_somebody": self.brings_somebody}


@transaction.atomic
def answer_meetings(
    meeting: Meeting,
    member: Member,
    *,
    said: Coming,
    is_for_all: bool = False,
    by: Member | None = None,
    now: datetime,
) -> int:
    """
    Keep what a member answers, in place of what they answered before; return to how many meetings.

    :param is_for_all: whether it is also the answer to those that were planned with it and wait for one.
    :param by: who enters it; None when they answer themselves.
    :raises MeetingIsOver: when it was called off, or is over, or the project ended; nothing is kept.
    :raises MeetingWasMoved: when it is at another time or place than they saw; nothing is kept.
    :raises NotHere: when they do not take part any more; nothing is kept.
    :raises EditConflict: when they answered otherwise meanwhile; nothing is kept.
    :raises CannotLock: when the words cannot be locked now; nothing is kept.
    """
    if not hold_member(member, by=by):
        raise NotHere
    keys = [meeting.pk, *(_waiting_with(meeting, member, now=now) if is_for_all else ())]
    lock_rows(Meeting, keys)
    held = Meeting.objects.select_related("project").in_bulk(keys)
    of_this = held.pop(meeting.pk)
    if not of_this.is_open(now):
        raise MeetingIsOver
    if said.moved not in (None, of_this.moved):
        raise MeetingWasMoved
    row = _answer(of_this, member, said, by=by, now=now)
    kept = None if said.words is not None else list(row.readers.values_list("pk", flat=True))
    words = _words_of(row, said)
    of_others = replace(said, stood=None, seen=None, words=words)
    # Words that were left as they were are read by whom they were written for, not by whom this page names.
    of_others = of_others if kept is None else replace(of_others, readers=kept)
    others = [one for one in held.values() if one.is_open(now)]
    for other in others:
        _answer(other, member, of_others, by=by, now=now)
    if said.words:
        note_writing(member, OF_MEETINGS, by=by, now=now)
    settle_readers(member, now=now)
    return 1 + len(others)


def _waiting_with(meeting: Meeting, member: Member, *, now: datetime) -> list[int]:
    """Return those that were planned with a meeting, and wait for an answer."""
    if meeting.series is None:
        return []
    same = Meeting.objects.filter(project=meeting.project_id, series=meeting.series)
    open_ones = same.to_come(now=now).not_answered(pk=member.pk).exclude(pk=meeting.pk)
    return list(open_ones.values_list("pk", flat=True))


def _words_of(row: MeetingAnswer, said: Coming) -> str | None:
    """Return the words for the others of a series: what is written now, or what was left as it was."""
    if said.words is not None or row.words_locked is None:
        return said.words
    try:
        return OwnKey(row.member, OF_MEETINGS).unlock(row, "words_locked")
    except WordsAreLocked:
        return None


def _answer(
    meeting: Meeting, member: Member, said: Coming, *, by: Member | None, now: datetime
) -> MeetingAnswer:
    row = answer_of(meeting, member)
    require_same_standing(standing_of(row), said.values, stood=said.stood)
    if said.words is not None and said.seen not in (None, seen_of(row)):
        raise EditConflict(standing_of(row))
    keep_words(row, said.says, said.words, now=now)
    row.says, row.brings_somebody = said.says, said.brings_somebody and said.says in row.COMES
    row.moved, row.said_at = meeting.moved, now
    row.entered_by, row.entered_how = by, said.how
    row.save()
    if said.words:
        name_who_reads(row, said.readers)
    return row


def answer_of(meeting: Meeting, member: Member) -> MeetingAnswer:
    """Return what a member answered; an empty one, not yet saved, when they have not."""
    found: MeetingAnswer | None = _ANSWER.first(meeting=meeting.pk, member=member.pk)
    found = found or MeetingAnswer(project_id=meeting.project_id, meeting=meeting, member=member)
    found.meeting, found.member = meeting, member
    return found


_ANSWER = Prepared(
    lambda: MeetingAnswer.objects.filter(
        meeting=number("meeting"), member=number("member")
    ).select_related("replied_by", "entered_by")
)


def standing_of(row: MeetingAnswer) -> SimpleNamespace:
    """Return the answer to the meeting as it is planned now; one to how it was planned before is none."""
    is_now = row.is_current and row.pk is not None
    return SimpleNamespace(
        says=row.says if is_now else "", brings_somebody=is_now and row.brings_somebody
    )


def seen_of(row: MeetingAnswer) -> str:
    """Return when it was said: what somebody saw who writes in its place."""
    return row.said_at.isoformat() if row.pk else ""
