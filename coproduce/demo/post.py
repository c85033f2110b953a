"""What became of the demo's emails, letters and calls: most arrived long ago, the newest are still to do."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from outbox.models import Channel, Delivery, Message
from projects.models import Member, Project

STILL_TO_DO = timedelta(days=9)


def hand_over(project: Project, by: Member, *, now: datetime) -> None:
    """
    Mark as delivered what left by ``now``; letters and calls of the last nine days are still to be done, but for notes.
    """
    messages = Message.objects.filter(project=project)
    waiting = Delivery.objects.filter(message__in=messages, done_at=None)
    by_email = waiting.filter(channel=Channel.EMAIL, is_held=False)
    by_email.update(done_at=F("due_at") + timedelta(minutes=1))
    done = Q(created_at__lt=now - STILL_TO_DO) | Q(kind__startswith="meeting_notes")
    old = waiting.filter(message__in=messages.filter(done))
    old.exclude(channel=Channel.EMAIL).update(done_at=F("due_at") + timedelta(days=1), done_by=by)
    old.update(done_at=F("due_at") + timedelta(days=1))
