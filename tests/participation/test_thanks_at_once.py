"""Two at once: thanks are given once, and are shown, between the two, or gone; never two of these."""

import pytest

from outbox.models import Delivery
from participation import services
from participation.models import MemberKey, SpentKey, Thanks
from participation.thanks import my_thanks
from tests import factories
from tests.at_once import at_once
from tests.factories import NOW
from tests.thanking import WORDS, shown_thanks, thank

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, user=factories.UserFactory())


def mixed(*deeds):
    """Return several deeds, each many times, by turns."""
    return [deed for _turn in range(TIMES) for deed in deeds]


def told(kind: str) -> int:
    return Delivery.objects.filter(message__kind=kind).count()


def test_one_form_sent_many_times_thanks_once(amina, bo):
    key = "5f3b2c1e-0000-4000-8000-000000000007"
    said = {"member": amina, "words": WORDS, "by": bo, "sent_key": key, "now": NOW}
    at_once([lambda: services.give_thanks(bo, **said)] * TIMES)
    assert (Thanks.objects.count(), MemberKey.objects.count()) == (1, 1)
    assert told("thanks_given") == 1


def test_both_thank_each_other_and_wait_for_nobody(amina, bo, jo):
    at_once(mixed(lambda: thank(bo, amina), lambda: thank(amina, bo), lambda: thank(jo, bo)))
    assert Thanks.objects.count() == 3 * TIMES
    assert MemberKey.objects.count() == 2
    assert {one.words for one in my_thanks(bo, {})["got"]} == {WORDS}


def test_the_same_answer_counts_once(amina, bo):
    row = thank(bo, amina)
    show = [lambda: services.answer_thanks(row, is_shown=True, now=NOW)] * TIMES
    assert sum(at_once(show)) == 1


def test_what_is_shown_while_it_is_taken_back_is_gone(amina, bo):
    row = thank(bo, amina)
    at_once(
        mixed(
            lambda: services.answer_thanks(row, is_shown=True, now=NOW),
            lambda: services.take_thanks_back(row),
            lambda: services.set_thanks_aside(row, now=NOW),
        )
    )
    assert (Thanks.objects.count(), MemberKey.objects.count()) == (0, 0)
    assert (SpentKey.objects.count(), told("thanks_given")) == (1, 0)


def test_what_is_kept_while_a_facilitator_sets_it_aside_is_shown_to_nobody(amina, bo, jo):
    row = shown_thanks(bo, amina)
    at_once(
        mixed(
            lambda: services.hide_thanks(row, why="It hurts.", by=jo, now=NOW),
            lambda: services.answer_thanks(row, is_shown=False, now=NOW),
        )
    )
    row.refresh_from_db()
    assert (row.is_shown, row.words) == (False, "")
    assert told("thanks_hidden") <= 1


def test_who_leaves_while_they_are_thanked_leaves_nothing_between_two(amina, bo):
    said = {"member": amina, "words": WORDS, "by": bo, "now": NOW}
    at_once(
        mixed(
            lambda: services.give_thanks(bo, **said),
            lambda: services.end_membership(amina, now=NOW),
        )
    )
    assert (Thanks.objects.count(), MemberKey.objects.count()) == (0, 0)
