"""Work that takes too long or too much is stopped, and the limits are gone afterwards."""

import resource
import signal
import threading
import time

import pytest

from reports.limits import TookTooLong, within


def test_work_is_stopped_when_its_time_is_over():
    started = time.monotonic()
    with pytest.raises(TookTooLong), within(seconds=0.1, megabytes=500):
        time.sleep(5)
    assert time.monotonic() - started < 2
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_work_is_stopped_when_it_takes_too_much_memory():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), within(seconds=20, megabytes=64):
        bytearray(512 * 1024 * 1024)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_work_that_stays_within_is_left_alone():
    with within(seconds=5, megabytes=500):
        done = sum(range(1000))
    assert done == 499500


def test_outside_the_main_thread_the_time_does_not_count():
    done = []

    def work() -> None:
        with within(seconds=0.01, megabytes=500):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
