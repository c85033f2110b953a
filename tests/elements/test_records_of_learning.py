"""The records of an open mind, of what we do not ask, and of learning, in each of their four states."""

import pytest

from decisions.services import correct_decision
from elements.models import Asked, Lesson, Review, Words
from elements.records import RECORDS, read_records
from elements.records.record import RecordState
from elements.services import seed_framework
from tests import factories
from tests.elements.conftest import DAY, NOW, ago, decide
from tests.elements.test_records import ATTENTION, IN_PLACE, NOTHING, STARTED, counts, state
from tests.questions.rows import answered, behind, contribution, question


def learn(project, by, *, days: int = 10, tied: int | None = None, because: str = "", **change):
    """Record a lesson of so many days ago, tied so many days ago."""
    return factories.LessonFactory(
        project=project,
        recorded_by=by,
        recorded_at=ago(days),
        tied_at=None if tied is None else ago(tied),
        no_change_because=because,
        **change,
    )


def closed(project, *, days: int, answers=(), by=()) -> Review:
    """
    Make a review that was closed so many days ago, with the outcome of each answer to the standing question.

    :param by: members who answered; without any, somebody who does not run the project did.
    """
    review = Review.objects.create(
        project=project,
        framework_id=1,
        title="Review",
        opened_at=ago(days + 14),
        closes_on=DAY,
        closed_at=ago(days),
        answered_count=9,
    )
    for member in by or [factories.MemberFactory(project=project)]:
        Asked.objects.create(review=review, member=member, has_answered=True)
    for outcome in answers:
        Words.objects.create(review=review, text="Ask about the buses.", outcome=outcome)
    return review


def test_exploring(project, jo):
    key = "open.exploring"
    decide(project, jo)
    assert state(project, key) == NOTHING
    decide(project, jo, days=101, considered="Eye masks.")
    assert state(project, key) == ATTENTION
    decision = decide(project, jo, days=100, considered="Blinds.")
    assert state(project, key) == STARTED  # nobody explores a question
    asked = question(jo)
    heard(asked, jo, factories.MemberFactory(project=project))
    assert state(project, key) == STARTED  # one who does not run the project
    said = contribution(factories.MemberFactory(project=project), question=asked, answer_by=DAY)
    assert state(project, key) == STARTED  # no decision rests on what somebody said
    behind(said, decision)
    assert state(project, key) == IN_PLACE  # one of two decisions
    for days, found in ((91, IN_PLACE), (92, STARTED)):
        asked.ended_at, asked.end, asked.end_why = ago(days), "settled", "We know."
        asked.save()
        assert state(project, key) == found
    heard(question(jo), *factories.MemberFactory.create_batch(2, project=project))
    assert state(project, key) == IN_PLACE
    decide(project, jo)
    assert state(project, key) == STARTED  # one of three
    assert counts(project, key) == [
        "questions that we explore: 1",
        "of these, with words of two people or more: 1",
        "decisions in the 13 weeks up to the last one: 3",
        "of these, saying what else was considered: 1",
        "of these, resting on nothing that people said: 2",
    ]


def heard(asked, *members) -> None:
    for member in members:
        contribution(member, question=asked, answer_by=DAY)


def test_a_question_with_words_is_a_start_without_any_decision(project, jo, amina):
    heard(question(jo), amina)
    assert state(project, "open.exploring") == STARTED


def test_curiosity(project, jo):
    key = "open.curiosity"
    assert state(project, key) == NOTHING
    decide(project, jo, days=183, changed_our_mind="A porter told us of the noise.")
    assert state(project, key) == ATTENTION  # the last one is older than 26 weeks
    decide(project, jo, days=1)
    for _n in range(3):
        decide(project, jo, days=2)
    assert state(project, key) == STARTED  # four since
    decide(project, jo)
    assert state(project, key) == ATTENTION  # five
    decide(project, jo, days=181, changed_our_mind="We tried it at night.")
    assert state(project, key) == STARTED  # nobody has asked a question
    asked = question(jo)
    assert state(project, key) == STARTED  # who runs it did
    asked.asked_by, asked.asked_at = factories.MemberFactory(project=project), ago(183)
    asked.save()
    assert state(project, key) == STARTED  # longer ago than 26 weeks
    asked.asked_at = ago(182)
    asked.save()
    assert state(project, key) == IN_PLACE


def test_a_question_is_a_start_without_any_decision(project, amina):
    question(amina)
    assert state(project, "open.curiosity") == STARTED


