"""The schedule goes on when the clock of the machine was ahead and is set back."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from coproduce import settings
from coproduce.beat import Scheduler
from coproduce.celery import app

NOW = datetime(2026, 11, 29, 10, tzinfo=UTC)
DAY = timedelta(days=1)
#: Each 30 seconds, each five minutes, each day.
OFTEN, SELDOM = "send what waits in the outbox", "gather digests"
DAILY = "keep the moves of projects few"


class Clock:
    """A machine whose schedule is kept for a while, by a clock that can be set."""

    def __init__(self, folder, monkeypatch) -> None:
        self.now = NOW
        self.done: Counter[str] = Counter()
        monkeypatch.setattr(app, "now", lambda: self.now)
        self.schedule = Scheduler(app=app, schedule_filename=str(folder / "schedule"))
        monkeypatch.setattr(self.schedule, "apply_entry", self._do)

    def _do(self, entry, producer=None) -> None:
        """Count it, and leave it."""
        self.done[entry.name] += 1

    def keep(self, how_long: timedelta) -> Counter[str]:
        """Keep the schedule for so long; return how often each was done."""
        self.done.clear()
        end = self.now + how_long
        while self.now < end:
            wait = self.schedule.tick()
            self.now += timedelta(seconds=max(wait, 0.01))
        return self.done


@pytest.fixture
def clock(tmp_path, monkeypatch):
    clock = Clock(tmp_path, monkeypatch)
    yield clock
    clock.schedule.close()


def test_all_is_done_in_its_time(clock):
    clock.keep(timedelta(minutes=1))
    done = clock.keep(timedelta(minutes=10))
    assert (done[OFTEN], done[SELDOM], done[DAILY]) == (20, 2, 0)


def test_after_a_clock_that_was_a_day_ahead_all_is_done_in_its_time_again(clock):
    clock.keep(timedelta(minutes=1))
    clock.now += DAY
    assert clock.keep(timedelta(minutes=10))[DAILY] == 1
    clock.now -= DAY
    done = clock.keep(timedelta(minutes=10))
    assert done[OFTEN] in (19, 20, 21)
    assert done[SELDOM] in (1, 2, 3)


def test_the_schedule_of_the_settings_is_kept_so():
    assert f"{Scheduler.__module__}:{Scheduler.__name__}" == settings.CELERY_BEAT_SCHEDULER
