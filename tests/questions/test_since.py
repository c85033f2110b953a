"""Today tells in one line what was answered to others since one was here last."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.home.page import part, words
from tests.questions.rows import answered, contribution, looked_at

TODAY = "/projects/waiting-at-night/"
HOUR = timedelta(hours=1)


@pytest.fixture
def now(participant):
    """The participant was here ten days ago, and is here now."""
    now = timezone.now()
    participant.seen_at, participant.previous_visit_at = now, now - timedelta(days=10)
    participant.save()
    return now


@pytest.fixture
def ben(project):
    return factories.MemberFactory(project=project, known_as="Ben")


def test_what_was_answered_to_others_is_one_line_after_decisions(
    signed_in, participant, now, jo, ben, amina, project
):
    for ago in (1, 2):
        answered(contribution(ben), by=jo, at=now - ago * HOUR)
    answered(contribution(amina), by=jo, at=now - HOUR)
    answered(contribution(ben), by=jo, at=now - timedelta(days=11))
    looked_at(contribution(ben), by=jo)
    factories.UpdateFactory(project=project, title="The chairs came", sent_at=now)
    factories.a_decision(project, jo, what="Lights are dimmed", now=now - 3 * HOUR)
    client = signed_in(participant)
    assert part(client, TODAY, "news") == [
        "Lights are dimmed",
        "We answered 2 things that people said",
        "The chairs came",
    ]
    assert part(client, "/", "news") == part(client, TODAY, "news")


def test_one_without_a_name_counts(signed_in, participant, now, jo, project, amina):
    unnamed = contribution(None, project=project, is_unnamed=True)
    answered(unnamed, by=jo, at=now - HOUR)
    assert part(signed_in(participant), TODAY, "news") == ["We answered 1 thing that people said"]


def test_the_first_visit_counts_a_month(signed_in, participant, amina, jo, ben):
    answered(contribution(ben), by=jo, at=timezone.now() - timedelta(days=29))
    answered(contribution(ben), by=jo, at=timezone.now() - timedelta(days=32))
    assert part(signed_in(participant), TODAY, "news") == ["We answered 1 thing that people said"]


def test_a_coordinator_who_may_not_read_them_is_not_told(signed_in, coordinator, jo, ben):
    answered(contribution(ben), by=jo, at=timezone.now() - HOUR)
    assert part(signed_in(coordinator), TODAY, "news") == []
    assert "Nothing new since" in words(signed_in(coordinator), TODAY)
