"""Rows of work: claimed by one, given back after a while, given up in the end."""

from datetime import timedelta

import pytest

from accounts.models import SignInCode
from core.leases import ASTRAY, BACKOFF, LEASE
from outbox.models import Delivery
from tests.factories import NOW, DeliveryFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_a_row_is_held_by_one(db):
    row = DeliveryFactory()
    other = Delivery.objects.get()
    assert (row.take(now=NOW), other.take(now=NOW)) == (True, False)
    assert (row.tries, other.tries, Delivery.objects.get().tries) == (1, 0, 1)


def test_it_can_be_held_again_when_the_lease_is_over():
    row = DeliveryFactory()
    row.take(now=NOW)
    assert Delivery.objects.get().take(now=NOW + LEASE - SECOND) is False
    assert Delivery.objects.get().take(now=NOW + LEASE) is True


def test_a_clock_that_was_ahead_holds_nothing():
    row = DeliveryFactory()
    ahead = NOW + timedelta(days=1)
    row.take(now=ahead)
    longest = NOW + LEASE + ASTRAY
    Delivery.objects.update(lease_until=longest)
    assert Delivery.objects.get().take(now=NOW) is False
    Delivery.objects.update(lease_until=longest + SECOND)
    assert Delivery.objects.get().take(now=NOW) is True
    assert Delivery.objects.get().lease_until == NOW + LEASE


def test_nothing_is_held_before_its_time():
    assert DeliveryFactory(due_at=NOW + SECOND).take(now=NOW) is False


def test_claiming_yields_the_oldest_first_and_each_once():
    late, early = DeliveryFactory(due_at=NOW), DeliveryFactory(due_at=NOW - SECOND)
    DeliveryFactory(due_at=NOW, done_at=NOW)
    DeliveryFactory(due_at=NOW, gave_up_at=NOW)
    assert list(Delivery.objects.claim(now=NOW)) == [early, late]
    assert list(Delivery.objects.claim(now=NOW)) == []


def sign_in_code():
    whose = {"email": "jo@example.org", "created_at": NOW, "expires_at": NOW}
    return SignInCode.objects.create(due_at=NOW, **whose)


@pytest.mark.parametrize(
    ("make", "waits"), [(sign_in_code, BACKOFF), (DeliveryFactory, Delivery.backoff)]
)
def test_each_failure_waits_longer_and_the_last_gives_up(make, waits):
    row, at = make(), NOW
    for wait in waits:
        assert row.take(now=at)
        row.mark_failed(now=at, error="x" * 600)
        row.refresh_from_db()
        assert (row.due_at, row.gave_up_at, len(row.last_error)) == (at + wait, None, 500)
        at = row.due_at
    assert row.take(now=at)
    row.mark_failed(now=at, error="No")
    row.refresh_from_db()
    assert (row.gave_up_at, row.take(now=at)) == (at, False)
