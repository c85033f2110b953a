"""Wakes a worker after the commit; losing the message loses nothing, the schedule finds the row."""

import logging

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake(task: Task, **ids: int) -> None:
    """Ask a worker to run ``task`` with these ids after the commit; a broker that is away only delays it."""

    def send() -> None:
        try:
            task.apply_async(kwargs=ids, retry=False)
        except (OperationalError, OSError) as error:
            logger.warning(
                "The broker is away (%s); %s waits for the next tick.",
                type(error).__name__,
                task.name,
            )

    transaction.on_commit(send)
