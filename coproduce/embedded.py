"""
The Celery app as ``./run`` starts it, in two workers of one process each: one for the emails with codes, one for the
rest (docs/adr/0147).
"""

import logging
import os
import resource
from pathlib import Path
from threading import Thread
from typing import Any

from celery.beat import Service
from celery.bootsteps import StartStopStep
from celery.signals import task_postrun
from celery.worker import state

from coproduce.celery import app

__all__ = ["app"]
logger = logging.getLogger(__name__)
STATM = Path("/proc/self/statm")


class ScheduleThread(Thread):
    """Celery's schedule. When it ends by itself, so does the worker: whoever watches starts both anew."""

    def __init__(self, of: Any) -> None:
        super().__init__(name="schedule", daemon=True)
        self._app = of
        self.service: Any = Service(of, max_interval=1)

    def run(self) -> None:
        self._app.set_current()
        try:
            self.service.start()
        except Exception as error:
            logger.warning("The schedule broke off: %s", error)
        finally:
            # Else whoever stops it would wait for ever.
            self.service._is_stopped.set()
            if not self.service._is_shutdown.is_set():
                state.should_stop = os.EX_SOFTWARE  # type: ignore[assignment]

    def stop(self) -> None:
        self.service.stop(wait=True)


class Schedule(StartStopStep):
    """
    Celery's schedule, begun and ended with the worker that sends codes, which nothing keeps busy for long.

    ``celery worker --beat`` would start a process for it, which takes 70 MB to say every 30 seconds that it is time.
    """

    def include_if(self, worker: Any) -> bool:
        return "codes" in worker.app.amqp.queues.consume_from

    def create(self, worker: Any) -> Any:
        """Return the thread, which the worker starts and stops."""
        worker.beat = ScheduleThread(worker.app)
        return worker.beat


app.steps["worker"].add(Schedule)


@task_postrun.connect
def give_memory_back(**_task: Any) -> None:
    """After work that took much memory, end this worker when its task is done; whoever watches starts it anew."""
    if STATM.exists():
        pages = int(STATM.read_text().split()[1])
        if pages * resource.getpagesize() > app.conf.worker_max_memory_per_child * 1024:
            state.should_stop = os.EX_OK  # type: ignore[assignment]
