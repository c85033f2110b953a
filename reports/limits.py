"""Bounds what a piece of work may take: so much time, so much memory more than now."""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

MEGABYTE = 1024 * 1024
STATM = Path("/proc/self/statm")


class TookTooLong(Exception):  # noqa: N818 - it is what happened, not a fault of ours
    """The work was stopped because its time was over."""


@contextmanager
def within(*, seconds: float, megabytes: int) -> Iterator[None]:
    """
    Run the body with a limit on its time and on the memory that it takes in addition.

    The time counts only in the main thread, where a worker runs its tasks; the memory only where the system tells how
    much is in use (Linux).

    :raises TookTooLong: when the time is over.
    :raises MemoryError: when the memory is not enough.
    """
    with _time(seconds), _memory(megabytes):
        yield


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, stop)
    # Again each second: a library may catch what is raised inside it.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    if not STATM.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    in_use = int(STATM.read_text().split()[0]) * resource.getpagesize()
    limit = in_use + megabytes * MEGABYTE
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
