"""Meetings, answers to the question who comes, who was there, notes, how it was, and the addresses of calendars."""

from meetings.models.answers import MeetingAnswer, MeetingAnswerQuerySet
from meetings.models.calendars import CalendarFeed
from meetings.models.held import Attendance, AttendanceQuerySet, MeetingNotes, NotesChange
from meetings.models.meetings import Meeting, MeetingChange, MeetingQuerySet
from meetings.models.pulses import (
    Feeling,
    Pulse,
    PulseAsked,
    PulsePlaces,
    PulseResult,
    PulseWord,
    Unasked,
)

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "CalendarFeed",
    "Feeling",
    "Meeting",
    "MeetingAnswer",
    "MeetingAnswerQuerySet",
    "MeetingChange",
    "MeetingNotes",
    "MeetingQuerySet",
    "NotesChange",
    "Pulse",
    "PulseAsked",
    "PulsePlaces",
    "PulseResult",
    "PulseWord",
    "Unasked",
]
