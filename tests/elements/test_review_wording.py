"""A review keeps the words in which it was answered."""

import copy
from typing import Any

import pytest

from elements import services
from elements.framework import read_framework
from elements.models import Framework, Indicator
from elements.services import Ballot
from tests import factories

NOW_IN_USE = read_framework()["version"]


@pytest.fixture
def review(project, jo, amina):
    return factories.ReviewFactory(project=project)


def reworded(**more: Any) -> dict[str, Any]:
    data = copy.deepcopy(read_framework()) | more
    data["elements"][0]["indicators"][0]["wording"] = "All we know counts the same."
    return data


def test_words_that_were_answered_are_not_changed(review):
    before = list(Indicator.objects.order_by("pk").values_list("wording", flat=True))
    with pytest.raises(services.WordsInUse, match="answered in other words"):
        services.seed_framework(reworded())
    assert list(Indicator.objects.order_by("pk").values_list("wording", flat=True)) == before


def test_the_same_words_are_seeded_again(review):
    services.seed_framework()
    assert review.asked_indicators()[0].key == "equal.experience"


def test_words_that_nobody_answered_can_be_changed(db):
    services.seed_framework(reworded())
    assert Indicator.objects.in_use().get(key="equal.experience").wording.startswith("All we know")


def test_a_new_version_leaves_an_open_review_its_words_and_answers(review, amina):
    old = review.asked_indicators()
    services.seed_framework(reworded(version=NOW_IN_USE + 1))

    ballot = Ballot({old[0].pk: 3})
    services.send_answers(review, member=amina, ballot=ballot, on=factories.DAY)
    services.close_review(review, now=factories.NOW)

    assert review.asked_indicators() == old
    assert review.results.count() == 38
    assert Framework.objects.in_use().get().version == NOW_IN_USE + 1
    later = factories.ReviewFactory(project=review.project)
    assert later.asked_indicators()[0].wording == "All we know counts the same."


def test_a_review_of_the_version_before_keeps_its_words_when_the_data_file_comes(
    project, jo, amina
):
    services.seed_framework(reworded(version=NOW_IN_USE - 1))
    old = factories.ReviewFactory(project=project)

    services.seed_framework()

    assert Framework.objects.in_use().get().version == NOW_IN_USE
    assert old.asked_indicators()[0].wording == "All we know counts the same."
    assert Indicator.objects.in_use().get(key="equal.experience").wording != (
        "All we know counts the same."
    )
