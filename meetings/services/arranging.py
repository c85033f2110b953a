"""Says that all is arranged for a meeting, or why people meet all the same."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.once import lock_row
from meetings.arranging import what_is_open
from meetings.models import Meeting
from meetings.services.answering import MeetingIsOver
from projects.models import Member


class NotAllArranged(Exception):  # noqa: N818 - it is what happened, not a fault
    """Something that people need in order to come is not arranged, and nobody says why we meet all the same."""


class IsReadyAlready(Exception):  # noqa: N818
    """Somebody else said meanwhile that it is ready."""


@transaction.atomic
def set_ready(meeting: Meeting, *, why: str, by: Member, now: datetime) -> None:
    """
    Keep that a meeting is ready; with something that is not arranged, why it is all the same.

    :raises MeetingIsOver: when it was called off, or is over; nothing is kept.
    :raises IsReadyAlready: when somebody else said so meanwhile; nothing is kept.
    :raises NotAllArranged: when something is open, and there is no reason; nothing is kept.
    """
    lock_row(meeting.project)
    held = (
        Meeting.objects.select_for_update(of=("self",)).select_related("project").get(pk=meeting.pk)
    )
    if not held.is_open(now):
        raise MeetingIsOver
    if held.ready_at is not None:
        raise IsReadyAlready
    if what_is_open(held).is_open and not why:
        raise NotAllArranged
    held.ready_at, held.ready_by, held.ready_why = now, by, why
    held.save(update_fields=["ready_at", "ready_by", "ready_why"])


@transaction.atomic
def set_not_ready(meeting: Meeting, *, by: Member, now: datetime) -> None:
    """Take back that a meeting is ready; who said so, and why, stays with how it was planned before."""
    lock_row(meeting.project)
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.ready_at is None:
        return
    was = _("Ready, said by %(by)s. %(why)s") % {"by": held.ready_by or "-", "why": held.ready_why}
    held.changes.create(was=was.strip(), by=by, at=now)
    held.ready_at, held.ready_by, held.ready_why = None, None, ""
    held.save(update_fields=["ready_at", "ready_by", "ready_why"])
