"""
Changes the code in small ways, one at a time, and looks whether the tests that belong to it notice.

A change that no test notices stays alive: a rule that nobody keeps, or two ways to write the same. Changes:
another comparison, ``and`` for ``or``, a number one more or one less, a lost ``not``, a lost filter,
a lost lock.

    python -m bench.mutate --seed 7 --seconds 900 decisions/permissions.py=tests/decisions

The tests are collected once, and run once, in a fork, to learn which of them reach which line. Each change is
then tried in a fork, on the tests that reach it, the quickest first. What cannot be changed in a running process is
tried in a new one.
"""

import argparse
import gc
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType, SimpleNamespace
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from bench.changes import Change, changes_in

#: A change under which the tests run for ever is noticed as well: seconds of the processor.
LONGEST = 240
OPTIONS = ["-q", "-p", "no:randomly", "-m", "not pdf"]
Lines = set[tuple[str, int]]


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _is_code(value: object) -> bool:
    return isinstance(value, CodeType)


def _plain(code: CodeType) -> tuple:
    """Return what a piece of code does, without the functions in it."""
    consts = [(type(one), repr(one)) for one in code.co_consts if not _is_code(one)]
    return code.co_code, code.co_names, consts


def new_code(old: CodeType, new: CodeType) -> dict[tuple[str, str, int], CodeType] | None:
    """Return the new code of each function, by its place; None when more than functions has changed."""
    is_function = old.co_flags & CO_OPTIMIZED
    if not is_function and _plain(old) != _plain(new):
        return None
    found = {_place(old): new} if is_function else {}
    inner = [list(filter(_is_code, code.co_consts)) for code in (old, new)]
    if len(inner[0]) != len(inner[1]):
        return None
    for one, other in zip(*inner, strict=True):
        more = new_code(one, other)
        if more is None:
            return None
        found |= more
    return found


def limit_time(seconds: int = LONGEST) -> None:
    """End this process when it has worked for too long: by its own work, for on a busy machine all takes long."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def in_fork(do: Callable[[], bool], seconds: int = LONGEST) -> bool:
    """Return what is found out in a fork of this process; True if it never ends."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        code = 3
        try:
            limit_time(seconds)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            code = int(do())
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status) > 1:
        raise SystemExit("The tests could not be run in a fork.")
    return bool(os.WEXITSTATUS(status))


def codes_of(change: Change) -> dict[tuple[str, str, int], CodeType] | None:
    """Return the new code of each function of a changed file; None when more than functions has changed."""
    name = str(change.path.resolve())
    return new_code(compile(change.source, name, "exec"), compile(change.new, name, "exec"))


class Reached:
    """While it is entered, notes which lines of some files run."""

    def __init__(self, files: set[str]) -> None:
        self.files, self.lines = files, set()

    def _in_file(self, frame, event, _value):
        if event == "line":
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._in_file

    def __enter__(self) -> Lines:
        sys.settrace(
            lambda frame, *_: self._in_file if frame.f_code.co_filename in self.files else None
        )
        return self.lines

    def __exit__(self, *_) -> None:
        sys.settrace(None)


