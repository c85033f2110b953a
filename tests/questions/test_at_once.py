"""Two people at the same moment: nothing is lost, and nothing is answered twice."""

from functools import partial

import pytest

from outbox.models import Delivery
from projects.models import Role
from questions.models import Contribution, ContributionAnswer
from questions.services import (
    AnsweredBefore,
    agree_with_answer,
    answer_contribution,
    judge_answer,
    send_answer_back,
)
from tests import factories
from tests.at_once import at_once
from tests.factories import NOW
from tests.questions.rows import answered, contribution, looked_at

pytestmark = pytest.mark.django_db(transaction=True)


def tried(deed):
    """Return what a deed brings, or the reason for which it does not."""
    try:
        return deed()
    except AnsweredBefore as reason:
        return type(reason)


def test_one_answer_is_given_and_told_once_however_many_send_one(amina, jo):
    said = contribution(amina)
    deeds = [
        partial(
            tried,
            partial(answer_contribution, said, outcome="no", reason=f"{n}", by=jo, now=NOW, seen=0),
        )
        for n in range(8)
    ]
    found = at_once(deeds)
    assert found.count(AnsweredBefore) == 7
    given = ContributionAnswer.objects.get()
    assert Contribution.objects.get().answer == given
    assert Delivery.objects.count() == 1


def test_a_button_pressed_often_gives_one_answer(amina, jo):
    said = contribution(amina)
    more = {"outcome": "no", "reason": "No.", "by": jo, "now": NOW, "seen": 0}
    at_once([partial(answer_contribution, said, **more) for _press in range(8)])
    assert ContributionAnswer.objects.count() == 1


def test_an_answer_and_a_no_at_the_same_moment(amina, jo):
    said = contribution(amina)
    first = answered(said, by=jo)
    answer = partial(answer_contribution, said, outcome="no", reason="Two.", by=jo, now=NOW, seen=1)
    refuse = partial(judge_answer, first, is_enough=False, why="When?", by=amina, now=NOW)
    found = at_once([partial(tried, answer), partial(tried, refuse)])
    first.refresh_from_db()
    said.refresh_from_db()
    assert (first.is_enough, first.not_enough_why) == (False, "When?")
    second = ContributionAnswer.objects.filter(number=2).first()
    assert said.answer == second
    assert (second is None) == (found[0] is AnsweredBefore)


def test_one_of_two_who_read_it_first_says_what_becomes_of_it(amina, jo):
    grace = factories.MemberFactory(project=amina.project, role=Role.FACILITATOR)
    answer = looked_at(contribution(amina), by=jo)
    found = at_once(
        [
            partial(tried, partial(agree_with_answer, answer, by=grace, now=NOW)),
            partial(tried, partial(send_answer_back, answer, why="Wait.", by=grace, now=NOW)),
        ]
    )
    row = ContributionAnswer.objects.get()
    assert found.count(AnsweredBefore) == 1
    assert (row.given_at is None) == bool(row.sent_back_why)
