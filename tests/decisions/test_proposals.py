"""A decision is proposed, everybody has a say, and it ends in the log or is put down; nothing said is lost."""

from datetime import timedelta

import pytest

from core.ended import EndedBefore
from core.revisions import EditConflict
from core.standing import how_it_stands
from decisions.models import Decision, Proposal, ProposalSay
from decisions.rounds import is_named
from decisions.services import (
    NotReplied,
    ProposalEnded,
    ProposalReworded,
    SayIsGone,
    WhatIsSaid,
    change_proposal,
    close_proposal,
    correct_decision,
    have_say,
    put_down_proposal,
    reply_to_say,
    take_back_say,
    verify_chain,
)
from decisions.services.says import said_of
from outbox.models import Delivery, Message
from tests.decisions.proposing import a_proposal, people, say, saying, shown
from tests.factories import DAY, NOW

LATER = NOW + timedelta(days=1)


@pytest.fixture
def proposal(project, jo, amina):
    return a_proposal(project, jo)


def close(proposal, by, **more):
    return close_proposal(proposal, by=by, **{"wording": 1, "how": "Together", "now": NOW, **more})


def reply(row, by, words="We will look.", **more):
    reply_to_say(row, words=words, to_words=row.words, by=by, now=NOW, **more)


def put_down(proposal, by, why="No money."):
    put_down_proposal(proposal, by=by, why=why, now=NOW)


def reword(proposal, by, **words):
    row = Proposal.objects.get(pk=proposal.pk)
    for name, text in words.items():
        setattr(row, name, text)
    change_proposal(row, revision=row.revision, why="Rhys is right.", by=by, now=LATER)
    return row


def told(kind):
    return set(
        Delivery.objects.filter(message__kind=kind).values_list("member__known_as", flat=True)
    )


def test_everybody_who_takes_part_is_asked(proposal):
    assert told("proposal_opened") == {"Jo", "Amina"}


def test_a_say_can_be_changed_until_the_end(proposal, amina):
    say(proposal, amina, "not-yet", "Who washes the blankets?")
    say(proposal, amina, "agree")
    assert saying(proposal) == [("Amina", "agree", "")]


def test_a_say_about_other_words_is_not_kept(proposal, jo, amina):
    seen = Proposal.objects.get(pk=proposal.pk)
    reword(proposal, jo, what="One recliner")
    with pytest.raises(ProposalReworded):
        have_say(seen, member=amina, by=amina, said=WhatIsSaid(1, "agree"), now=NOW)
    assert saying(proposal) == []


def test_other_words_ask_everybody_again_and_keep_what_was_said(proposal, jo, amina):
    say(proposal, amina, "agree")
    now = reword(proposal, jo, what="One recliner")
    assert list(Proposal.objects.waiting_for(amina)) == [now]
    assert told("proposal_changed") == {"Jo", "Amina"}
    (change,) = now.changes.all()
    assert ("Two recliners" in change.was, change.wording, change.why) == (
        True,
        1,
        "Rhys is right.",
    )
    assert shown(proposal).said == 0
    assert saying(proposal) == [("Amina", "agree", "")]


def test_people_hear_once_a_day_that_words_changed(proposal, jo):
    reword(proposal, jo, what="One recliner")
    reword(proposal, jo, what="Three recliners")
    assert Message.objects.filter(kind="proposal_changed").count() == 1


def test_another_day_asks_nobody_again(proposal, jo, amina):
    say(proposal, amina)
    now = reword(proposal, jo, open_until=DAY + timedelta(days=20))
    assert (now.wording, now.changes.count()) == (1, 0)
    assert Proposal.objects.get().open_until == DAY + timedelta(days=20)
    assert not Proposal.objects.waiting_for(amina).exists()


def test_of_two_who_change_it_the_second_is_told(proposal, jo):
    mine = Proposal.objects.get(pk=proposal.pk)
    reword(proposal, jo, what="One recliner")
    mine.what = "Three recliners"
    with pytest.raises(EditConflict):
        change_proposal(mine, revision=1, why="Because.", by=jo, now=LATER)
    assert Proposal.objects.get().what == "One recliner"


def test_what_was_not_sure_of_the_words_before_still_wants_its_reply(proposal, jo, amina):
    row = say(proposal, amina, "not-yet", "Who can see me there?")
    reword(proposal, jo, what="One recliner")
    with pytest.raises(NotReplied):
        close(proposal, jo, wording=2)
    reply(row, jo)
    assert "Who can see me there?" in close(proposal, jo, wording=2).newest.dissent


def test_who_says_something_to_the_new_words_stands_by_that(proposal, jo, amina):
    say(proposal, amina, "not-yet", "Who can see me there?")
    reword(proposal, jo, what="One recliner")
    say(proposal, amina, "agree")
    assert shown(proposal).not_sure == []
    assert close(proposal, jo, wording=2).newest.dissent == "1 agrees."


@pytest.mark.parametrize("says", ["concern", "not-yet"])
def test_it_closes_only_with_a_reply_to_who_is_not_sure(says, proposal, jo, amina):
    row = say(proposal, amina, says, "It is cold there.")
    with pytest.raises(NotReplied):
        close(proposal, jo)
    assert Proposal.objects.get().is_open
    reply(row, jo)
    decision = close(proposal, jo)
    assert "Amina" in decision.newest.dissent
    assert "“It is cold there.”\nJo replied: “We will look.”" in decision.newest.dissent
    assert verify_chain(proposal.project) == []


