"""
Whether the parts of an installation are well: each is asked for a short time, and what it says comes back as a word.

"ok"; "starting" (nothing is known yet, and that is no fault); else what is wrong: an outage (:mod:`core.outages`),
"no answer" (in time, or because the database was not reached), "failed" or "late".
"""

import os
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection

from coproduce.celery import app
from core.outages import outage_of
from home.ticks import last_ticks, late_queues

OK, STARTING, LATE, NO_ANSWER = "ok", "starting", "late", "no answer"
AWAY, FAILED = "away", "failed"
#: For so long after this process began, nobody minds that the schedule has not run: it may begin only now, too.
GRACE = timedelta(minutes=5)
Answer = TypeVar("Answer")


class Probe(Generic[Answer]):
    """
    Something that is asked whether it is well, and given ``seconds`` to answer.

    One question at a time: whoever asks meanwhile shares the answer, so that one that hangs is not asked again and
    again, and nobody can open a thousand connections by asking.
    """

    def __init__(self, ask: Callable[[], Answer], *, seconds: float) -> None:
        self._ask, self._seconds = ask, seconds
        self._lock = Lock()
        self._asked: Future[Answer] | None = None

    def begin(self) -> "Future[Answer]":
        """Ask, or join who asked already; the answer comes later."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = Future()
                Thread(target=self._run, args=[self._asked], daemon=True).start()
            return self._asked

    def answer(self) -> Answer:
        """
        Return the answer.

        :raises TimeoutError: when there was none in time; else whatever the question raised.
        """
        return self.begin().result(timeout=self._seconds)

    def _run(self, asked: "Future[Answer]") -> None:
        try:
            asked.set_result(self._ask())
        except BaseException as error:
            asked.set_exception(error)


def read_ticks() -> dict[str, datetime]:
    """Ask the database, over a connection of its own, when the schedule last ran."""
    try:
        return last_ticks()
    finally:
        connection.close()


def reach_broker() -> None:
    """
    Ask the broker whether it is there.

    :raises Exception: when it is not; which one depends on the broker.
    """
    options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    for name in ("data_folder_in", "control_folder"):
        folder = options.get(name)
        if folder and not os.access(folder, os.W_OK):
            raise OSError(f"{name} cannot be written to.")
    with app.connection_for_write() as line:
        line.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
        line.channel()


#: A person who waits for a page is let down after five seconds; whoever watches wants to know sooner.
DATABASE = Probe(read_ticks, seconds=2)
BROKER = Probe(reach_broker, seconds=0.8)
_began = monotonic()


def parts(*, now: datetime) -> dict[str, str]:
    """Return how each part is: "database", "broker" and "schedule"."""
    # Both at once: the longer of the two is what somebody waits.
    BROKER.begin()
    found = {"database": OK, "broker": OK, "schedule": NO_ANSWER}
    try:
        found["schedule"] = schedule_word(DATABASE.answer(), now=now)
    except Exception as error:
        found["database"] = _word(error)
    try:
        BROKER.answer()
    except Exception as error:
        found["broker"] = NO_ANSWER if isinstance(error, TimeoutError) else AWAY
    return found


def schedule_word(ticks: dict[str, datetime], *, now: datetime) -> str:
    """Say how the schedule is, by its last notes."""
    if not late_queues(ticks, now=now):
        return OK
    return STARTING if monotonic() - _began < GRACE.total_seconds() else LATE


def is_well(found: dict[str, str]) -> bool:
    """Whether pages can be served, and what is done in the background is done."""
    return all(word in (OK, STARTING) for word in found.values())


def _word(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return NO_ANSWER
    outage = outage_of(error)
    return outage.value if outage else FAILED
