"""
Two people do one thing at the same moment, many times over: one effect, no words lost, no error of ours.

A few pairs each time; before a release 1,000, on both databases:
``COPRODUCE_PAIRS=1000 ./test --postgres tests/coproduce/test_pairs.py``
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from core.ended import EndedBefore
from decisions.models import Decision, ProposalSay
from decisions.services import NotReplied, ProposalEnded, close_proposal, verify_chain
from outbox.models import Delivery
from projects.models import Role
from questions.models import Contribution, ContributionAnswer
from questions.services import (
    AnsweredBefore,
    QuestionReworded,
    answer_contribution,
    answer_wording,
    choose_outside,
    how_question_stands,
    publish_words,
    take_words_back,
)
from tests import factories
from tests.decisions.proposing import a_proposal, say
from tests.factories import NOW
from tests.questions.rows import contribution, question, wording

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = int(os.environ.get("COPRODUCE_PAIRS", "4"))
#: What a person is told, in words of ours; anything else would be an error that nobody expects.
TOLD = (AnsweredBefore, EndedBefore, NotReplied, ProposalEnded, QuestionReworded)


def both(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Do both at the same moment, each over a connection of its own; return what each brought, or was told."""
    start = Barrier(2)

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return deed()
        except TOLD as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (first, second)))


@pytest.fixture
def grace(project):
    return factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR)


def test_one_thing_is_answered_twice(jo, grace, amina):
    for _pair in range(PAIRS):
        said = contribution(amina)
        told = Delivery.objects.count()
        answer = partial(answer_contribution, said, outcome="partly", now=NOW, seen=0)
        got = both(partial(answer, reason="Yes.", by=jo), partial(answer, reason="No.", by=grace))
        assert sorted(type(one).__name__ for one in got) == ["AnsweredBefore", "ContributionAnswer"]
        (given,) = ContributionAnswer.objects.filter(contribution=said)
        assert Contribution.objects.get(pk=said.pk).answer == given
        assert Delivery.objects.count() == told + 1


def test_a_proposal_is_closed_twice(project, jo, grace, amina):
    for pair in range(PAIRS):
        proposal = a_proposal(project, jo)
        say(proposal, amina)
        close = partial(close_proposal, proposal, wording=1, now=NOW)
        got = both(partial(close, by=jo, how="Together"), partial(close, by=grace, how="By a vote"))
        assert sorted(type(one).__name__ for one in got) == ["Decision", "EndedBefore"]
        assert Decision.objects.count() == pair + 1
    assert verify_chain(project) == []


def test_a_say_is_changed_while_it_closes(project, jo, amina):
    for _pair in range(PAIRS):
        proposal = a_proposal(project, jo)
        say(proposal, amina)
        closed, said = both(
            partial(close_proposal, proposal, by=jo, wording=1, how="Together", now=NOW),
            partial(say, proposal, amina, "not-yet", "It is cold."),
        )
        if isinstance(closed, Decision):
            assert isinstance(said, ProposalEnded)
            assert "1 agrees" in closed.newest.dissent
        else:
            assert isinstance(closed, NotReplied)
            assert ProposalSay.objects.get(proposal=proposal).words == "It is cold."
    assert verify_chain(project) == []


def test_something_is_taken_back_while_it_is_answered(jo, amina):
    for _pair in range(PAIRS):
        said = contribution(amina, words="It is cold at night.")
        both(
            partial(take_words_back, said, by=amina, now=NOW),
            partial(answer_contribution, said, outcome="partly", reason="Yes.", by=jo, now=NOW),
        )
        row = Contribution.objects.get(pk=said.pk)
        assert row.is_taken_back
        assert (row.words, row.words_set_aside) == ("Taken back by whoever said it.", "")
        # The answer was somebody's words: it is there, or its author was told.
        assert [answer.reason for answer in row.answers.all()] in ([], ["Yes."])


@pytest.mark.parametrize("end", ["taken back", "no"])
def test_something_is_published_while_its_author_says_no(jo, amina, end):
    for _pair in range(PAIRS):
        said = contribution(amina, words="It is cold at night.", may_be_public=True)
        ends = {
            "taken back": partial(take_words_back, said, by=amina, now=NOW),
            "no": partial(choose_outside, said, outside="", by=amina, now=NOW),
        }
        both(partial(publish_words, said, by=jo, now=NOW), ends[end])
        row = Contribution.objects.get(pk=said.pk)
        assert (row.public_at, row.outside) == (None, "")


def test_another_way_to_ask_is_adopted_twice(jo, grace, amina):
    for _pair in range(PAIRS):
        asked = question(amina)
        other = wording(asked, amina)
        answer = partial(answer_wording, other, now=NOW)
        got = both(
            partial(answer, outcome="taken", words="", by=jo),
            partial(answer, outcome="declined", words="It is another question.", by=grace),
        )
        assert sum(isinstance(one, EndedBefore) for one in got) == 1
        other.refresh_from_db()
        asked.refresh_from_db()
        assert (other.outcome == "taken") == (asked.words == other.words)


def test_two_other_ways_to_ask_are_adopted_at_once(jo, grace, amina):
    for _pair in range(PAIRS):
        asked = question(amina)
        ways = [wording(asked, amina, words=words) for words in ("Where to lie?", "Where to sit?")]
        stood = how_question_stands(asked)
        got = both(
            *(
                partial(answer_wording, way, outcome="taken", words="", by=by, stood=stood, now=NOW)
                for way, by in zip(ways, (jo, grace), strict=True)
            )
        )
        asked.refresh_from_db()
        taken = list(asked.wordings.filter(outcome="taken"))
        assert [way.words for way in taken] == [asked.words]
        assert sum(isinstance(one, QuestionReworded) for one in got) == 1
