"""Who has not had a say hears two days before and on the last day; facilitators hear when it should close."""

from datetime import timedelta

import pytest

from decisions.models import Proposal
from outbox.kinds import find_kind, put_into_words
from outbox.letters import reasons_over
from outbox.models import Channel, Delivery, Message
from outbox.reminders import find_people, remind
from outbox.services import set_preference
from tests import factories
from tests.decisions.proposing import a_proposal, say
from tests.factories import DAY, NOW

UNTIL = DAY + timedelta(days=7)


@pytest.fixture
def proposal(project, jo, amina):
    return a_proposal(project, jo, open_until=UNTIL)


def reminded(days):
    """Remind everybody so many days from the last day; return who hears, and what."""
    now = NOW + timedelta(days=7 + days)
    heard = {}
    for member in find_people(now=now):
        message = remind(member, now=now)
        heard[member.known_as] = put_into_words(message).summary
    return heard


def test_whoever_has_not_had_a_say_hears_before_and_on_the_last_day(proposal, jo, amina):
    say(proposal, jo)
    assert reminded(-3) == {}
    assert "Have your say: Two recliners" in reminded(-2)["Amina"]
    assert reminded(-1) == {}
    assert "Have your say: Two recliners" in reminded(0)["Amina"]


def test_whoever_had_a_say_is_not_reminded_of_it(proposal, jo, amina):
    say(proposal, amina, "not-yet", "It is cold there.")
    say(proposal, jo)
    heard = reminded(-2)
    assert list(heard) == ["Jo"]
    assert heard["Jo"].count("Have your say") == 0
    assert "Close it, or put it down: Two recliners" in heard["Jo"]


def test_after_its_day_facilitators_hear_and_nobody_else(proposal, jo, amina):
    assert list(reminded(1)) == ["Jo"]
    assert Proposal.objects.get().is_open


def test_what_is_asked_again_is_reminded_of_again(proposal, jo, amina):
    for member in (jo, amina):
        say(proposal, member)
    Proposal.objects.update(wording=2)
    assert "Have your say" in reminded(-2)["Amina"]


def test_a_call_is_over_when_they_had_their_say(proposal, project, jo):
    grace = factories.MemberFactory(project=project, user=None, known_as="Grace")
    set_preference(grace, channel=Channel.PHONE, rhythm="at-once", phone="1")
    reminded(-2)
    calls = list(
        Delivery.objects.filter(message__kind="due", member=grace).select_related(
            "message__project", "member"
        )
    )
    assert reasons_over(calls) == []
    say(proposal, grace, by=jo, how="phone")
    assert [reason for _row, reason in reasons_over(calls)] == ["All of it is done."]


def test_a_letter_that_asks_is_over_when_they_had_their_say(project, jo):
    grace = factories.MemberFactory(project=project, user=None, known_as="Grace")
    proposal = a_proposal(project, jo)
    rows = Delivery.objects.filter(member=grace).select_related("message__project", "member")
    assert reasons_over(list(rows)) == []
    kind = find_kind("proposal_opened")(Message.objects.get(kind="proposal_opened"))
    assert "May we show your name" in kind.question()
    say(proposal, grace, "not-yet", "It is cold.", by=jo, how="paper")
    assert [reason for _row, reason in reasons_over(list(rows))] == ["They have had their say."]


def test_facilitators_hear_when_a_decision_is_to_be_looked_at_again(project, jo, amina):
    factories.a_decision(project, jo, look_again_on=UNTIL, now=NOW - timedelta(days=30))
    heard = reminded(0)
    assert list(heard) == ["Jo"]
    assert "Look at decision 1 again: Lights are dimmed" in heard["Jo"]