def is_committing(item: pytest.Item) -> bool:
    """Whether a test commits what it writes."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


class Learned:
    """Keeps in a folder which lines the tests reach, for as long as neither the tests nor the files are changed."""

    def __init__(self, folder: Path | None, changes: list[Change]) -> None:
        sources = sorted({(str(change.path), change.source) for change in changes})
        self.about = sha256(repr(sources).encode()).hexdigest()
        self.file = folder / f"{self.about}.json" if folder else None

    def key(self, item: pytest.Item) -> str:
        return f"{item.nodeid} {sha256(item.path.read_bytes()).hexdigest()}"

    def read(self) -> dict[str, Any]:
        if self.file and self.file.exists():
            return json.loads(self.file.read_text(encoding="utf-8"))
        return {}

    def write(self, known: dict[str, Any]) -> None:
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps(known), encoding="utf-8")


class Trying:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, changes: list[Change], seconds: float, learned: Learned) -> None:
        self.changes, self.seconds, self.learned = changes, seconds, learned
        self.tried: Counter[Path] = Counter()
        self.alive: Counter[Path] = Counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise SystemExit("The tests cannot be collected.")
        self.items = list(session.items)
        # After each test all goes but what is kept for the session: the database.
        self.next = SimpleNamespace(listchain=lambda: [session])
        self.has_database = any("db" in item.fixturenames for item in self.items)
        if self.has_database:
            self.make_database(self.items[0])
        self.load()
        self.live = defaultdict(list)
        for one in gc.get_objects():
            if type(one) is FunctionType:  # lazy objects lie to isinstance
                self.live[_place(one.__code__)].append(one)
        self.learn()
        self.end = time.monotonic() + self.seconds
        for change in self.changes:
            if time.monotonic() > self.end:
                break
            self.tried[change.path] += 1
            if not self.is_noticed(change):
                self.alive[change.path] += 1
                print(f"alive  {change}", flush=True)
        return True

    def make_database(self, beside: pytest.Item) -> None:
        """Make what each fork then copies, by a test that does nothing: what is built once must not be built yet."""

        def test_nothing(db):
            pass

        makes = pytest.Function.from_parent(beside.parent, name="nothing", callobj=test_nothing)
        assert not self.fails([makes])

    def load(self) -> None:
        """Load what is changed, and all that imports it: the addresses lead to every page."""
        from django.conf import settings

        import_module(settings.ROOT_URLCONF)
        for path in {change.path for change in self.changes}:
            parts = path.with_suffix("").parts
            import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))

    def fails(self, items: list[pytest.Item], then: pytest.Item | None = None) -> bool:
        """Run some tests until one fails, and say whether one did; what they share with the next one is kept."""
        for item, following in zip(items, [*items[1:], then or self.next], strict=True):
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(report.failed for report in reports):
                return True
        return False

    def with_own_database(self, do: Callable[[], bool], seconds: int = LONGEST) -> bool:
        """Do it in a fork, on a copy of the database."""
        from django.db import connection

        connection.close()

        def work() -> bool:
            with tempfile.TemporaryDirectory() as folder:
                own = Path(folder) / "test.sqlite3"
                if self.has_database:
                    shutil.copyfile(connection.settings_dict["NAME"], own)
                    connection.settings_dict["NAME"] = str(own)
                return do()

        return in_fork(work, seconds)

    def learn(self) -> None:
        """Run each test once; note how long it takes and which lines it reaches. What was learned before is kept."""
        files = {str(change.path.resolve()) for change in self.changes}
        known = self.learned.read()
        new = [item for item in self.items if self.learned.key(item) not in known]
        # Those that commit come last: they leave the database empty.
        new.sort(key=is_committing)
        with tempfile.NamedTemporaryFile("r+") as kept:

            def work() -> bool:
                for item, following in zip(new, [*new[1:], None], strict=True):
                    start = time.process_time()
                    with Reached(files) as lines:
                        failed = self.fails([item], then=following)
                    seconds = time.process_time() - start
                    json.dump([failed, seconds, sorted(lines)], kept)
                    kept.write("\n")
                    kept.flush()
                return False

            self.with_own_database(work, LONGEST * (1 + len(new)))
            kept.seek(0)
            for item, line in zip(new, kept, strict=True):
                known[self.learned.key(item)] = json.loads(line)
        self.learned.write(known)
        self.found: list[tuple[float, Lines]] = []
        for item in self.items:
            failed, seconds, lines = known[self.learned.key(item)]
            if failed:
                print(f"left out  {item.nodeid}: it fails before anything is changed", flush=True)
            reached = set() if failed else {(name, line) for name, line in lines}
            self.found.append((seconds, reached))

    def tests_of(self, change: Change) -> list[pytest.Item]:
        """Return the tests that reach a change, the quickest first; those that commit come last, as pytest has it."""
        file = str(change.path.resolve())
        here = {(file, line) for line in change.lines}

        def order(place: int) -> tuple[bool, float]:
            return is_committing(self.items[place]), self.found[place][0]

        reaching = [place for place, (_, lines) in enumerate(self.found) if lines & here]
        return [self.items[place] for place in sorted(reaching, key=order)]

    def is_noticed(self, change: Change) -> bool:
        """Whether a test fails under this change, or never ends."""
        name = str(change.path.resolve())
        codes = codes_of(change)
        items = self.tests_of(change)
        if codes is not None:
            if not items:
                return False

            def work() -> bool:
                for place, code in codes.items():
                    for function in self.live.get(place, ()):
                        function.__code__ = code
                return self.fails(items)

            return self.with_own_database(work)
        # It runs when the module is loaded: whatever needs the module may notice.
        reaching = [
            p for p, (_, lines) in enumerate(self.found) if any(f == name for f, _ in lines)
        ]
        items = [self.items[place] for place in reaching] or self.items
        return self.is_noticed_anew(change, list(dict.fromkeys(str(item.path) for item in items)))

    def is_noticed_anew(self, change: Change, tests: list[str]) -> bool:
        """Run the tests on a changed file, and put the file back whatever happens."""
        try:
            change.path.write_text(change.new, encoding="utf-8")
            return fails_anew(tests)
        finally:
            change.path.write_text(change.source, encoding="utf-8")


def fails_anew(tests: list[str]) -> bool:
    """Whether these tests fail in a process of their own, or never end."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", *OPTIONS, *tests]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.run(command, check=False, preexec_fn=limit_time, **quiet)
    code = run.returncode
    if code < 0:
        return True
    # Anything but "passed" and "failed" says nothing of the change.
    if code not in {0, 1, 2}:
        raise SystemExit(f"pytest ended with {code}: {' '.join(tests)}")
    return code != 0


