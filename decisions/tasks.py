"""Checks each project's decision log once a day, so that tampering does not wait for somebody to look."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from decisions.models import DecisionLog
from decisions.services import check_log

EVERY = timedelta(days=1)
#: Logs a tick; the next tick takes the next.
AT_ONCE = 20


@shared_task
def check_due() -> None:
    """Check the logs whose day has come. Twice does no harm: it reads, and notes what it found."""
    now = timezone.now()
    due = DecisionLog.objects.unchecked_since(now - EVERY).select_related("project")
    for log in due[:AT_ONCE]:
        check_log(log.project, now=now)
