"""Addresses and forms of decisions, as a person fills them in."""

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def decision(project, jo):
    return factories.a_decision(project, jo)


@pytest.fixture
def address(project):
    """Return a function that names a page of the decisions of the project."""

    def of(name, *args):
        return reverse(f"decisions:{name}", args=[project.slug, *args])

    return of


@pytest.fixture
def typed(jo, amina):
    """What a facilitator types to record a decision."""
    return {
        "what": "Lights are dimmed from 11pm",
        "why": "People could not rest.",
        "decided_on": "2024-11-19",
        "members": [jo.pk, amina.pk],
        "name_0": "Dana Reed",
        "as_what_0": "estates manager",
        "how": "Agreed together",
        "rows": 3,
        "do": "save",
    }
