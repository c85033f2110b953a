"""Keeps a row of work held while its worker lives, so that a short lease is enough for long work."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

from django.db import connection
from django.utils import timezone

from core.leases import Leased

logger = logging.getLogger(__name__)


@contextmanager
def keep_holding(row: Leased, *, lease: timedelta, every: timedelta) -> Iterator[None]:
    """
    Run the body; meanwhile take the lease of a row that the caller holds anew, over a connection of its own.

    When the database is away, it is tried again; when the process ends, the lease runs out.
    """
    is_over = Event()

    def hold() -> None:
        while not is_over.wait(every.total_seconds()):
            # Whatever goes wrong, also for want of memory: it is tried again.
            try:
                row.hold_on(now=timezone.now(), lease=lease)
                connection.close()
            except Exception as error:
                logger.warning("%s could not be held on to: %s", row, type(error).__name__)
        with suppress(Exception):
            connection.close()

    thread = Thread(target=hold, name="holding", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
