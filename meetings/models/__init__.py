"""Meetings, what people answer when they are asked, who was there, notes, and the addresses of their calendars."""

from meetings.models.answers import MeetingAnswer, MeetingAnswerQuerySet
from meetings.models.calendars import CalendarFeed
from meetings.models.held import Attendance, AttendanceQuerySet, MeetingNotes, NotesChange
from meetings.models.meetings import Meeting, MeetingChange, MeetingQuerySet

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "CalendarFeed",
    "Meeting",
    "MeetingAnswer",
    "MeetingAnswerQuerySet",
    "MeetingChange",
    "MeetingNotes",
    "MeetingQuerySet",
    "NotesChange",
]
