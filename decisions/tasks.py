"""Checks each project's decision log once a day, so that tampering does not wait for somebody to look."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from decisions.models import DecisionLog
from decisions.services import check_log, keep_failed_check

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
#: Logs a tick; the next tick takes the next.
AT_ONCE = 20


@shared_task
def check_due() -> None:
    """
    Check the logs whose day has come. Twice does no harm: it reads, and notes what it found.

    A log that cannot be read to its end does not stop the others: its page says so until the next check.
    """
    now = timezone.now()
    due = DecisionLog.objects.unchecked_since(now - EVERY).select_related("project")
    for log in due[:AT_ONCE]:
        try:
            check_log(log.project, now=now)
        except Exception as error:
            # Only the kind of error: its words can hold what the log says.
            logger.error("The log of project %s: %s", log.project_id, type(error).__name__)
            keep_failed_check(log, now=now)
