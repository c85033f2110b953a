"""A decision is on the public page when somebody chose it for that, in the words that they saw."""

import pytest
from django.urls import reverse

from decisions.models import PublicDecision
from decisions.publishing import is_public, publish_decision
from decisions.services import correct_decision, withdraw_decision
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(project, jo):
    return factories.a_decision(project, jo)


@pytest.fixture
def address(decision, project):
    return reverse("decisions:decision_public", args=[project.slug, decision.number])


def test_a_facilitator_reads_it_and_shows_it_to_everybody(
    signed_in, facilitator, decision, address
):
    client = signed_in(facilitator)
    page = tight(client.get(address).content.decode())
    assert decision.current.why in page
    assert "The project has no public page yet." in page
    answer = client.post(address, {"version": "1"}, follow=True)
    assert "Everybody can read it on the public page now." in answer.content.decode()
    assert "It is on the public page" in answer.content.decode()
    assert is_public(decision)


def test_it_is_taken_off_again(signed_in, facilitator, decision, address, jo):
    publish_decision(decision, decision.current, by=jo, now=NOW)
    client = signed_in(facilitator)
    assert "Take it off the public page" in client.get(address).content.decode()
    client.post(address, {"take_off": "1"})
    assert not PublicDecision.objects.exists()


def test_its_neighbour_stays_as_it_is(signed_in, facilitator, project, jo, decision, address):
    other = factories.a_decision(project, jo)
    publish_decision(other, other.current, by=jo, now=NOW)
    assert (is_public(decision), is_public(other)) == (False, True)
    signed_in(facilitator).post(address, {"take_off": "1"})
    assert is_public(other)


def test_a_name_in_it_is_asked_about_first(signed_in, facilitator, project, jo, amina):
    decision = factories.a_decision(project, jo, why="Amina cannot sleep in the light.")
    address = reverse("decisions:decision_public", args=[project.slug, decision.number])
    client = signed_in(facilitator)
    page = client.post(address, {"version": "1"}).content.decode()
    assert "It names Amina. Did Amina say that this may be public?" in page
    assert not is_public(decision)
    client.post(address, {"version": "1", "may_name": ["amina"]})
    assert is_public(decision)


def test_words_that_changed_while_somebody_looked_are_not_made_public(
    signed_in, facilitator, decision, address, jo
):
    correct_decision(decision, by=jo, base_version=1, change_why="A slip.", now=NOW, why="New.")
    page = signed_in(facilitator).post(address, {"version": "1"}).content.decode()
    assert "The words have changed while you were looking." in page
    assert not PublicDecision.objects.exists()


def test_a_withdrawn_decision_is_not_public_any_more(signed_in, facilitator, decision, address, jo):
    publish_decision(decision, decision.current, by=jo, now=NOW)
    withdraw_decision(decision, by=jo, base_version=1, change_why="It failed.", now=NOW)
    assert not is_public(decision)
    client = signed_in(facilitator)
    assert "It is not in force" in client.get(address).content.decode()
    client.post(address, {"version": "2"})
    assert not is_public(decision)


def test_participants_do_not_choose_and_are_not_shown_the_way(
    signed_in, participant, project, decision, address
):
    client = signed_in(participant)
    assert client.post(address, {"version": "1"}).status_code == 403
    page = client.get(decision.get_absolute_url())
    assert lacks(page, "public page", but_has=decision.current.what)
