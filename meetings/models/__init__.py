"""Meetings, what people answer when they are asked to come, and the addresses of their own calendars."""

from meetings.models.answers import MeetingAnswer, MeetingAnswerQuerySet
from meetings.models.calendars import CalendarFeed
from meetings.models.meetings import Meeting, MeetingChange, MeetingQuerySet

__all__ = [
    "CalendarFeed",
    "Meeting",
    "MeetingAnswer",
    "MeetingAnswerQuerySet",
    "MeetingChange",
    "MeetingQuerySet",
]
