"""Who came to a meeting, said whether they come, or wrote the notes."""

from datetime import date, datetime

from django.db.models import QuerySet

from meetings.models import Attendance, Meeting, MeetingAnswer, MeetingNotes
from projects.last_heard import SignOfLife, last_days
from projects.models import Member


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """
    Return who was at a meeting, answered whether they come, planned one, or wrote the notes.

    Where nobody noted who was there, nothing is known of anybody: that is no sign, and it is said nowhere.
    """
    there = Attendance.objects.filter(was_there=True, meeting__in=Meeting.objects.on())
    signs = (
        SignOfLife(there, "member", "meeting__over_at"),
        SignOfLife(MeetingAnswer.objects.all(), "member", "said_at"),
        SignOfLife(Meeting.objects.all(), "planned_by", "planned_at"),
        SignOfLife(MeetingNotes.objects.all(), "by", "at"),
    )
    return last_days(signs, members, now=now)
