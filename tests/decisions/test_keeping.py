"""A decision's day to look at it again comes back, and somebody says that it stays; flags lock nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from decisions.models import Decision, DecisionVersion
from decisions.publishing import is_public, publish_decision
from decisions.services import Maker, correct_decision, verify_chain
from tests import factories
from tests.decisions.pages import text_of
from tests.factories import DAY, NOW
from tests.pages import lacks


@pytest.fixture
def due(project, jo, amina):
    made = timezone.localdate() - timedelta(days=30)
    again = timezone.localdate()
    return factories.a_decision(project, jo, decided_on=made, look_again_on=again)


@pytest.fixture
def jo_client(signed_in, jo):
    return signed_in(jo.user)


def typed(decision, **more):
    return {"change_why": "It still helps.", "base_version": 1, "look_again_on": "", **more}


def test_the_day_stands_on_the_page_until_it_was_looked_at(due, jo_client, address):
    words = "The day has come to look at this again."
    assert words in text_of(jo_client.get(due.get_absolute_url()))
    again = timezone.localdate() + timedelta(days=90)
    done = jo_client.post(address("decision_keep", due.number), typed(due, look_again_on=again))
    assert done.status_code == 302
    now = Decision.objects.get().newest
    assert (now.change, now.change_why, now.look_again_on) == ("kept", "It still helps.", again)
    assert (now.what, now.version) == (due.newest.what, 2)
    page = jo_client.get(due.get_absolute_url())
    assert lacks(page, words, but_has="looked at again, and kept")
    assert verify_chain(due.project) == []


def test_before_its_day_nothing_is_asked(project, jo, jo_client):
    again = timezone.localdate() + timedelta(days=1)
    decision = factories.a_decision(project, jo, look_again_on=again)
    page = jo_client.get(decision.get_absolute_url())
    assert lacks(page, "The day has come", but_has="We will look at it again on")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"change_why": ""}, "Write what you found."),
        ({"look_again_on": "2020-01-01"}, "Choose a day after today."),
    ],
)
def test_what_is_wrong_is_said(wrong, words, due, jo_client, address):
    page = jo_client.post(address("decision_keep", due.number), typed(due, **wrong))
    assert words in text_of(page)
    assert DecisionVersion.objects.count() == 1


def test_whoever_comes_second_reads_what_the_other_wrote(due, jo, jo_client, address):
    correct_decision(due, by=jo, base_version=1, change_why="A slip.", what="Lamps", now=NOW)
    page = jo_client.post(address("decision_keep", due.number), typed(due))
    assert page.status_code == 409
    assert "Jo wrote version 2 while you wrote. A slip." in text_of(page)
    assert "It still helps." in page.text
    assert (
        jo_client.post(address("decision_keep", due.number), typed(due, base_version=2)).status_code
        == 302
    )


def test_sent_twice_it_is_kept_once(due, jo_client, address):
    key = {"sent_key": "6f0b3f0e-0000-4000-8000-000000000001"}
    for _time in range(2):
        jo_client.post(address("decision_keep", due.number), typed(due, **key))
    assert DecisionVersion.objects.count() == 2


def test_what_is_public_stays_public(due, jo, jo_client, address):
    publish_decision(due, due.newest, by=jo, now=NOW)
    jo_client.post(address("decision_keep", due.number), typed(due))
    assert is_public(Decision.objects.get())


def test_a_decision_says_what_to_look_at_to_everybody(project, jo, amina, signed_in):
    boundary = factories.BoundaryFactory(project=project, kind="open", promise="you")
    decision = factories.a_decision(project, jo, boundary=boundary)
    for member in (jo, amina):
        page = text_of(signed_in(member.user).get(decision.get_absolute_url()))
        assert "Nobody of those who made it has said that they bring lived experience." in page
        assert "We promised “you decide” about this. Only facilitators made it." in page


def test_what_people_with_lived_experience_made_needs_no_look(project, jo, amina, signed_in):
    amina.has_lived_experience = True
    amina.save()
    fixed = factories.BoundaryFactory(project=project, kind="fixed", what="No building work")
    makers = [Maker(jo), Maker(amina)]
    decision = factories.a_decision(project, jo, boundary=fixed, makers=makers, decided_on=DAY)
    page = signed_in(jo.user).get(decision.get_absolute_url())
    assert lacks(page, "Nobody of those", but_has="It is about something that is fixed")
