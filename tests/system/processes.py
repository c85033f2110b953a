"""Programs started by a system test: each in a session of its own, with a log, and surely ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what: Callable[[], object], *, seconds: float = 30, name: str = "") -> object:
    """
    Ask until the answer is truthy, and return it.

    :raises AssertionError: when it is not within the time.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := what():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain for {name or what}")


def children_of(pid: int) -> list[int]:
    """Return the processes below this one, all generations."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found, left = [], [pid]
    while left:
        below = parents.get(left.pop(), [])
        found += below
        left += below
    return found


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def memory_in_mb(pid: int) -> float:
    """Return the resident memory of one process; what it shares with others counts for each."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


class Program:
    """One running program. As a context it is ended, with all below it, on the way out."""

    def __init__(self, command: list[str], *, env: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def words(self) -> str:
        """All that it printed so far."""
        return self.log.read_text()

    def is_running(self) -> bool:
        return self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait(self, seconds: float = 20) -> int:
        return self.process.wait(timeout=seconds)

    def kill(self) -> None:
        """End it as the kernel would in need: at once, with everything in its session."""
        below = children_of(self.pid)
        for pid in (self.pid, *below):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(timeout=10)

    def ask_to_end(self) -> None:
        if self.is_running():
            self.send(signal.SIGTERM)

    def stop(self) -> None:
        """End it, kindly for ten seconds and surely after."""
        self.ask_to_end()
        try:
            self.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def bare_environment(**settings: str) -> dict[str, str]:
    """Return an environment as a server has it: nothing of this test run's but PATH and HOME."""
    folder = str(Path(sys.executable).parent)
    return {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        # A person's own .env is none of a test's business.
        "COPRODUCE_ENV_FILE": "/dev/null",
        **settings,
    }


def manage(*arguments: str, env: dict[str, str]) -> str:
    """Run one management command and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
