"""Locks what people write about coming to a meeting, lets it be read and replied to, and deletes it again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from meetings.models import Meeting, MeetingAnswer
from outbox.services import tell_members
from participation.models import OF_MEETINGS, PrivateReading
from participation.services import (
    OwnKey,
    forget_private,
    hold_member,
    name_facilitators,
    name_readers,
)
from projects.models import Member

#: So long after a meeting the words are kept of those who could not come as it was.
KEPT_AFTER = timedelta(weeks=4)
_NOTHING = {"words_locked": None, "reply_locked": None, "replied_by": None, "replied_at": None}


@dataclass(frozen=True)
class AnswerRead:
    """The words of an answer, and what was replied to them, opened."""

    row: MeetingAnswer
    words: str
    reply: str


def keep_words(row: MeetingAnswer, says: str, words: str | None, *, now: datetime) -> None:
    """
    Lock what somebody writes with an answer that is not saved yet; None leaves what they wrote to this time and place.

    Whoever comes after all, or leaves it empty, leaves no words.
    """
    is_kept = words is None and row.is_current and says in row.HAS_WORDS
    if is_kept:
        return
    for name, value in _NOTHING.items():
        setattr(row, name, value)
    if words and says in row.HAS_WORDS:
        key = OwnKey(row.member, OF_MEETINGS)
        row.words_locked = key.lock(row, "words_locked", words, now=now)


def name_who_reads(row: MeetingAnswer, readers: Collection[int]) -> None:
    """Let those read these words whom the page named and who run the project still."""
    row.readers.set(name_facilitators(row.member.project, but=row.member).filter(pk__in=readers))


def settle_readers(member: Member, *, now: datetime) -> None:
    """
    Let those look at what a member wrote who may read some of it: named for it, or allowed by the member afterwards.

    Where no words are left, the key is given up, too: then no copy of the database opens what there was.
    """
    written = MeetingAnswer.objects.filter(member=member, words_locked__isnull=False)
    if not written.exists():
        forget_private(member, OF_MEETINGS)
        return
    named = written.exclude(readers=None).values_list("readers", flat=True)
    asked = PrivateReading.objects.filter(member=member, purpose=OF_MEETINGS, has_asked=True)
    let = asked.exclude(by=None).values_list("by", flat=True)
    name_readers(member, OF_MEETINGS, {*named, *let}, now=now)


def read_answer(row: MeetingAnswer, key: OwnKey | None = None) -> AnswerRead:
    """
    Return the words of an answer and the reply, for the member, or for who opened it.

    :raises WordsAreLocked: when their key is away.
    """
    key = key or OwnKey(row.member, OF_MEETINGS)
    return AnswerRead(row, key.unlock(row, "words_locked"), key.unlock(row, "reply_locked"))


def read_theirs(member: Member, by: Member) -> list[AnswerRead]:
    """
    Return what a member wrote and a facilitator may read who opened it: those who were named for it, or whom the member
    let read afterwards what there was then.

    :raises WordsAreLocked: when their key is away.
    """
    mine = PrivateReading.objects.filter(member=member, purpose=OF_MEETINGS, by=by)
    let = mine.filter(has_asked=True, at__gte=OuterRef("said_at"))
    named = MeetingAnswer.readers.through.objects.filter(member=by).values("meetinganswer")
    rows = MeetingAnswer.objects.filter(member=member, words_locked__isnull=False)
    rows = rows.filter(Q(pk__in=named) | Exists(let))
    rows = rows.select_related("meeting__project", "replied_by", "member")
    key = OwnKey(member, OF_MEETINGS)
    ordered = rows.order_by("-meeting__on", "-meeting__begins", "-pk")
    return [read_answer(row, key) for row in ordered]


@transaction.atomic
def reply_to_answer(
    row: MeetingAnswer, *, words: str, by: Member, stood: str | None = None, now: datetime
) -> bool:
    """
    Reply to what somebody wrote, and tell them that there is a reply; it is locked with their key.

    :param stood: how it stood on the page (:attr:`MeetingAnswer.stand`); None when nobody looked.
    :returns: whether it was kept: not when they have taken it back or said something else since, or there is a reply.
    :raises CannotLock: when it cannot be locked now; nothing is kept.
    """
    hold_member(row.member, by=by)
    rows = MeetingAnswer.objects.select_related("meeting", "member", "project").filter(pk=row.pk)
    held = rows.select_for_update(of=("self",)).first()
    if held is None or held.words_locked is None or stood not in (None, held.stand):
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
def take_back_coming(row: MeetingAnswer, *, now: datetime) -> bool:
    """Delete what a member wrote with an answer, and the reply; the answer stays. False when there is nothing."""
    hold_member(row.member, by=None)
    rows = MeetingAnswer.objects.filter(pk=row.pk, words_locked__isnull=False)
    is_gone = bool(rows.update(**_NOTHING))
    settle_readers(row.member, now=now)
    return is_gone


@transaction.atomic
def forget_words_of(member: Member) -> None:
    """Delete what a member wrote about coming to meetings, and the key; who goes leaves none of it."""
    MeetingAnswer.objects.filter(member=member).update(**_NOTHING)
    forget_private(member, OF_MEETINGS)


def forget_old_words(*, now: datetime) -> int:
    """Delete what people wrote about coming to meetings that are over for four weeks; return how many had written."""
    day = timezone.localdate(now - KEPT_AFTER)
    old = MeetingAnswer.objects.filter(words_locked__isnull=False)
    old = old.filter(meeting__in=Meeting.objects.filter(on__lt=day))
    rows = old.select_related("member__project")
    return sum(take_back_coming(row, now=now) for row in rows.order_by("pk"))
