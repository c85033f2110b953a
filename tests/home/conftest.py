"""What can happen in a project."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from decisions.services import Maker, record_decision
from tests import factories
from tests.needing import need_nothing


@pytest.fixture
def decide(jo):
    """Return a function that records a decision in the facilitator's project."""

    def record(what: str, *, at: datetime, **more):
        return record_decision(
            jo.project,
            by=jo,
            what=what,
            why="So that people can rest.",
            decided_on=timezone.localdate(at) - timedelta(days=1),
            makers=[Maker(member=jo)],
            now=at,
            **more,
        )

    return record


@pytest.fixture
def visited(participant, facilitator, coordinator):
    """Everybody was here ten days ago, and is here now."""
    now = timezone.now()
    for user in (participant, facilitator, coordinator):
        user.seen_at, user.previous_visit_at = now, now - timedelta(days=10)
        user.save()
    return now


@pytest.fixture
def update(project):
    """Return a function that makes an update that was sent."""

    def make(title: str, *, at: datetime, **more):
        return factories.UpdateFactory(project=project, title=title, sent_at=at, **more)

    return make


@pytest.fixture
def fill_world(project, jo, amina, decide, update):
    """Return a function that adds so many rows of everything a home shows."""

    def fill(count: int) -> None:
        now, today = timezone.now(), timezone.localdate()
        for number in range(count):
            owner = (jo, amina)[number % 2]
            at = now - timedelta(minutes=number)
            factories.ActionFactory(project=project, owner=owner)
            factories.UnsettledFactory(project=project, look_again_on=today)
            factories.DeliveryFactory(message__project=project, channel="post")
            factories.StepFactory(
                project=project,
                number=project.steps.count() + 1,
                state="doing",
                owner=owner,
                due_on=today,
            ).changes.create(to_state="doing", at=at)
            decide("Lights are dimmed", at=at, look_again_on=today)
            update("The chairs are ordered", at=at)

    return fill


@pytest.fixture
def settled_in(amina):
    """The participant has said and read what is asked of everybody."""
    amina.experience_answered_at = amina.boundaries_read_at = timezone.now()
    amina.save()
    need_nothing(amina)
