"""What is done to one review, word or indicator leaves those beside it as they are."""

from datetime import timedelta

import pytest

from elements import services
from elements.models import Indicator, PlannedReview, Review
from elements.models.reviews import Words
from tests import factories
from tests.elements.conftest import DAY, NOW
from tests.neighbours import changed_by

LATER = DAY + timedelta(days=30)


@pytest.fixture
def reviews(project, twin, jo) -> list[Review]:
    """Two open reviews that have one member each to ask."""
    factories.MemberFactory(project=twin)
    return [factories.ReviewFactory(project=where) for where in (project, twin)]


@pytest.mark.parametrize(
    "act",
    [
        lambda one: services.extend_review(one, closes_on=LATER, why="Some were away."),
        lambda one: services.remind_of_review(one, on=one.closes_on, now=NOW),
        lambda one: services.close_review(one, now=NOW),
    ],
)
def test_one_review_alone(reviews, act):
    assert changed_by(lambda: act(reviews[0]), Review) == {reviews[0].pk}


def test_what_was_said_in_one_review_stays_when_another_is_closed(reviews):
    third = factories.MemberFactory().project
    closed = factories.ReviewFactory(project=third, words=["A", "B"])
    for review in reviews:
        review.words.create(text="It is loud.")
    theirs = {row.pk for review in (reviews[1], closed) for row in review.words.all()}
    changed = changed_by(lambda: services.close_review(reviews[0], now=NOW), Words)
    # Its own word is written anew, under another key.
    assert len(changed) == 2
    assert changed.isdisjoint(theirs)


def test_one_word_alone_is_settled(db):
    project = factories.MemberFactory().project
    review = factories.ReviewFactory(project=project, words=["It is loud.", "It is cold."])
    one = review.words.first()

    def settle() -> None:
        services.settle_words(one, outcome=Words.Outcome.LEFT_OUT, taken_out=[], now=NOW)

    assert changed_by(settle, Words) == {one.pk}


def test_one_indicator_of_ones_own_alone_is_retired_and_none_of_the_framework(project):
    one, _other = (factories.own_indicator(project.organisation, wording=w) for w in ("A", "B"))
    table = Indicator
    assert changed_by(lambda: services.retire_indicator(one, now=NOW), table) == {one.pk}
    assert (
        changed_by(lambda: services.retire_indicator(one, now=NOW.replace(year=2027)), table)
        == set()
    )
    of_all = Indicator.objects.filter(organisation=None).first()
    assert changed_by(lambda: services.retire_indicator(of_all, now=NOW), table) == set()


def test_the_planned_review_of_one_project_alone_is_cancelled(project, twin):
    mine, _theirs = (
        PlannedReview.objects.create(project=where, title="T", opens_on=DAY, closes_on=LATER)
        for where in (project, twin)
    )
    key = mine.pk
    assert changed_by(lambda: services.cancel_planned_review(project), PlannedReview) == {key}
