"""A small load: some connections ask for one page again and again, and each answer is checked."""

import http.client
import threading
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Target:
    """One page: where it is served, who asks, and what its answer must hold."""

    name: str
    port: int
    path: str
    cookie: str
    holds: str


@dataclass
class Round:
    """What one target did in one round; times in seconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _ask(target: Target, until: float, result: Round, lock: threading.Lock) -> None:
    while time.perf_counter() < until:
        begin = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=30)
        connection.request("GET", target.path, headers={"Cookie": target.cookie})
        answer = connection.getresponse()
        body = answer.read()
        took = time.perf_counter() - begin
        connection.close()
        is_right = answer.status == 200 and target.holds.encode() in body
        with lock:
            result.times.append(took)
            result.size = len(body)
            if not is_right:
                result.faults.append(f"{target.name}: {answer.status}, {len(body)} bytes")


def run(target: Target, *, seconds: float, connections: int) -> Round:
    """
    Ask for the target for so many seconds over so many connections at once.

    :raises AssertionError: when an answer is not 200 or lacks what it must hold.
    """
    result, lock = Round(), threading.Lock()
    begin = time.perf_counter()
    until = begin + seconds
    threads = [
        threading.Thread(target=_ask, args=(target, until, result, lock))
        for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - begin
    assert not result.faults, result.faults[:3]
    return result
