"""Wakes a worker after the commit; losing the message loses nothing, the schedule finds the row."""

import logging
from time import monotonic
from weakref import WeakKeyDictionary

from celery import Celery, Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
#: So many seconds a broker that did not answer is left alone: each try may take seconds, and a person waits meanwhile.
REST = 10.0
#: Until when (by the clock of this process) the broker of an app is left alone.
_rests: "WeakKeyDictionary[Celery, float]" = WeakKeyDictionary()


def wake(task: Task, **ids: int) -> None:
    """Ask a worker to run ``task`` with these ids after the commit; a broker that is away only delays it."""

    def send() -> None:
        if monotonic() < _rests.get(task.app, 0.0):
            return
        try:
            task.apply_async(kwargs=ids, retry=False)
        except (OperationalError, OSError) as error:
            _rests[task.app] = monotonic() + REST
            logger.warning(
                "The broker is away (%s); %s waits for the next tick.",
                type(error).__name__,
                task.name,
            )

    transaction.on_commit(send)
