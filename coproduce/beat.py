"""Keeps the schedule, also when the clock of the machine is set."""

from datetime import datetime
from typing import Any

from celery.beat import PersistentScheduler, ScheduleEntry


class Scheduler(PersistentScheduler):
    """Celery's schedule, for a machine whose clock may be set back: what it believes to have done tomorrow is due."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Do what is due; return the seconds until something else is."""
        now: datetime = self.app.now()
        ahead = [entry for entry in self.schedule.values() if _is_ahead(entry, now)]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            # What comes next was ordered by the clock that was wrong.
            self._heap = None
        seconds: float = super().tick(*args, **kwargs)
        return seconds


def _is_ahead(entry: ScheduleEntry, now: datetime) -> bool:
    return bool(entry.last_run_at and entry.last_run_at > now)