def test_unasked(project, jo):
    key = "creative.unasked"
    Review.objects.create(
        project=project, framework_id=1, title="Open", opened_at=NOW, closes_on=DAY
    )
    assert state(project, key) == NOTHING  # it is open still
    closed(project, days=5, by=[jo])
    assert state(project, key) == NOTHING  # nobody answered but who runs the project
    closed(project, days=365)
    assert state(project, key) == ATTENTION
    closed(project, days=183)
    assert state(project, key) == STARTED
    closed(project, days=182, answers=["left-out"])
    assert state(project, key) == IN_PLACE
    review = closed(project, days=13, answers=["waiting"])
    assert state(project, key) == STARTED
    Review.objects.filter(pk=review.pk).update(closed_at=ago(15))
    assert state(project, key) == ATTENTION
    assert counts(project, key) == [
        "answers read: 1",
        "answers still to be read: 1",
        "told us, in reviews and at other times: 0",
        "of these, waiting for an answer: 0",
    ]


def test_what_people_tell_us_to_ask_by_themselves_counts_too(project, jo, amina):
    key = "creative.unasked"
    more = {"is_unasked": True, "answer_by": DAY}
    answered(contribution(jo, said_at=ago(5), **more), by=jo)
    assert state(project, key) == NOTHING  # who runs it has told
    said = contribution(amina, said_at=ago(183), **more)
    answered(said, by=jo)
    assert state(project, key) == STARTED
    said.said_at = ago(182)
    said.save()
    assert state(project, key) == IN_PLACE
    waits = contribution(None, project=project, is_unnamed=True, **more)
    assert state(project, key) == STARTED
    waits.answer_by = ago(1).date()
    waits.save()
    assert state(project, key) == ATTENTION
    assert counts(project, key)[2:] == [
        "told us, in reviews and at other times: 3",
        "of these, waiting for an answer: 1",
    ]


def test_lessons(project, jo):
    key = "iterative.lessons"
    assert state(project, key) == NOTHING
    closed(project, days=200)
    assert state(project, key) == STARTED
    step = factories.StepFactory(project=project, created_at=ago(250))
    lesson = learn(project, jo, days=300, tied=184, changed_step=step)
    assert state(project, key) == STARTED  # longer ago than 26 weeks
    Lesson.objects.filter(pk=lesson.pk).update(tied_at=ago(182))
    assert state(project, key) == IN_PLACE
    learn(project, jo, days=91)
    assert state(project, key) == IN_PLACE
    learn(project, jo, days=92)
    assert state(project, key) == ATTENTION
    assert counts(project, key) == [
        "reviews closed: 1",
        "lessons: 3",
        "lessons that led to a change: 1",
        "lessons still open: 2",
        "open for more than 13 weeks: 1",
    ]


def test_change(project, jo):
    key = "iterative.change"
    step = factories.StepFactory(project=project)
    step.changes.create(from_state="planned", to_state="doing", at=NOW)
    assert state(project, key) == NOTHING  # it went on as planned
    moved = step.changes.create(from_state="doing", to_state="dropped", at=ago(183))
    assert state(project, key) == STARTED
    lesson = learn(project, jo, tied=5, changed_step=step)
    assert state(project, key) == STARTED  # nothing changed in the last 26 weeks
    moved.at = ago(182)
    moved.save()
    assert state(project, key) == IN_PLACE
    lesson.delete()
    decision = decide(project, jo)
    correct_decision(decision, by=jo, base_version=1, change_why="A slip.", now=NOW, what="Dim it.")
    assert state(project, key) == STARTED  # no lesson behind it
    for _n in range(3):
        assert state(project, key) == STARTED
        learn(project, jo, tied=182, because="The ward cannot be closed.")
    assert state(project, key) == ATTENTION
    assert counts(project, key) == [
        "put in other words, of what the plan promises: 0",
        "steps dropped, taken up again or put in other words: 1",
        "added since the start to what is open or fixed: 0",
        "put in other words, of what is open or fixed: 0",
        "taken back, of what was open or fixed: 0",
        "decisions corrected, replaced or withdrawn: 1",
        "changes with a lesson behind them: 0",
    ]


def test_each_of_the_38_has_a_record(db):
    from elements.models import Indicator

    seed_framework()
    keys = set(Indicator.objects.in_use().values_list("key", flat=True))
    assert RECORDS.keys() == keys
    assert len(keys) == 38


@pytest.mark.parametrize("key", sorted(RECORDS))
def test_each_sentence_of_a_rule_is_short_and_plain(project, key):
    rules = read_records(project, on=DAY)[key].rules
    for words in (str(rules.of(one)) for one in RecordState):
        assert words.endswith(".")
        assert [one for one in words.split(". ") if len(one.split()) > 32] == []
