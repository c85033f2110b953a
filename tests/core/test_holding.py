"""A short lease is enough for long work, while its worker lives."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from core.holding import keep_holding
from core.leases import Leased
from outbox.models import Delivery
from tests.factories import DeliveryFactory
from tests.system.processes import wait_for

LEASE, EVERY = timedelta(seconds=20), timedelta(seconds=0.01)


def held() -> Delivery:
    row = DeliveryFactory(due_at=timezone.now() - timedelta(hours=1))
    assert row.take(now=timezone.now() - timedelta(seconds=15), lease=LEASE)
    return row


def lease_of(row: Delivery):
    return Delivery.objects.get(pk=row.pk).lease_until


@pytest.mark.django_db(transaction=True)
def test_it_is_held_anew_until_the_work_is_over():
    row = held()
    before = lease_of(row)
    with keep_holding(row, lease=LEASE, every=EVERY):
        wait_for(lambda: lease_of(row) > before + timedelta(seconds=10))
    after = lease_of(row)
    assert after <= timezone.now() + LEASE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("changed", [{"tries": 2}, {"lease_until": None}, {"done_at": "now"}])
def test_what_is_no_longer_ours_is_left_alone(changed, monkeypatch):
    row = held()
    changed = {name: timezone.now() if to == "now" else to for name, to in changed.items()}
    Delivery.objects.filter(pk=row.pk).update(**changed)
    before, asked = lease_of(row), []
    hold_on = Leased.hold_on
    monkeypatch.setattr(
        Leased, "hold_on", lambda self, **how: (hold_on(self, **how), asked.append(1))
    )
    with keep_holding(row, lease=LEASE, every=EVERY):
        wait_for(lambda: asked)
    assert lease_of(row) == before


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_for_a_moment_is_asked_again(monkeypatch):
    row, asked = held(), []

    def hold_on(self, **_how) -> None:
        asked.append(1)
        raise OperationalError

    monkeypatch.setattr(Leased, "hold_on", hold_on)
    with keep_holding(row, lease=LEASE, every=EVERY):
        wait_for(lambda: len(asked) > 2)
