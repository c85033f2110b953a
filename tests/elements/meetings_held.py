"""Meetings that were held, with what those said who were there, for tests of the records."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from meetings.models import Attendance, Feeling, Meeting, MeetingNotes
from projects.models import Member, Project
from tests.elements.conftest import ago

#: After each of these meetings, five people said so.
HOW = {"level": "coarse", "up": 5, "down": 0}
WORDS = ("tired", "hungry", "curious", "cross", "glad")


def met(
    project: Project,
    by: Member,
    there: Sequence[Member],
    *,
    days: int = 10,
    how: dict[str, Any] | None = None,
    words: Sequence[str] = WORDS,
    **fields: Any,
) -> Meeting:
    """Return a meeting of so many days ago, its attendance, and its pulse; ``how``: its results, {} for no pulse."""
    at = ago(days)
    moments = dict.fromkeys(["planned_at", "asked_at", "changed_at"], at)
    hours = {"begins": time(18), "ends": time(19), "on": at.date()}
    meeting = Meeting(
        project=project,
        **{"title": f"Tea {days}", "why": "To talk.", "connect_minutes": 20, **hours, **fields},
        **moments,
    )
    meeting.save()
    MeetingNotes.objects.create(meeting=meeting, by=by, at=at)
    Attendance.objects.bulk_create(
        Attendance(project=project, meeting=meeting, member=one, was_there=True, noted_at=at)
        for one in there
    )
    if how != {}:
        _feel(meeting, HOW if how is None else how, words, there=len(there), days=days)
    return meeting


def _feel(
    meeting: Meeting, how: dict[str, Any], words: Sequence[str], *, there: int, days: int
) -> None:
    pulse = meeting.project.pulses.create(
        meeting=meeting,
        opened_at=ago(days - 1),
        closes_on=ago(days - 8).date(),
        closed_at=ago(days - 8),
        outcome="shown",
        there=there,
        answered=5,
    )
    for feeling in Feeling.values:
        pulse.results.create(feeling=feeling, **how)
    for word in words:
        pulse.words.create(when="arrive", word=word)
