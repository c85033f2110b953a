"""What ends by itself is started again: at once, and later each time when it does not last."""

import pytest

from coproduce import supervisor


class Child:
    """A process that ends when it is told to."""

    pid = 0

    def __init__(self) -> None:
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self.returncode


@pytest.fixture
def started(monkeypatch, ended) -> list[Child]:
    """Return the children that were started, oldest first."""
    children: list[Child] = []

    def start(_command: list[str]) -> Child:
        children.append(Child())
        return children[-1]

    monkeypatch.setattr(supervisor, "start", start)
    monkeypatch.setattr(supervisor, "end_group", ended.append)
    return children


@pytest.fixture
def ended() -> list[Child]:
    """Return the children whose groups were ended: what they started may hold the port."""
    return []


def program() -> supervisor.Program:
    return supervisor.Program("worker", ["worker"], Child(), started=0.0)  # type: ignore[arg-type]


def test_what_runs_is_left_alone(started, capsys):
    kept = program()
    kept.look(now=1000.0)
    assert (started, capsys.readouterr().err) == ([], "")


def test_it_waits_longer_each_time_that_it_does_not_last(started, capsys):
    kept, now, waited = program(), 0.0, []
    for _time in range(9):
        kept.child.returncode = -9
        now += 1
        before = now
        kept.look(now=now)
        while kept.starts_at is not None:
            now += 0.5
            kept.look(now=now)
        waited.append(now - before)
    assert waited == [0, 1, 2, 5, 10, 20, 30, 60, 60]
    words = capsys.readouterr().err
    assert "The worker ended by itself. We start it again now. What was saved is safe." in words
    assert "We start it again in 20 seconds." in words
    assert len(started) == 9


def test_what_lasted_a_minute_is_started_at_once(started, ended):
    kept = program()
    first, kept.failures = kept.child, 5
    kept.child.returncode = 1
    kept.look(now=60.0)
    assert (len(started), kept.failures, ended) == (1, 1, [first])


@pytest.mark.parametrize(("lived", "is_said"), [(2.0, False), (1.9, True)])
def test_what_ends_to_give_memory_back_is_started_at_once_and_not_spoken_of(
    started, capsys, lived, is_said
):
    kept = program()
    kept.child.returncode = 0
    kept.look(now=lived)
    assert len(started) == 1
    assert bool(capsys.readouterr().err) == is_said


def test_what_cannot_be_started_is_tried_again(monkeypatch, started, capsys):
    kept = program()
    kept.child.returncode = -9

    def refuse(_command: list[str]) -> Child:
        raise OSError("Cannot allocate memory")

    start = supervisor.start
    monkeypatch.setattr(supervisor, "start", refuse)
    kept.look(now=1.0)
    assert "The worker cannot be started just now." in capsys.readouterr().err
    monkeypatch.setattr(supervisor, "start", start)
    kept.look(now=60.9)
    assert started == []
    kept.look(now=61.0)
    assert len(started) == 1


def test_how_long_something_lived_counts_from_its_start_not_from_when_all_were_ready(
    monkeypatch, started
):
    clock = iter([10.0, 15.0])
    kept: list[supervisor.Program] = []

    def ready(children: dict[str, Child], _plan: object) -> bool:
        assert list(children) == ["web server", "worker"]
        return True

    monkeypatch.setattr(supervisor.signal, "signal", lambda *_given: None)
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(supervisor, "wait_until_ready", ready)
    monkeypatch.setattr(supervisor, "keep_running", lambda programs, _all: kept.extend(programs))
    monkeypatch.setattr(supervisor, "end", lambda _all: None)
    supervisor.main({"commands": {"web server": ["w"], "worker": ["k"]}, "words": "Ready"})
    assert [(program.name, program.started) for program in kept] == [
        ("web server", 10.0),
        ("worker", 15.0),
    ]


@pytest.mark.parametrize(("code", "is_ready"), [(0, True), (-9, False), (3, False)])
def test_who_gave_memory_back_before_all_were_ready_does_not_end_the_rest(
    monkeypatch, code, is_ready
):
    child = Child()
    child.returncode = code
    monkeypatch.setattr(supervisor, "answers", lambda *_given: True)
    plan = {"host": "127.0.0.1", "port": 1, "headers": {}}
    assert supervisor.wait_until_ready({"worker": child}, plan) == is_ready  # type: ignore[dict-item]
