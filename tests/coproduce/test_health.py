"""Machines are told whether the process answers, and whether database, broker and schedule work: soon, and always."""

import logging
import socket
import time
from datetime import timedelta
from threading import Event
from time import monotonic

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from coproduce import health, health_pages
from coproduce.celery import app
from coproduce.schedule import SCHEDULE
from core.outages import Outage
from home import tasks
from home.models import QueueTick
from home.ticks import TOO_OLD, late_queues
from tests.coproduce import outages
from tests.factories import NOW
from tests.own_process import done_apart
from tests.pages import lacks
from tests.system.processes import free_port

MINUTE = timedelta(minutes=1)
#: As a probe in a container asks: by the number of a machine that is none of ours, without HTTPS.
BY_NUMBER = {"Host": "172.17.0.2:8000"}


@pytest.fixture
def began_long_ago(monkeypatch) -> None:
    monkeypatch.setattr(health, "_began", health._began - health.GRACE.total_seconds())


@pytest.fixture
def silent_broker(monkeypatch):
    """A broker that lets everybody in and says nothing."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        _broker_at(monkeypatch, silent.getsockname()[1])
        yield


def _broker_at(monkeypatch, port: int) -> None:
    broker = app.connection_for_write(f"redis://127.0.0.1:{port}/0")
    monkeypatch.setattr(app, "connection_for_write", lambda: broker)


def test_live_touches_nothing(client):
    """Without a database, which this test may not reach, a session or a name that we answer to."""
    answer = client.get("/health/live", headers=BY_NUMBER)
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_it_comes_before_what_could_send_a_machine_away():
    assert settings.MIDDLEWARE[0] == "coproduce.health_pages.for_machines"
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["coproduce.example.org"]):
        assert Client().get("/health/live/", headers=BY_NUMBER).status_code == 200
        assert Client().get("/about/", headers=BY_NUMBER).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_asked(client, method):
    assert getattr(client, method)("/health/live").status_code == 405


def test_the_head_of_an_answer_is_enough(client):
    answer = client.head("/health/live")
    assert (answer.status_code, answer.content) == (200, b"")


def test_only_these_addresses_are_for_machines(client, db):
    assert client.get("/health/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_all_is_well_while_each_queue_does_what_the_schedule_asks(client, began_long_ago):
    for queue in TOO_OLD:
        tasks.note_tick(queue=queue)
    answer = client.get("/health/ready", headers=BY_NUMBER)
    assert answer.json() == {
        "status": "ready",
        "database": "ok",
        "broker": "ok",
        "schedule": "ok",
    }
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.django_db(transaction=True)
def test_a_schedule_that_has_stopped_is_late_and_one_that_begins_is_not(
    client, monkeypatch, caplog
):
    QueueTick.objects.create(queue="codes", at=timezone.now() - timedelta(days=1))
    monkeypatch.setattr(health, "_began", monotonic())
    assert client.get("/health/ready").json()["schedule"] == "starting"
    monkeypatch.setattr(health, "_began", health._began - health.GRACE.total_seconds())
    with caplog.at_level(logging.DEBUG, "django.request"):
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["schedule"]) == (503, "late")
    assert answer.json()["status"] == "not ready"
    assert caplog.records == []


@pytest.mark.parametrize(
    ("codes", "others", "late"),
    [
        (0, 0, []),
        (4, 14, []),
        (6, 14, ["codes"]),
        (4, 16, ["celery"]),
        (None, 0, ["codes"]),
        (-6, 0, ["codes"]),
    ],
)
def test_codes_are_late_sooner_than_what_waits_behind_reports(codes, others, late):
    """A note of the time to come was written before the clock was set back."""
    ages = {"codes": codes, "celery": others}
    ticks = {queue: NOW - age * MINUTE for queue, age in ages.items() if age is not None}
    assert late_queues(ticks, now=NOW) == late


def test_the_schedule_asks_each_queue_to_note_the_time():
    asked = {
        entry["kwargs"]["queue"]: (entry["options"]["queue"], entry["schedule"])
        for entry in SCHEDULE.values()
        if entry["task"] == tasks.note_tick.name
    }
    assert asked == {queue.name: (queue.name, 30.0) for queue in settings.CELERY_TASK_QUEUES}
    assert {*asked} == {*TOO_OLD}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_told_of_without_its_words(client):
    with outages.away():
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "database": "away",
        "broker": "ok",
        "schedule": "no answer",
    }


def test_before_the_first_migration_it_says_so(tmp_path):
    """In a process of its own: the database of the tests has its tables."""
    done = done_apart(
        "from django.test import Client\n"
        "answer = Client().get('/health/ready', headers={'Host': '10.0.0.1'})\n"
        "print(answer.status_code, answer.json()['database'])",
        DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3",
    )
    assert (done.stdout.strip(), done.stderr) == (f"503 {Outage.NOT_MIGRATED.value}", "")


def test_a_broker_that_is_away_is_known_at_once(monkeypatch):
    _broker_at(monkeypatch, free_port())
    with pytest.raises(OperationalError, match="refused"):
        health.reach_broker()


def test_a_broker_that_says_nothing_is_not_waited_for(silent_broker):
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        health.Probe(health.reach_broker, seconds=0.1).answer()
    assert health.BROKER._seconds < 1
    assert time.monotonic() - began < 2


def test_a_folder_of_messages_that_cannot_be_written_to_is_no_broker(settings, tmp_path):
    options = {"data_folder_in": str(tmp_path / "gone"), "control_folder": str(tmp_path)}
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = options
    with pytest.raises(OSError, match="data_folder_in"):
        health.reach_broker()


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (TimeoutError(), "no answer"),
        (ConnectionError("redis://:secret@broker refused"), "away"),
    ],
)
def test_what_is_wrong_with_the_broker_is_one_word(monkeypatch, error, word):
    def fail() -> None:
        raise error

    monkeypatch.setattr(health, "BROKER", health.Probe(fail, seconds=1))
    monkeypatch.setattr(health, "DATABASE", health.Probe(dict, seconds=1))
    answer = health_pages.ready(None)
    assert answer.status_code == 503
    assert lacks(answer.content.decode(), "secret", but_has=f'"broker": "{word}"')


def test_what_hangs_is_asked_once_however_many_ask(monkeypatch):
    goes_on, asked = Event(), []

    def ask() -> str:
        asked.append(1)
        goes_on.wait(10)
        return "well"

    probe = health.Probe(ask, seconds=0.01)
    for _time in range(3):
        with pytest.raises(TimeoutError):
            probe.answer()
    pending = probe.begin()
    goes_on.set()
    assert (pending.result(10), asked) == ("well", [1])
