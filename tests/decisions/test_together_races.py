"""Several settle one thing at once: one effect, no words lost, nobody gets an error of ours."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from core.ended import EndedBefore
from decisions.models import Decision, Proposal, ProposalSay
from decisions.services import (
    NotReplied,
    ProposalEnded,
    close_proposal,
    put_down_proposal,
    verify_chain,
)
from tests.decisions.proposing import a_proposal, people, say
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
EXPECTED = (EndedBefore, NotReplied, ProposalEnded, ValueError)


def at_once(*deeds):
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=20)
            return deed()
        except EXPECTED as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def close(proposal, by, how):
    row = Proposal.objects.get(pk=proposal.pk)
    return close_proposal(row, by=by, wording=1, how=how, now=NOW)


def put_down(proposal, by):
    put_down_proposal(Proposal.objects.get(pk=proposal.pk), by=by, why="No money.", now=NOW)


def test_of_two_who_close_it_one_does_and_the_other_is_told(project, jo, amina):
    proposal = a_proposal(project, jo)
    say(proposal, amina)
    got = at_once(
        lambda: close(proposal, jo, "Together"), lambda: close(proposal, amina, "By a vote")
    )
    assert sorted(type(one).__name__ for one in got) == ["Decision", "EndedBefore"]
    assert Decision.objects.count() == 1
    assert ProposalSay.objects.count() == 1
    assert verify_chain(project) == []


def test_of_one_who_closes_it_and_one_who_puts_it_down_one_does(project, jo, amina):
    proposal = a_proposal(project, jo)
    got = at_once(lambda: close(proposal, jo, "Together"), lambda: put_down(proposal, amina))
    assert sum(isinstance(one, EndedBefore) for one in got) == 1
    ended = Proposal.objects.get()
    assert bool(ended.put_down_why) != bool(ended.decision_id)


def test_a_say_that_comes_as_it_closes_is_in_it_or_is_told(project, jo, amina):
    for _time in range(4):
        proposal = a_proposal(project, jo)
        say(proposal, amina)
        closed, said = at_once(
            partial(close, proposal, jo, "Together"),
            partial(say, proposal, amina, "not-yet", "It is cold."),
        )
        if isinstance(closed, Decision):
            assert isinstance(said, ProposalEnded)
            assert "It is cold." not in closed.newest.dissent
            assert "1 agrees" in closed.newest.dissent
        else:
            assert isinstance(closed, NotReplied)
            assert ProposalSay.objects.get(proposal=proposal).words == "It is cold."


def test_the_fifth_who_says_it_without_a_name_opens_one_round(project, jo):
    proposal = a_proposal(project, jo)
    members = people(project, 6)
    at_once(*(lambda member=member: say(proposal, member) for member in members))
    rounds = ProposalSay.objects.order_by("pk").values_list("round", flat=True)
    assert sorted(rounds, key=str) == [1, 1, 1, 1, 1, None]
