"""Fixtures of promises."""

import pytest
from django.urls import reverse

from tests import factories
from tests.actions.asking import TITLE
from tests.factories import DAY


@pytest.fixture
def action(project, jo):
    return factories.ActionFactory(project=project, owner=jo, what=TITLE, due_on=DAY)


@pytest.fixture
def listed(project):
    return reverse("actions:action_list", args=[project.slug])
