"""Waking a worker: after the commit, and never an error for the person whose page it is."""

import logging

import pytest
from celery import Celery
from django.db import transaction
from kombu.exceptions import OperationalError

from core.background import REST, wake

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away():
    """A task whose broker answers nobody; no other app learns of it."""
    app = Celery("away", broker="redis://127.0.0.1:1/0", set_as_current=False)
    # As in coproduce/settings.py, for every broker but the one of the tests.
    app.conf.broker_transport_options = {"socket_connect_timeout": 1, "max_retries": 0}

    @app.task(name="away.task", shared=False)
    def task() -> None:
        """Do nothing."""

    return task


def test_a_broker_that_is_away_breaks_nothing_and_keeps_nobody_waiting(away, caplog, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", waits.append)
    with caplog.at_level(logging.WARNING), transaction.atomic():
        wake(away)
        assert caplog.messages == []
    (words,) = caplog.messages
    assert words.endswith("away.task waits for the next tick.")
    assert waits == []


@pytest.mark.parametrize(("takes", "tries"), [(5.0, 2), (0.01, 5)], ids=["hangs", "refuses"])
def test_a_broker_that_hangs_is_left_alone_for_a_while(away, caplog, monkeypatch, takes, tries):
    """One that hangs takes seconds each time: the first waits for it, and nobody after them."""
    clock, tried = [1000.0], []
    monkeypatch.setattr("core.background.monotonic", lambda: clock[0])

    def fail(**_message: object) -> None:
        tried.append(clock[0])
        clock[0] += takes
        raise OperationalError

    monkeypatch.setattr(away, "apply_async", fail)
    for after in (0.0, 1.0, REST - 1.5, 1.0, 1.0):
        clock[0] += after
        wake(away)
    assert len(tried) == len(caplog.messages) == tries
    # Once it answers again, everything is told to it again.
    clock[0] += 2 * REST
    monkeypatch.setattr(away, "apply_async", lambda **_message: tried.append(clock[0]))
    wake(away)
    wake(away)
    assert len(tried) == tries + 2


def test_nothing_is_woken_for_a_change_that_was_undone(away, caplog):
    with transaction.atomic():
        wake(away)
        transaction.set_rollback(True)
    assert caplog.messages == []
