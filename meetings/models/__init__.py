"""Meetings, what people answer, who was there, notes, what came of it, and the addresses of people's calendars."""

from meetings.models.answers import MeetingAnswer, MeetingAnswerQuerySet
from meetings.models.calendars import CalendarFeed
from meetings.models.held import Attendance, AttendanceQuerySet, MeetingNotes, NotesChange
from meetings.models.meetings import Meeting, MeetingChange, MeetingQuerySet
from meetings.models.outcomes import MeetingOutcome

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "CalendarFeed",
    "Meeting",
    "MeetingAnswer",
    "MeetingAnswerQuerySet",
    "MeetingChange",
    "MeetingNotes",
    "MeetingOutcome",
    "MeetingQuerySet",
    "NotesChange",
]
