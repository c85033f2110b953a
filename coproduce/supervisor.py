"""
Keep a web server and its workers running as one: start again what ends by itself, and end them as one.

Run as a script by ``manage.py serve``, with a plan in JSON in the variable ``PLAN``. It imports
nothing but the standard library: the parent of all should cost next to no memory.
"""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

GRACE_SECONDS = 10
#: How long we wait before we start something again that ended, and ended again within STEADY_SECONDS.
WAIT_SECONDS = (0, 1, 2, 5, 10, 20, 30, 60)
STEADY_SECONDS = 60
BRIEF_SECONDS = 2
READY_SECONDS = 60
# Not an argument: arguments can be read by everybody on the machine, and the words hold a link.
PLAN = "COPRODUCE_SERVE_PLAN"
PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> Callable[[], None]:
    """Return what a child does before it starts: ask Linux to be ended when its parent goes."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def ask() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # it went between fork and here
                os._exit(1)

    return ask


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start one child in a session of its own: the terminal's Ctrl-C reaches only us."""
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,  # what goes wrong is written to standard error
        start_new_session=True,
        preexec_fn=die_with_parent(os.getpid()),
    )


def answers(host: str, port: int, headers: dict[str, str]) -> bool:
    """
    Say whether a web server answers there, with whatever status. (``http.client`` would cost us 6 MB.)

    ``headers`` are what a request has that comes by the proxy: another one would be refused, and stand in the log.
    """
    lines = [
        "GET /health/live HTTP/1.0",
        *(f"{name}: {value}" for name, value in headers.items()),
        "",
        "",
    ]
    try:
        with socket.create_connection((host, port), timeout=10) as connection:
            connection.sendall("\r\n".join(lines).encode())
            return connection.recv(5) == b"HTTP/"
    except OSError:
        return False


def end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask all children to end, wait GRACE_SECONDS, then end what is left, grandchildren too."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children.values():
        try:
            child.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            continue
    for child in children.values():
        end_group(child)
    for child in children.values():
        child.wait()


def end_group(child: subprocess.Popen[bytes]) -> None:
    """End a child at once, and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


class AskedToStop(Exception):  # noqa: N818 - it is no error
    """Somebody pressed Ctrl-C, or the system asks us to end."""


def _ask_to_stop(_signal: int, _frame: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise AskedToStop


@dataclass
class Program:
    """One program that is kept running: how often in a row it did not last, and when it is started again."""

    name: str
    command: list[str]
    child: subprocess.Popen[bytes]
    started: float
    failures: int = 0
    starts_at: float | None = None

    def look(self, *, now: float) -> None:
        """
        When it has ended, start it again: at once the first time, and later each time when it does not last.

        ``now`` is in seconds, by a clock that only goes on.
        """
        if self.starts_at is None and self.child.poll() is not None:
            self._plan(now)
        if self.starts_at is not None and now >= self.starts_at:
            self._start(now)

    def _start(self, now: float) -> None:
        try:
            self.child, self.started, self.starts_at = start(self.command), now, None
        except (OSError, subprocess.SubprocessError):  # most often, no memory is left for it
            self.starts_at = now + WAIT_SECONDS[-1]
            say(
                f"The {self.name} cannot be started just now. We try again in {WAIT_SECONDS[-1]} seconds."
            )

    def _plan(self, now: float) -> None:
        # What it started itself may still hold the port, or a file.
        end_group(self.child)
        lived = now - self.started
        if self.child.returncode == 0 and lived >= BRIEF_SECONDS:
            # It ended to give memory back.
            self.starts_at = now
            return
        if lived >= STEADY_SECONDS:
            self.failures = 0
        wait = WAIT_SECONDS[min(self.failures, len(WAIT_SECONDS) - 1)]
        self.failures, self.starts_at = self.failures + 1, now + wait
        when = f"in {wait} seconds" if wait else "now"
        say(f"The {self.name} ended by itself. We start it again {when}. What was saved is safe.")


def say(words: str) -> None:
    print(f"\n{words}", file=sys.stderr, flush=True)


def keep_running(programs: list[Program], children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Look after the programs until somebody stops us; ``children`` says at any time what runs."""
    while True:
        for program in programs:
            program.look(now=time.monotonic())
            children[program.name] = program.child
        time.sleep(0.5)


def wait_until_ready(children: dict[str, subprocess.Popen[bytes]], plan: dict) -> bool:
    """
    Wait for the first answer; say False when a child broke off or READY_SECONDS passed before it.

    One may already have done a task, and ended to give memory back: it is started again afterwards.
    """
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if any(child.poll() for child in children.values()):
            return False
        if answers(plan["host"], plan["port"], plan["headers"]):
            return True
        time.sleep(0.1)
    return False


def main(plan: dict) -> int:
    """
    Carry out a plan: ``commands`` (name to argument list), ``host``, ``port``, ``headers``, ``words``.

    The web server is asked there, with these headers, until it answers; then ``words`` are printed. Returns the exit
    code: 0 when somebody stopped us, 1 when a child ended before all were ready.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    children: dict[str, subprocess.Popen[bytes]] = {}
    programs = []
    try:
        for name, command in plan["commands"].items():
            # How long it lived counts from here: "ready" comes seconds later.
            began = time.monotonic()
            children[name] = start(command)
            programs.append(Program(name, command, children[name], began))
        if wait_until_ready(children, plan):
            print(plan["words"], flush=True)
            keep_running(programs, children)
        ended = next((n for n, c in children.items() if c.poll()), "web server")
    except AskedToStop:
        print("\nStopping. What people wrote is kept ...", flush=True)
        end(children)
        print("Stopped. To start again, type:   ./run", flush=True)
        return 0
    end(children)
    say(
        f"The {ended} ended by itself, so we stopped the rest. Its last words stand above."
        "\nTo start again, type:   ./run"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(json.loads(os.environ.pop(PLAN))))
