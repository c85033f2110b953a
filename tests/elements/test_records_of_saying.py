"""The records of ideas, of answers, and of other ways to ask a question, in each of their four states."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.elements.conftest import DAY, ago
from tests.elements.test_records import (
    ATTENTION,
    IN_PLACE,
    NOTHING,
    STARTED,
    counts,
    record,
    state,
)
from tests.questions.rows import answered, contribution, question, wording


@pytest.fixture
def three(project, amina):
    """Three members who do not run the project."""
    return [amina, *factories.MemberFactory.create_batch(2, project=project)]


def idea(by, *, days: int = 5, **more):
    return contribution(by, kind="idea", said_at=ago(days), answer_by=DAY, **more)


def test_potential(project, jo, three):
    key = "creative.potential"
    idea(jo)
    idea(None, project=project, is_unnamed=True)
    idea(None, project=project, for_whom="A porter", entered_by=jo)
    contribution(three[0], kind="worry", answer_by=DAY)
    assert state(project, key) == NOTHING  # no idea in the name of a participant
    old = idea(three[0], days=183)
    assert state(project, key) == ATTENTION  # longer ago than 26 weeks
    old.said_at = ago(182)
    old.save()
    assert state(project, key) == STARTED  # longer ago than 13 weeks
    idea(three[0])
    assert state(project, key) == IN_PLACE  # one of three
    factories.MemberFactory(project=project)
    assert state(project, key) == STARTED  # one of four
    idea(three[1])
    assert state(project, key) == IN_PLACE
    group = factories.GroupFactory(project=project)
    factories.SpeaksForFactory(group=group, member=three[1])
    late = idea(three[2])
    late.answer_by = DAY - timedelta(days=1)
    late.save()
    assert state(project, key) == ATTENTION
    assert record(project, key).sentence == (
        "3 of 4 people who do not run the project have said an idea."
    )
    assert counts(project, key) == [
        "ideas: 7",
        "groups with an idea: 1",
        "ideas past the day of their answer: 1",
    ]


def test_somebody_who_left_is_none_of_those_who_have_an_idea(project, three):
    idea(three[0])
    idea(three[1])
    three[1].left_at = ago(1)
    three[1].save()
    assert record(project, "creative.potential").sentence.startswith("1 of 2 people")


def test_listening(project, jo, three):
    key = "creative.listening"
    assert state(project, key) == NOTHING
    answered(contribution(jo, answer_by=DAY), by=jo)
    assert state(project, key) == NOTHING  # who runs it has said something
    said = contribution(three[0], said_at=ago(190), answer_by=DAY)
    assert state(project, key) == STARTED
    answered(said, by=jo, at=ago(183))
    assert state(project, key) == STARTED  # the answer is older than 26 weeks
    answered(said, by=jo, at=ago(182), number=2, outcome="no")
    assert state(project, key) == IN_PLACE
    contribution(three[1], said_at=ago(5), answer_by=DAY)
    assert state(project, key) == IN_PLACE
    contribution(None, project=project, for_whom="A porter", answer_by=DAY - timedelta(days=1))
    assert state(project, key) == ATTENTION
    assert record(project, key).sentence == "2 of 4 things that people said have an answer."
    assert counts(project, key) == [
        "answered by the day promised first: 2",
        "answered with a no, and why: 1",
        "waiting for an answer: 2",
        "past the promised day: 1",
    ]


def test_an_answer_is_in_time_by_the_day_that_was_promised_first(project, jo, amina):
    said = contribution(
        amina,
        answer_by=DAY,
        first_answer_by=DAY - timedelta(days=9),
        later_why="We were few.",
    )
    first = said.first_answer_by
    for days, found in ((9, 1), (8, 0)):
        answered(said, by=jo, at=ago(days), number=days)
        assert timezone.localdate(said.answer.given_at) == first + timedelta(days=9 - days)
        assert counts(project, "creative.listening")[0].endswith(f": {found}")


def test_reframing(project, jo, three):
    key = "creative.reframing"
    asked = question(jo)
    wording(asked, jo, outcome="taken", answered_at=ago(1))
    assert state(project, key) == NOTHING  # who runs it did
    row = wording(asked, three[0], at=ago(29))
    assert state(project, key) == ATTENTION  # nobody has answered for more than four weeks
    row.at = ago(28)
    row.save()
    assert state(project, key) == STARTED
    row.outcome, row.answered_at, row.answer = "declined", ago(1), "We ask it so."
    row.save()
    assert state(project, key) == STARTED  # none was taken
    taken = wording(asked, three[1], at=ago(183), outcome="taken", answered_at=ago(150))
    assert state(project, key) == IN_PLACE
    row.delete()
    assert state(project, key) == STARTED  # longer ago than 26 weeks
    taken.at = ago(182)
    taken.save()
    assert state(project, key) == IN_PLACE
    ended = question(jo, ended_at=ago(1), end="settled", end_why="We know.")
    wording(ended, three[0], at=ago(60))
    assert state(project, key) == IN_PLACE  # nobody has to answer what was settled
    assert counts(project, key) == [
        "asked another way by participants: 2",
        "of these, taken: 1",
        "not taken, and why: 0",
        "not answered yet: 0",
    ]
