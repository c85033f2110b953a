"""The world that the walks through all addresses need."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.house.world import World, make_world


@pytest.fixture(scope="module")
def full_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """
    One row for each word that stands in an address.

    Made once a module, in a transaction that is rolled back; each request is undone by ``World.undone``.
    """
    # The emails of demo mode have addresses only there.
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)
