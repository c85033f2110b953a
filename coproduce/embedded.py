"""
The Celery app as ``./run`` starts it, in two workers of one process each: one for the emails with codes, one for the
rest (docs/adr/0147).
"""

import os
import resource
from pathlib import Path
from typing import Any

from celery.beat import EmbeddedService
from celery.bootsteps import StartStopStep
from celery.signals import task_postrun
from celery.worker import state

from coproduce.celery import app

__all__ = ["app"]
STATM = Path("/proc/self/statm")


class Schedule(StartStopStep):
    """
    Celery's schedule, begun and ended with the worker that sends codes, which nothing keeps busy for long.

    ``celery worker --beat`` would start a process for it, which takes 70 MB to say every 30 seconds that it is time.
    """

    def include_if(self, worker: Any) -> bool:
        return "codes" in worker.app.amqp.queues.consume_from

    def create(self, worker: Any) -> Any:
        """Return the thread, which the worker starts and stops."""
        worker.beat = EmbeddedService(worker.app, thread=True)
        return worker.beat


app.steps["worker"].add(Schedule)


@task_postrun.connect
def give_memory_back(**_task: Any) -> None:
    """After work that took much memory, end this worker when its task is done; whoever watches starts it anew."""
    if STATM.exists():
        pages = int(STATM.read_text().split()[1])
        if pages * resource.getpagesize() > app.conf.worker_max_memory_per_child * 1024:
            state.should_stop = os.EX_OK  # type: ignore[assignment]
