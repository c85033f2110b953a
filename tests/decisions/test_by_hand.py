"""Facilitators write down what people without email say; what is not shown with a name they do not read there."""

import pytest

from decisions.models import ProposalSay
from tests import factories
from tests.decisions.proposing import a_proposal, say
from tests.filled_forms import carried, send
from tests.pages import lacks

TYPED = {"says": "agree", "words": "", "entered_how": "phone", "wording": 1}


@pytest.fixture
def grace(project):
    return factories.MemberFactory(project=project, user=None, known_as="Grace")


@pytest.fixture
def kwame(project):
    return factories.MemberFactory(project=project, role="facilitator", known_as="Kwame")


@pytest.fixture
def proposal(project, jo):
    return a_proposal(project, jo)


@pytest.fixture
def url(address, proposal, grace):
    return address("say_for", proposal.pk, grace.pk)


def test_only_whoever_wrote_it_down_reads_it_there(proposal, jo, kwame, grace, url, signed_in):
    say(proposal, grace, "not-yet", "It is cold.", by=jo, unnamed=True, how="phone")
    assert "It is cold." in signed_in(jo.user).get(url).text
    page = signed_in(kwame.user).get(url)
    assert lacks(page, "It is cold.", but_has="They have said something without their name.")


def test_what_is_not_shown_is_not_shown_to_the_second_who_writes(
    proposal, jo, kwame, grace, url, signed_in
):
    client = signed_in(kwame.user)
    stood = carried(client, url)
    say(proposal, grace, "not-yet", "It is cold.", by=jo, unnamed=True, how="phone")
    page = client.post(url, TYPED | stood)
    assert page.status_code == 409
    assert lacks(page.text, "It is cold.", but_has="Something that is not shown with their name")
    assert ProposalSay.objects.get().words == "It is cold."


def test_another_facilitator_can_still_write_what_they_say_now(
    proposal, jo, kwame, grace, url, signed_in
):
    say(proposal, grace, "not-yet", "It is cold.", by=jo, unnamed=True, how="phone")
    assert send(signed_in(kwame.user), url, TYPED).status_code == 302
    row = ProposalSay.objects.get()
    assert (row.says, row.words, row.entered_by) == ("agree", "", kwame)
