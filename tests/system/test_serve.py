"""The embedded start: one command starts all, one key ends all, and nothing is left behind."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from coproduce import supervisor
from tests.system.processes import (
    Program,
    bare_environment,
    children_of,
    free_port,
    is_alive,
    manage,
    memory_in_mb,
    parent_of,
    wait_for,
)

READY = "Coproduce is ready."
ASK_FOR_A_REPORT = """
from datetime import date
from django.utils import timezone
from reports import services
from tests.factories import ProjectFactory, UserFactory
project, by = ProjectFactory(), UserFactory()
days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 31)}
services.ask_for_report(project, by=by, **days, now=timezone.now())
"""
#: A report that waits, and nobody was woken for it.
ASK_IN_SILENCE = f"""
from unittest import mock
with mock.patch("reports.services.wake", lambda *_args, **_kwargs: None):
    exec({ASK_FOR_A_REPORT!r})
"""
IS_READY = "from reports.models import ReportFile; print(ReportFile.objects.exists())"


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def env(tmp_path, port, migrated_data):
    """An embedded installation of its own, migrated and empty."""
    data = shutil.copytree(migrated_data, tmp_path / "data")
    return bare_environment(
        COPRODUCE_DATA_DIR=str(data),
        COPRODUCE_KEYS_DIR=str(tmp_path / "keys"),
        SITE_URL=f"http://localhost:{port}",
    )


def serve(env, port, tmp_path):
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    return Program(command, env=env, log=tmp_path / "serve.log")


def all_five(pid):
    """Return the processes below when all are there: three of the web server, two workers; else none."""
    found = set(children_of(pid))
    return found if len(found) == 5 else set()


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def wait_until_ready(program):
    wait_for(
        lambda: READY in program.words or not program.is_running(), seconds=60, name="the start"
    )
    assert program.is_running(), program.words
    # gunicorn's master and two workers, two workers of Celery
    wait_for(lambda: len(children_of(program.pid)) >= 5, name="all processes")


def test_serve_starts_all_and_ctrl_c_ends_all_with_code_0(env, port, tmp_path):
    with serve(env, port, tmp_path) as program:
        wait_until_ready(program)
        with urllib.request.urlopen(f"http://localhost:{port}/") as answer:
            assert answer.status == 200
        started = children_of(program.pid)
        program.send(signal.SIGINT)
        assert program.wait(15) == 0
        assert [pid for pid in started if is_alive(pid)] == []
        assert program.words.strip().splitlines()[-1] == "Stopped. To start again, type:   ./run"


def test_nothing_is_left_when_the_parent_is_killed(env, port, tmp_path):
    with serve(env, port, tmp_path) as program:
        wait_until_ready(program)
        started = children_of(program.pid)
        program.send(signal.SIGKILL)
        program.wait()
        wait_for(lambda: not any(map(is_alive, started)), seconds=20, name="the end of all")


def is_answered(port):
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_what_ends_by_itself_is_started_again_and_it_is_said(env, port, tmp_path):
    with serve(env, port, tmp_path) as program:
        wait_until_ready(program)
        before = all_five(program.pid)
        # gunicorn's master, and both workers
        for pid in [pid for pid in before if parent_of(pid) == program.pid]:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: len(all_five(program.pid) - before) == 5, name="five new processes")
        wait_for(lambda: is_answered(port), name="an answer")
        for name in ("web server", "worker", "worker that sends codes"):
            assert f"The {name} ended by itself. We start it again now." in program.words
        manage("shell", "--no-imports", "-c", ASK_FOR_A_REPORT, env=env)
        wait_for(
            lambda: "True" in manage("shell", "--no-imports", "-c", IS_READY, env=env), seconds=90
        )
        program.send(signal.SIGINT)
        assert program.wait(15) == 0


def test_when_one_ends_before_all_are_ready_all_end_and_it_is_said(port, tmp_path):
    lasting, ending = "import time; time.sleep(60)", "raise SystemExit(3)"
    plan = {
        "commands": {
            "web server": [sys.executable, "-c", lasting],
            "worker": [sys.executable, "-c", ending],
        },
        "host": "127.0.0.1",
        "port": port,
        "headers": {"Host": "localhost"},
        "words": READY,
    }
    env = bare_environment(**{supervisor.PLAN: json.dumps(plan)})
    command = [sys.executable, "-I", str(Path(supervisor.__file__))]
    with Program(command, env=env, log=tmp_path / "log") as program:
        assert program.wait(30) == 1
        assert children_of(program.pid) == []
        assert "The worker ended by itself, so we stopped the rest." in program.words


def test_a_taken_port_is_named_and_another_is_offered(env, port, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with serve(env, port, tmp_path) as program:
            assert program.wait(30) == 1
            assert f"Port {port} is in use." in program.words
            assert "./run --port " in program.words


def test_web_worker_and_schedule_need_less_than_400_mb(env, port, tmp_path):
    with serve(env, port, tmp_path) as program:
        wait_until_ready(program)
        for _ in range(20):
            with urllib.request.urlopen(f"http://localhost:{port}/") as answer:
                answer.read()
        used = sum(memory_in_mb(pid) for pid in (program.pid, *children_of(program.pid)))
        assert used < 400


def test_a_worker_gives_back_the_memory_that_printing_took(env, port, tmp_path):
    with serve(env, port, tmp_path) as program:
        wait_until_ready(program)
        before = wait_for(lambda: all_five(program.pid), seconds=20, name="all five processes")
        manage("shell", "--no-imports", "-c", ASK_FOR_A_REPORT, env=env)
        wait_for(
            lambda: "True" in manage("shell", "--no-imports", "-c", IS_READY, env=env), seconds=60
        )
        wait_for(lambda: all_five(program.pid) - before, seconds=20, name="a new worker")
        assert max(map(memory_in_mb, all_five(program.pid))) < 120


def test_the_schedule_finds_what_no_worker_was_woken_for(env, port, tmp_path):
    with serve(env, port, tmp_path) as program:
        wait_until_ready(program)
        manage("shell", "--no-imports", "-c", ASK_IN_SILENCE, env=env)
        with closing(sqlite3.connect(f"{env['COPRODUCE_DATA_DIR']}/db.sqlite3")) as database:
            printed = "SELECT count(*) FROM reports_reportfile"
            assert database.execute(printed).fetchone() == (0,)
            # It looks every 30 seconds.
            wait_for(lambda: database.execute(printed).fetchone() == (1,), seconds=90)
