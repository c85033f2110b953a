"""Writes down what came of a meeting."""

from datetime import datetime

from meetings.models import Meeting, MeetingOutcome
from projects.models import Member


def keep_outcome(meeting: Meeting, *, kind: str, row: int, by: Member, now: datetime) -> None:
    """Write down that something came of a meeting. Twice is once."""
    MeetingOutcome.objects.get_or_create(
        meeting=meeting,
        kind=kind,
        row=row,
        defaults={"project_id": meeting.project_id, "by": by, "at": now},
    )


def take_away_outcome(outcome: MeetingOutcome) -> None:
    """Say that something did not come of a meeting; it stays where it is."""
    outcome.delete()