def test_other_words_want_another_reply(proposal, jo, amina):
    reply(say(proposal, amina, "not-yet", "It is cold there."), jo)
    say(proposal, amina, "not-yet", "It is dark there.")
    with pytest.raises(NotReplied):
        close(proposal, jo)
    assert ProposalSay.objects.get().reply == "We will look."


def test_a_correction_keeps_who_was_not_sure(proposal, jo, amina):
    reply(say(proposal, amina, "not-yet", "It is cold there."), jo)
    decision = close(proposal, jo)
    before = decision.newest
    correct_decision(
        decision, by=jo, base_version=1, change_why="A slip.", how="By hand", now=LATER
    )
    assert Decision.objects.get().newest.dissent == before.dissent != ""


def test_a_reply_is_to_the_words_that_were_read(proposal, jo, amina):
    row = say(proposal, amina, "not-yet", "It is cold there.")
    say(proposal, amina, "not-yet", "It is dark there.")
    with pytest.raises(SayIsGone):
        reply(row, jo)
    say(proposal, amina, "agree")
    with pytest.raises(SayIsGone):
        reply(ProposalSay.objects.get(), jo)


def test_who_shows_their_name_is_told_of_a_reply(proposal, jo, amina):
    reply(say(proposal, amina, "not-yet", "It is cold there."), jo)
    assert told("say_replied") == {"Amina"}


def test_an_email_of_a_reply_gives_nobody_away(proposal, jo, amina):
    row = say(proposal, amina, "not-yet", "It is cold there.", unnamed=True)
    reply(row, jo)
    assert ProposalSay.objects.get().reply == "We will look."
    assert told("say_replied") == set()


def test_it_names_who_had_a_say_and_wants_to_be_named(proposal, jo, amina):
    (derek,) = people(proposal.project, 1)
    say(proposal, jo)
    say(proposal, derek, "aside")
    reply(say(proposal, amina, "concern", "It is cold."), jo)
    makers = close(proposal, jo).newest.makers.all()
    assert {(str(row), row.as_what) for row in makers} == {
        ("Jo", ""),
        ("Amina", "agreed, with a concern"),
    }


def test_who_closes_it_made_it_when_nobody_else_had_a_say(proposal, jo):
    assert [str(row) for row in close(proposal, jo).newest.makers.all()] == ["Jo"]


def test_what_was_taken_back_does_not_count_and_is_not_asked_again(proposal, jo, amina):
    say(proposal, amina, "not-yet", "It is cold there.")
    take_back_say(proposal, member=amina)
    assert (shown(proposal).said, saying(proposal)) == (0, [("Amina", "", "")])
    assert not Proposal.objects.waiting_for(amina).exists()
    close(proposal, jo)
    assert ProposalSay.objects.count() == 0


def test_it_is_put_down_with_a_reason_that_everybody_hears(proposal, jo, amina):
    say(proposal, amina)
    put_down(proposal, jo)
    assert Proposal.objects.put_down().get().put_down_why == "No money."
    assert told("proposal_put_down") == {"Jo", "Amina"}
    assert not Decision.objects.exists()


def test_of_two_who_end_it_the_second_is_told(proposal, jo, amina):
    first = close(proposal, jo)
    assert close(proposal, amina) == first
    with pytest.raises(EndedBefore) as told_second:
        close(proposal, amina, how="By a vote")
    assert (told_second.value.theirs, told_second.value.mine) == ("Together", "By a vote")
    with pytest.raises(EndedBefore):
        put_down(proposal, amina)
    assert Decision.objects.count() == 1


def test_what_is_put_down_is_put_down_once(proposal, jo, amina):
    put_down(proposal, jo)
    put_down(proposal, amina)
    with pytest.raises(EndedBefore):
        put_down(proposal, amina, "Nobody wants it.")
    with pytest.raises(EndedBefore):
        close(proposal, amina)


def test_nothing_is_said_of_what_has_ended(proposal, jo, amina):
    put_down(proposal, jo)
    with pytest.raises(ProposalEnded):
        say(proposal, amina)
    with pytest.raises(ProposalEnded):
        take_back_say(proposal, member=amina)


def test_a_change_of_words_is_seen_before_it_closes(proposal, jo):
    reword(proposal, jo, what="One recliner")
    with pytest.raises(ProposalReworded):
        close(proposal, jo)


def test_whoever_writes_for_somebody_is_named(proposal, jo, amina):
    row = say(proposal, amina, "concern", "It is cold.", by=jo, how="phone")
    assert (row.entered_by, row.entered_how, is_named(row)) == (jo, "phone", True)
    row = say(proposal, amina, "agree")
    assert (row.entered_by, row.entered_how) == (None, "")


def test_of_two_who_write_for_somebody_the_second_is_told(proposal, jo, amina):
    names = ["says", "words", "is_unnamed"]
    stood = how_it_stands(said_of(proposal, amina), names)
    say(proposal, amina, "not-yet", "It is cold.", by=jo, stood=stood)
    with pytest.raises(EditConflict):
        say(proposal, amina, "agree", by=jo, stood=stood)
    assert saying(proposal) == [("Amina", "not-yet", "It is cold.")]
