"""Rows for the records: each fixture and helper gives the smallest believable project."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision
from decisions.services import Maker, record_decision
from elements.models import Review
from projects.models import Member, Project, Role
from tests import factories
from updates.models import Update

DAY, NOW = factories.DAY, factories.NOW


@pytest.fixture
def review(project, jo, amina) -> Review:
    """A review of all elements that is open for a week from today."""
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )


def rate_url(review: Review) -> str:
    return reverse("elements:review_rate", args=[review.project.slug, review.pk])


def ago(days: int):
    return NOW - timedelta(days=days)


def decide(
    project: Project, by: Member, *, days: int = 10, written: int | None = None, **more
) -> Decision:
    """Record a decision of so many days ago, written down so many days ago."""
    content = {
        "what": "Lights are dimmed from 11pm",
        "why": "People could not rest.",
        "makers": [Maker(member=by)],
        **more,
    }
    return record_decision(
        project,
        by=by,
        decided_on=DAY - timedelta(days=days),
        now=ago(days if written is None else written),
        **content,
    )


def send(
    project: Project, *, days: int = 5, more_on: date | None = None, to=(), tells_of=()
) -> Update:
    """Make an update that was sent so many days ago, with a delivery for each of ``to``."""
    update = factories.UpdateFactory(project=project, more_on=more_on or DAY + timedelta(days=7))
    update.decisions.add(*tells_of)
    update.message = factories.MessageFactory(project=project)
    update.sent_at = ago(days)
    update.save()
    for place, entry in enumerate(to):
        fields = {"member": None, "recipient": f"person-{place}", **entry}
        factories.DeliveryFactory(message=update.message, due_at=ago(days), **fields)
    return update


@pytest.fixture
def lived(project: Project) -> Member:
    """A participant who said that they bring lived experience."""
    return factories.MemberFactory(
        project=project, has_lived_experience=True, experience_answered_at=ago(30)
    )


@pytest.fixture(scope="module")
def sound_once(made_once) -> Any:
    """A project in which every record is in place."""
    from tests.elements.sound import make_sound  # It needs the helpers above.

    def make() -> Any:
        project = factories.ProjectFactory(name="Sound as a bell", slug="sound")
        return make_sound(project, factories.MemberFactory(project=project, role=Role.FACILITATOR))

    return made_once(make)


@pytest.fixture
def sound(sound_once, db):
    """That project, for one test: what is done to its rows is undone after, and its objects are copies."""
    return deepcopy(sound_once)
