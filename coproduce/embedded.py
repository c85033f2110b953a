"""
The Celery app as ``./run`` starts it: the worker keeps the schedule in a thread.

``celery worker --beat`` would start a process for it, which takes 70 MB to say every 30 seconds that it is time.
"""

from typing import Any

from celery.beat import EmbeddedService
from celery.bootsteps import StartStopStep

from coproduce.celery import app

__all__ = ["app"]


class Schedule(StartStopStep):
    """Celery's schedule, begun and ended with the worker."""

    def create(self, worker: Any) -> Any:
        """Return the thread, which the worker starts and stops."""
        worker.beat = EmbeddedService(worker.app, thread=True)
        return worker.beat


app.steps["worker"].add(Schedule)