def main() -> None:
    """Try a sample of all changes until the time is over; print what lives, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument(
        "--again", type=Path, help="what this printed before: try only what was alive"
    )
    parser.add_argument(
        "--learned",
        type=Path,
        help="a folder that keeps which lines a test reaches, for the next time",
    )
    parser.add_argument("pairs", nargs="+", help="file,[file]=tests[,tests]")
    wanted = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    sys.dont_write_bytecode = True
    for pair in wanted.pairs:
        # Each with a Django of its own.
        child = os.fork()
        if not child:
            try_pair(pair, wanted)
            sys.exit()
        if os.waitpid(child, 0)[1]:
            raise SystemExit(f"{pair}: ended early")


def try_pair(pair: str, wanted: argparse.Namespace) -> None:
    """Try changes of some files on some tests."""
    files, _, tests = pair.partition("=")
    changes = [change for name in files.split(",") for change in changes_in(Path(name))]
    random.Random(wanted.seed).shuffle(changes)
    if wanted.again:
        before = wanted.again.read_text(encoding="utf-8")
        changes = [
            change
            for change in changes
            # Lines may have moved since.
            if re.search(rf"{re.escape(str(change.path))}:\d+  {re.escape(change.words)}\n", before)
        ]
    # What runs when a module is loaded takes a new process each, so it comes last.
    changes.sort(key=lambda change: codes_of(change) is None)
    start = time.monotonic()
    trying = Trying(changes, wanted.seconds, Learned(wanted.learned, changes))
    pytest.main(["-s", *OPTIONS, *tests.split(",")], plugins=[trying])
    for path in sorted(trying.tried):
        print(f"{path}: {trying.tried[path]} tried, {trying.alive[path]} alive")
    tried, alive = trying.tried.total(), trying.alive.total()
    print(
        f"{pair}: {tried} of {len(changes)} changes tried, {tried - alive} noticed, {alive} alive, "
        f"{time.monotonic() - start:.0f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
