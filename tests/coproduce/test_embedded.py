"""Under ./run, the schedule is a thread of a worker: neither lasts without the other."""

import os
from types import SimpleNamespace

import pytest
from celery.worker import state

from coproduce import embedded
from coproduce.celery import app


@pytest.fixture
def schedule(monkeypatch):
    """A schedule that was not begun."""
    monkeypatch.setattr(state, "should_stop", None)
    return embedded.ScheduleThread(app)


def test_a_schedule_that_breaks_off_ends_its_worker(schedule, monkeypatch):
    def break_off() -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(schedule.service, "start", break_off)
    schedule.start()
    schedule.join(timeout=30)
    assert state.should_stop == os.EX_SOFTWARE
    schedule.stop()  # and does not wait for ever


def test_a_schedule_that_is_stopped_ends_nothing_else(schedule, monkeypatch):
    monkeypatch.setattr(schedule.service, "start", schedule.service._is_shutdown.wait)
    schedule.start()
    schedule.stop()
    schedule.join(timeout=30)
    assert state.should_stop is None


@pytest.mark.parametrize(("queues", "keeps"), [({"codes"}, True), ({"celery"}, False)])
def test_the_worker_that_sends_codes_keeps_the_schedule(queues, keeps):
    worker = SimpleNamespace(app=SimpleNamespace(amqp=SimpleNamespace()))
    worker.app.amqp.queues = SimpleNamespace(consume_from=queues)
    assert embedded.Schedule.include_if(embedded.Schedule, worker) is keeps


@pytest.mark.parametrize(("megabytes", "ends"), [(1, True), (100_000, False)])
def test_a_worker_that_took_much_memory_ends_after_its_task(monkeypatch, megabytes, ends):
    monkeypatch.setattr(state, "should_stop", None)
    conf = SimpleNamespace(worker_max_memory_per_child=megabytes * 1024)
    monkeypatch.setattr(embedded, "app", SimpleNamespace(conf=conf))
    embedded.give_memory_back()
    assert (state.should_stop == os.EX_OK) is ends
