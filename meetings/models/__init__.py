"""Meetings: answers, who was there, notes, what was said in the room, how it was, what came of it, calendars."""

from meetings.models.answers import MeetingAnswer, MeetingAnswerQuerySet
from meetings.models.calendars import CalendarFeed
from meetings.models.held import Attendance, AttendanceQuerySet, MeetingNotes, NotesChange
from meetings.models.meetings import Meeting, MeetingChange, MeetingQuerySet
from meetings.models.outcomes import MeetingOutcome
from meetings.models.pulses import (
    Feeling,
    Pulse,
    PulseAsked,
    PulsePlaces,
    PulseQuerySet,
    PulseResult,
    PulseWord,
    Unasked,
)
from meetings.models.rooms import MeetingRoom, RoomQuerySet, RoomWords, RoomWordsQuerySet

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
    "MeetingOutcome",
    "MeetingQuerySet",
    "MeetingRoom",
    "NotesChange",
    "Pulse",
    "PulseAsked",
    "PulsePlaces",
    "PulseQuerySet",
    "PulseResult",
    "PulseWord",
    "RoomQuerySet",
    "RoomWords",
    "RoomWordsQuerySet",
    "Unasked",
]
