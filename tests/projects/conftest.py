"""What the tests of projects share: a project that is being set up, and counting queries."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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


@pytest.fixture
def queries_of(signed_in):
    """Return a function that gives the queries of a page, as (how many, most often the same)."""

    def count(user, address):
        client = signed_in(user)
        client.get(address)  # A first visit of the half hour is noted.
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get(address)
        assert answer.status_code == 200
        same = Counter(query["sql"] for query in captured)
        return len(captured), max(same.values())

    return count
