"""Checks each project's whole decision log once a day, and what is new in one when somebody asks for it."""

import logging
from datetime import timedelta
from time import monotonic

from celery import shared_task
from django.utils import timezone

from core.background import wake
from decisions import services
from decisions.models import DecisionLog

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
#: Logs a turn, and seconds after which others have theirs: thousands of small logs are checked in a day, too.
AT_ONCE, TURN = 200, 10.0
#: Whoever asked and waits for so long asked with a message that no worker got.
LOST = timedelta(minutes=5)


@shared_task
def check_due() -> None:
    """
    Read the logs whose day has come, all of each. Twice does no harm: it reads, and notes what it found.

    First those that somebody waits for, whom a lost message kept waiting. A log that cannot be read to its end does not
    stop the others: its page says so until the next check.
    """
    started, now = monotonic(), timezone.now()
    for pk in DecisionLog.objects.filter(asked_at__lt=now - LOST).values_list("pk", flat=True):
        check_asked(log=pk)
    due = DecisionLog.objects.unread_since(now - EVERY).select_related("project")
    for log in due[:AT_ONCE]:
        _check(log, only_new=False)
        if monotonic() - started > TURN:
            break
    if due.exists():
        wake(check_due)


@shared_task
def check_asked(log: int) -> None:
    """Check what is new in a log for somebody who asked; nothing when that was done meanwhile."""
    waiting = DecisionLog.objects.filter(pk=log, asked_at__isnull=False).select_related("project")
    for row in waiting:
        _check(row, only_new=True)


def _check(log: DecisionLog, *, only_new: bool) -> None:
    now = timezone.now()
    try:
        services.check_log(log.project, only_new=only_new, now=now)
    except Exception as error:
        # Only the kind of error: its words can hold what the log says.
        logger.error("The log of project %s: %s", log.project_id, type(error).__name__)
        services.keep_failed_check(log, now=now)
