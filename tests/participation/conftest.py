"""What the tests of participation share."""

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.needing import came, say_needs


@pytest.fixture
def count_queries(client):
    """Return a function that gets a page and returns its queries, none of them asked more than twice."""
    from django.db import connection

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        said = [query["sql"] for query in queries]
        assert all(said.count(sql) <= 2 for sql in said)
        return len(said)

    return count


@pytest.fixture
def lists_url(project) -> str:
    """The page that takes a list of people."""
    return reverse("participation:import_create", args=[project.slug])


@pytest.fixture
def porters(project):
    return factories.GroupFactory(project=project, name="Night porters")


@pytest.fixture
def need(amina, jo):
    return say_needs(amina, jo, comfort="A chair with arms")


@pytest.fixture
def url(project):
    def find(page: str, *more) -> str:
        return reverse(f"participation:{page}", args=[project.slug, *more])

    return find


@pytest.fixture
def me(signed_in, participant, amina) -> Client:
    return signed_in(participant)


@pytest.fixture
def fresh(facilitator, jo) -> Client:
    """Jo, who signed in today."""
    return came(facilitator, at=timezone.now())
