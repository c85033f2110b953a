"""Do many things at the same moment, each over a connection of its own, as in many processes."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Answer = TypeVar("Answer")
#: A PostgreSQL server takes 100 connections, and other tests run beside these.
MOST_THREADS = 25


def at_once(deeds: Iterable[Callable[[], Answer]]) -> list[Answer]:
    """Do all deeds, 25 at a time, and return their answers. The test needs ``django_db(transaction=True)``."""
    deeds = list(deeds)
    threads = min(len(deeds), MOST_THREADS)

    def run(deed: Callable[[], Answer]) -> Answer:
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(threads, initializer=Barrier(threads).wait) as pool:
        return list(pool.map(run, deeds))
