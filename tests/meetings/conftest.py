"""What the tests of meetings share."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.gathering import a_meeting
from tests.needing import came


@pytest.fixture
def me(participant, amina) -> Client:
    """Amina, who signed in today."""
    return came(participant, at=timezone.now())


@pytest.fixture
def fresh(facilitator, jo) -> Client:
    """Jo, who signed in today."""
    return came(facilitator, at=timezone.now())


@pytest.fixture
def may(project):
    """Somebody without email."""
    return factories.MemberFactory(project=project, known_as="May", user=None)


@pytest.fixture
def meeting(project, jo):
    return a_meeting(project, jo)
