"""Keeps what people answer when they are asked to come, and what facilitators reply to their words."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from core.once import lock_rows
from core.standing import require_same_standing
from meetings.models import Meeting, MeetingAnswer
from outbox.services import tell_members
from participation.models import OF_MEETINGS
from participation.services import OwnKey, forget_private, hold_member, name_readers, note_writing
from projects.models import Member

#: So long after a meeting the words are kept of those who could not come as it was.
KEPT_AFTER = timedelta(weeks=4)


class MeetingIsOver(Exception):  # noqa: N818 - it is what happened, not a fault
    """It was called off, or came to be over, before somebody answered."""


class NotHere(Exception):  # noqa: N818
    """Whoever answers does not take part any more."""


@dataclass(frozen=True)
class Coming:
    """
    What a member answers. ``words``: what would make it possible, or why they cannot; None leaves what they wrote.

    ``readers``: the facilitators whom the page named. ``how``: by phone, aloud, on paper, where somebody enters it, or
    by the link. ``stood``: how the answer stood on the page; None when nobody looked.
    """

    says: str
    brings_somebody: bool = False
    words: str | None = None
    readers: Collection[int] = ()
    how: str = ""
    stood: str | None = None

    @property
    def values(self) -> dict[str, object]:
        return {"says": self.says, "brings_somebody": self.brings_somebody}


@dataclass(frozen=True)
class AnswerRead:
    """The words of an answer, and what was replied to them, opened."""

    row: MeetingAnswer
    words: str
    reply: str


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

    :param is_for_all: whether it is the answer to all that were planned with it and are still to come, too.
    :param by: who enters it; None when they answer themselves.
    :raises MeetingIsOver: when it was called off, or is over; nothing is kept.
    :raises NotHere: when they do not take part any more; nothing is kept.
    :raises EditConflict: when they answered otherwise meanwhile; nothing is kept.
    :raises CannotLock: when the words cannot be locked now; nothing is kept.
    """
    if not hold_member(member, by=by):
        raise NotHere
    same = Meeting.objects.on().filter(project=meeting.project_id, series=meeting.series)
    is_for_all = is_for_all and meeting.series is not None
    others = same.from_day(meeting.on).exclude(pk=meeting.pk) if is_for_all else same.none()
    keys = [meeting.pk, *others.values_list("pk", flat=True)]
    lock_rows(Meeting, keys)
    held = Meeting.objects.in_bulk(keys)
    if not held[meeting.pk].is_open(now):
        raise MeetingIsOver
    for key in keys:
        _answer(
            held[key], member, said if key == meeting.pk else replace(said, stood=None), by, now
        )
    if said.words:
        name_readers(member, OF_MEETINGS, said.readers, now=now)
        note_writing(member, OF_MEETINGS, by=by, now=now)
    return len(keys)


def _answer(
    meeting: Meeting, member: Member, said: Coming, by: Member | None, now: datetime
) -> None:
    row = answer_of(meeting, member)
    require_same_standing(standing_of(row), said.values, stood=said.stood)
    row.says, row.brings_somebody = said.says, said.brings_somebody and said.says in row.COMES
    row.moved, row.said_at = meeting.moved, now
    row.entered_by, row.entered_how = by, said.how
    _keep_words(row, said, now=now)
    row.save()


def answer_of(meeting: Meeting, member: Member) -> MeetingAnswer:
    """Return what a member answered; an empty one, not yet saved, when they have not."""
    found = MeetingAnswer.objects.filter(meeting=meeting, member=member).first()
    found = found or MeetingAnswer(project_id=meeting.project_id, meeting=meeting, member=member)
    found.meeting, found.member = meeting, member
    return found


def standing_of(row: MeetingAnswer) -> SimpleNamespace:
    """Return the answer to the meeting as it is planned now; one to how it was planned before is none."""
    is_now = row.is_current and row.pk is not None
    return SimpleNamespace(
        says=row.says if is_now else "", brings_somebody=is_now and row.brings_somebody
    )


def _keep_words(row: MeetingAnswer, said: Coming, *, now: datetime) -> None:
    """Lock what they write; whoever comes after all, or takes it back, leaves none."""
    if said.says not in row.HAS_WORDS or said.words == "":
        row.words_locked = None
    elif said.words:
        key = OwnKey(row.member, OF_MEETINGS)
        row.words_locked = key.lock(row, "words_locked", said.words, now=now)
    if row.words_locked is None or said.words:
        row.reply_locked, row.replied_by, row.replied_at = None, None, None


def read_answer(row: MeetingAnswer, key: OwnKey | None = None) -> AnswerRead:
    """
    Return the words of an answer and the reply, for the member, or for who opened it.

    :raises WordsAreLocked: when their key is away.
    """
    key = key or OwnKey(row.member, OF_MEETINGS)
    return AnswerRead(row, key.unlock(row, "words_locked"), key.unlock(row, "reply_locked"))


@transaction.atomic
def reply_to_answer(
    row: MeetingAnswer, *, words: str, by: Member, stood: str | None = None, now: datetime
) -> bool:
    """
    Reply to what somebody wrote, and tell them that there is a reply; it is locked with their key.

    :param stood: when they said it, as the page had it; None when nobody looked.
    :returns: whether it was kept: not when they have taken it back, or said something else since.
    :raises CannotLock: when it cannot be locked now; nothing is kept.
    """
    hold_member(row.member, by=by)
    rows = MeetingAnswer.objects.select_related("meeting", "member", "project").filter(pk=row.pk)
    held = rows.select_for_update(of=("self",)).first()
    if held is None or held.words_locked is None or stood not in (None, held.said_at.isoformat()):
        return False
    key = OwnKey(held.member, OF_MEETINGS)
    held.reply_locked = key.lock(held, "reply_locked", words, now=now)
    held.replied_by, held.replied_at = by, now
    held.save()
    tell_members(
        event=f"meeting_replied:{held.pk}:{now.isoformat()}",
        project=held.project,
        kind="meeting_replied",
        data={
            "answer": held.pk,
            "meeting": held.meeting_id,
            "by": by.known_as,
            "title": held.meeting.title,
            "at": now.isoformat(),
        },
        recipients=[held.member],
        asks=True,
        now=now,
    )
    return True


@transaction.atomic
def forget_words_of(member: Member) -> None:
    """Delete what a member wrote about coming to meetings, and the key; who goes leaves none of it."""
    nothing = {"words_locked": None, "reply_locked": None, "replied_by": None, "replied_at": None}
    MeetingAnswer.objects.filter(member=member).update(**nothing)
    forget_private(member, OF_MEETINGS)


@transaction.atomic
def forget_old_words(*, now: datetime) -> int:
    """Delete what people wrote about coming to meetings that are over for four weeks; return how many had written."""
    day = timezone.localdate(now - KEPT_AFTER)
    over = Meeting.objects.before_day(day)
    old = MeetingAnswer.objects.filter(meeting__in=over, words_locked__isnull=False)
    return old.update(words_locked=None, reply_locked=None)
