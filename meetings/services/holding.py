"""Keeps who was at a meeting, and its notes, and tells people that there are some."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core.once import lock_row
from core.revisions import EditConflict
from core.standing import plain
from meetings.models import Attendance, Meeting, MeetingNotes
from meetings.services.planning import asked_members
from meetings.services.pulses import follow_attendance
from outbox.services import tell_members
from participation.services import hold_member
from projects.models import Member


class NotHeldYet(Exception):  # noqa: N818 - it is what happened, not a fault
    """The meeting has not begun, or was called off: nobody was there yet."""


@transaction.atomic
def note_meeting(
    meeting: Meeting,
    *,
    there: Collection[Member],
    shown: Collection[int] = (),
    others_there: int,
    words: str,
    revision: int,
    by: Member,
    now: datetime,
) -> MeetingNotes:
    """
    Keep who was there, and the notes, in place of what was written before, which stays to be read.

    Who said themselves whether they were there is left as they said, and so is whom somebody else noted or took out
    meanwhile. When there are notes for the first time, everybody
    who was asked or was there hears it.

    :param shown: who was chosen on the page as it was opened: what differs from it is kept.
    :param revision: of the notes on the page; 0 where there were none.
    :raises NotHeldYet: when it has not begun, or was called off; nothing is kept.
    :raises EditConflict: when somebody else wrote meanwhile; nothing is kept.
    """
    lock_row(meeting.project)
    lock_row(meeting)
    held = Meeting.objects.select_related("project").get(pk=meeting.pk)
    if held.is_called_off or now < held.starts_at:
        raise NotHeldYet
    found = MeetingNotes.objects.filter(meeting=held).first()
    _refuse_older(found, words=words, others_there=others_there, revision=revision)
    notes = found or MeetingNotes(meeting=held, revision=0)
    was = notes.words
    notes.words, notes.others_there, notes.by, notes.at = words, others_there, by, now
    notes.revision += 1
    is_first = bool(words) and notes.told_at is None
    notes.told_at = now if is_first else notes.told_at
    notes.save()
    if was and plain(was) != plain(words):
        notes.changes.create(was=was, by=by, at=now)
    _note_who_was_there(held, there, shown=set(shown), by=by, now=now)
    follow_attendance(held, now=now)
    if is_first:
        _tell(notes, by=by, now=now)
    return notes


def _refuse_older(
    found: MeetingNotes | None, *, words: str, others_there: int, revision: int
) -> None:
    """Refuse what somebody wrote over notes that they did not see, unless it says the same."""
    if found is None or found.revision == revision:
        return
    if (plain(found.words), found.others_there) != (plain(words), others_there):
        raise EditConflict(found)


def _note_who_was_there(
    meeting: Meeting, there: Collection[Member], *, shown: set[int], by: Member, now: datetime
) -> None:
    """Add who was chosen, and take out who was on the page and is not chosen any more."""
    rows = {row.member_id: row for row in meeting.attendances.all()}
    named = {member.pk for member in there}
    mine = {pk for pk, row in rows.items() if row.is_own_word}
    meeting.attendances.filter(is_own_word=False, member__in=shown - named).delete()
    said = {"project": meeting.project, "meeting": meeting, "noted_by": by, "noted_at": now}
    new = named - mine - rows.keys()
    Attendance.objects.bulk_create(
        Attendance(member_id=pk, was_there=True, **said) for pk in sorted(new)
    )


@transaction.atomic
def confirm_attendance(meeting: Meeting, member: Member, *, was_there: bool, now: datetime) -> bool:
    """
    Keep what a member says of themselves; it counts before what somebody else wrote down.

    :returns: whether it was kept: not before the meeting began, when it was called off, or when they have left.
    """
    if not hold_member(member, by=None):
        return False
    lock_row(meeting)
    held = Meeting.objects.select_related("project").get(pk=meeting.pk)
    if held.is_called_off or now < held.starts_at:
        return False
    said = {"was_there": was_there, "noted_by": None, "is_own_word": True, "noted_at": now}
    Attendance.objects.update_or_create(
        meeting=held, member=member, defaults={**said, "project": member.project}
    )
    follow_attendance(held, now=now)
    return True


def _tell(notes: MeetingNotes, *, by: Member, now: datetime) -> None:
    meeting = notes.meeting
    asked = asked_members(meeting).values("pk")
    there = meeting.attendances.filter(was_there=True).values("member")
    here = Member.objects.taking_part().filter(project=meeting.project_id)
    to = (here.filter(pk__in=asked) | here.filter(pk__in=there)).exclude(pk=by.pk)
    everybody = meeting.asked == Meeting.Asked.EVERYBODY
    tell_members(
        event=f"meeting_notes:{meeting.pk}",
        project=meeting.project,
        kind="meeting_notes_all" if everybody else "meeting_notes",
        data={
            "meeting": meeting.pk,
            "by": by.known_as,
            "title": meeting.title,
            "on": meeting.on.isoformat(),
        },
        recipients=to.distinct().order_by("pk"),
        asks=False,
        is_result=True,
        now=now,
    )
