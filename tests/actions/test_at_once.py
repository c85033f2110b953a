"""Two people do something with one promise at the same moment: one of them comes first, and nothing is half done."""

from functools import partial

import pytest

from actions import services
from actions.models import Action, Takeover
from outbox.models import Delivery
from tests import factories
from tests.actions.rows import asked_to_take_over
from tests.at_once import at_once
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = 8


def refused(deed):
    """Do it; return whether somebody was refused."""
    try:
        deed()
    except services.CannotTakeOver:
        return True
    return False


def test_two_people_are_asked(project, jo, amina):
    bo = factories.MemberFactory(project=project)
    for _pair in range(PAIRS):
        action = factories.ActionFactory(project=project, owner=jo)
        ask = partial(services.ask_to_take_over, action, by=jo, now=NOW)
        heard = at_once(partial(refused, partial(ask, to=to)) for to in (amina, bo))
        assert sorted(heard) == [False, True]
        assert action.takeovers.count() == 1


def test_it_is_taken_over_and_declined(jo, amina):
    for _pair in range(PAIRS):
        takeover = asked_to_take_over(amina, by=jo)
        answer = partial(services.answer_takeover, takeover, by=amina, now=NOW)
        heard = at_once(
            partial(answer, is_yes=is_yes, reply=reply)
            for is_yes, reply in ((True, "Gladly."), (False, "I am away."))
        )
        assert sorted(heard) == [False, True]
        takeover = Takeover.objects.select_related("action").get(pk=takeover.pk)
        is_taken = takeover.outcome == Takeover.Outcome.TAKEN
        assert takeover.reply == ("Gladly." if is_taken else "I am away.")
        assert takeover.action.owner_id == (amina if is_taken else jo).pk


def test_it_is_taken_over_while_it_is_finished(jo, amina):
    for _pair in range(PAIRS):
        takeover = asked_to_take_over(amina, by=jo)
        action = Action.objects.get(pk=takeover.action_id)
        told = Delivery.objects.count()
        at_once(
            [
                partial(services.answer_takeover, takeover, is_yes=True, by=amina, now=NOW),
                partial(services.finish_action, action, outcome="They come.", by=jo, now=NOW),
            ]
        )
        takeover.refresh_from_db()
        action.refresh_from_db()
        is_taken = takeover.outcome == Takeover.Outcome.TAKEN
        assert action.outcome == "They come."
        assert action.owner_id == (amina if is_taken else jo).pk
        assert Delivery.objects.count() - told == is_taken
