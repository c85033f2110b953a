"""Says that all is arranged for a meeting, or why people meet all the same."""

from datetime import datetime

from django.db import transaction

from core.once import lock_row
from meetings.arranging import what_is_open
from meetings.models import Meeting
from meetings.services.answering import MeetingIsOver
from projects.models import Member


class NotAllArranged(Exception):  # noqa: N818 - it is what happened, not a fault
    """Something that people need in order to come is not arranged, and nobody says why we meet all the same."""


@transaction.atomic
def set_ready(meeting: Meeting, *, why: str, by: Member, now: datetime) -> None:
    """
    Keep that a meeting is ready; with something that is not arranged, why it is all the same.

    :raises MeetingIsOver: when it was called off, or is over; nothing is kept.
    :raises NotAllArranged: when something is open, and there is no reason; nothing is kept.
    """
    lock_row(meeting.project)
    held = (
        Meeting.objects.select_for_update(of=("self",)).select_related("project").get(pk=meeting.pk)
    )
    if not held.is_open(now):
        raise MeetingIsOver
    is_open = what_is_open(held).is_open
    if is_open and not why:
        raise NotAllArranged
    held.ready_at, held.ready_by, held.ready_why = now, by, why if is_open else ""
    held.save(update_fields=["ready_at", "ready_by", "ready_why"])


@transaction.atomic
def set_not_ready(meeting: Meeting) -> None:
    """Take back that a meeting is ready."""
    lock_row(meeting.project)
    nothing = {"ready_at": None, "ready_by": None, "ready_why": ""}
    Meeting.objects.filter(pk=meeting.pk).update(**nothing)
