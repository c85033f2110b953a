"""What watches an installation gets numbers: with a token, of the same things as the page of whoever runs it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import SignInCode
from coproduce import health, prometheus
from home.models import QueueTick
from outbox.models import Hitch
from tests import factories
from tests.coproduce import outages
from tests.own_process import done_apart
from tests.pages import lacks

TOKEN = "a-token-of-chance-1234"
HOUR = timedelta(hours=1)


@pytest.fixture
def token(settings) -> dict[str, str]:
    settings.METRICS_TOKEN = TOKEN
    return {"Authorization": f"Bearer {TOKEN}", "Host": "172.17.0.2:8000"}


def numbers(answer) -> dict[tuple[str, ...], float]:
    """Read the answer as Prometheus does: the name and the labels of each number."""
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_without_a_token_of_the_host_there_is_no_such_page(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_what_nobody_asks_is_not_loaded():
    """In a process of its own: these tests have loaded it."""
    program = (
        "import sys, coproduce.urls\n"
        "print([name for name in sys.modules if name.startswith(('prometheus', 'sentry_sdk'))])"
    )
    assert done_apart(program, METRICS_TOKEN="", SENTRY_DSN="").stdout.strip() == "[]"


@pytest.mark.parametrize("given", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ü"])
def test_another_token_gets_nothing(client, token, given):
    answer = client.get("/metrics", headers={"Authorization": given})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert lacks(answer.content.decode(), "coproduce_", but_has="token")


@pytest.mark.django_db(transaction=True)
def test_it_counts_what_the_page_tells(client, token):
    now = timezone.now()
    QueueTick.objects.create(queue="codes", at=now - HOUR)
    made = {"created_at": now - HOUR, "due_at": now - HOUR}
    SignInCode.objects.create(email="amina@example.org", expires_at=now + HOUR, **made)
    for _one in range(2):
        factories.DeliveryFactory(message__created_at=now - 3 * HOUR, due_at=now - HOUR)
    factories.DeliveryFactory(gave_up_at=now, last_error="SMTPDataError: 554 No", tries=14)
    Hitch.objects.create(work="a", row="1", error="", first_at=now, last_at=now)
    found = numbers(client.get("/metrics/", headers=token))
    assert found["coproduce_part_up", "database"] == 1
    assert 3600 <= found["coproduce_last_tick_age_seconds", "codes"] < 4000
    assert found["coproduce_waiting", "codes"] == 1
    assert found["coproduce_waiting", "emails"] == 2
    assert 10_800 <= found["coproduce_oldest_waiting_seconds", "emails"] < 11_000
    assert found["coproduce_waiting", "pdfs"] == found["coproduce_oldest_waiting_seconds", "pdfs"]
    assert found["coproduce_given_up", "emails"] == 1
    assert found["coproduce_given_up", "pdfs"] == 0
    assert found["coproduce_hitches",] == 1
    assert found["coproduce_disk_free_bytes",] > 0


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_a_number_too(client, token):
    with outages.away():
        found = numbers(client.get("/metrics", headers=token))
    assert found["coproduce_part_up", "database"] == 0
    assert set(found) == {
        *[("coproduce_part_up", part) for part in ("database", "broker", "schedule")],
        ("coproduce_disk_free_bytes",),
    }


@pytest.mark.django_db(transaction=True)
def test_numbers_that_are_not_there_in_time_are_left_out(client, token, monkeypatch, caplog):
    def slow() -> list[prometheus.Metric]:
        raise TimeoutError("amina@example.org")

    monkeypatch.setattr(prometheus, "NUMBERS", health.Probe(slow, seconds=1))
    found = numbers(client.get("/metrics", headers=token))
    assert found["coproduce_part_up", "database"] == 1
    assert lacks(caplog.text, "amina", but_has="TimeoutError")
