"""Wakes a worker after the commit; losing the message loses nothing, the schedule finds the row."""

import logging
from time import monotonic
from weakref import WeakKeyDictionary

from celery import Celery, Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
#: A broker that took longer than this to fail is left alone for so long: a person waits meanwhile. Seconds.
SLOW, REST = 0.5, 10.0
#: Until when (by the clock of this process) the broker of an app is left alone.
_rests: "WeakKeyDictionary[Celery, float]" = WeakKeyDictionary()


def wake(task: Task, **ids: int) -> None:
    """Ask a worker to run ``task`` with these ids after the commit; a broker that is away only delays it."""

    def send() -> None:
        started = monotonic()
        if started < _rests.get(task.app, 0.0):
            return
        try:
            task.apply_async(kwargs=ids, retry=False)
        except (OperationalError, OSError) as error:
            if (now := monotonic()) - started > SLOW:
                _rests[task.app] = now + REST
            logger.warning(
                "The broker is away (%s); %s waits for the next tick.",
                type(error).__name__,
                task.name,
            )

    transaction.on_commit(send)
