"""Somebody without an account asks for their words to be taken back: done for them, in view, and they are told."""

import pytest

from outbox.models import Delivery
from questions.models import Contribution
from questions.permissions import acts_for_author
from questions.stand_in_emails import WordsTakenBackForYou
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution

pytestmark = pytest.mark.django_db
SAID = "Mrs Hall snores."


@pytest.fixture
def gil(project):
    """Somebody without email."""
    return factories.MemberFactory(project=project, user=None, known_as="Gil")


def back_of(said) -> str:
    return f"{said.get_absolute_url()}?show=take-back"


def page(client, said) -> str:
    return tight(client.get(said.get_absolute_url()).content.decode())


def test_a_facilitator_does_it_for_somebody_without_an_account(signed_in, facilitator, gil, jo):
    said = contribution(gil, words=SAID, entered_by=jo, may_be_public=True)
    client = signed_in(facilitator)
    assert "Take it back for Gil" in page(client, said)
    first = tight(client.get(back_of(said)).content.decode())
    assert "Do this only if Gil asked for it." in first
    assert "Gil is told, in the way they hear from us." in first
    answer = client.post(back_of(said), follow=True)
    assert "You took it back for Gil. The words are gone." in answer.content.decode()
    said.refresh_from_db()
    assert (said.words, said.taken_back_by) == ("Taken back for whoever said it.", jo)
    assert not said.may_be_public
    shown = page(client, said)
    # Nobody reads that Gil did it themselves.
    themselves = ("Whoever said it has", "back by whoever")
    assert lacks(shown, "snores", "Gil", *themselves, but_has="Taken back by Jo on")


def test_they_are_told_by_the_way_they_hear(signed_in, facilitator, gil, jo):
    said = contribution(gil, words=SAID, entered_by=jo)
    signed_in(facilitator).post(back_of(said))
    told = Delivery.objects.get()
    assert (told.member, told.message.kind) == (gil, "words_taken_back_for_you")
    kind = WordsTakenBackForYou(told.message)
    assert kind.subject() == "Jo has taken back what you said"
    assert lacks(kind.summary(), "snores", but_has="The words are gone")
    assert kind.question() == "Did you ask for this?"


def test_whoever_wrote_it_down_does_it_for_who_is_no_member(signed_in, participant, amina, jo):
    said = contribution(None, project=amina.project, for_whom="A porter", entered_by=amina)
    client = signed_in(participant)
    assert "Take it back for A porter" in page(client, said)
    client.post(back_of(said))
    assert Contribution.objects.get().taken_back_by == amina
    assert not Delivery.objects.filter(message__kind="words_taken_back_for_you").exists()


def test_a_reply_of_somebody_who_left_is_taken_back_for_them(signed_in, facilitator, amina, jo):
    left = factories.MemberFactory(project=amina.project, known_as="Bo", left_at=NOW)
    said = contribution(amina, words="The bench is broken.")
    reply = said.replies.create(member=left, words=SAID, said_at=NOW)
    client = signed_in(facilitator)
    assert "Take it back for Bo" in page(client, said)
    client.post(f"{back_of(said)}&reply={reply.pk}")
    assert lacks(page(client, said), "snores", but_has="Taken back by Jo on")


@pytest.mark.parametrize("by", ["facilitator", "participant"])
def test_nobody_does_it_for_somebody_who_can(signed_in, request, project, jo, amina, by):
    bo = factories.MemberFactory(project=project, known_as="Bo")
    said = contribution(bo, words=SAID, entered_by=amina)
    client = signed_in(request.getfixturevalue(by))
    assert lacks(page(client, said), "Take it back", but_has=SAID)
    assert client.post(back_of(said)).status_code == 403
    assert Contribution.objects.get().words == SAID


def test_a_participant_does_it_for_nobody_but_whom_they_wrote_down(
    signed_in, participant, amina, gil, jo
):
    said = contribution(gil, words=SAID, entered_by=jo)
    client = signed_in(participant)
    assert lacks(page(client, said), "Take it back", but_has=SAID)
    assert client.post(back_of(said)).status_code == 403


def test_a_coordinator_acts_for_nobody(project, gil, coordinator):
    said = contribution(gil, words=SAID)
    seen = type(project).objects.visible_to(coordinator).get()
    assert not acts_for_author(seen, said)
