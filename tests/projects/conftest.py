"""What the tests of projects share: a project that is being set up."""

import pytest

from projects import services
from tests import factories
from tests.factories import NOW


@pytest.fixture
def organisation(db):
    return factories.OrganisationFactory(name="St Brigid's Hospital", slug="st-brigids")


@pytest.fixture
def maker(db):
    return factories.UserFactory(email="mia@example.org", name="Mia")


@pytest.fixture
def new_project(organisation, maker):
    """A project that its first facilitator has just made."""
    return services.create_project(
        organisation=organisation, by=maker, name="Signs", summary="", purpose="", now=NOW
    )
