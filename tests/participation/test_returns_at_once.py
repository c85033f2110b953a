"""Two at once: what people get in return is offered once, and no answer to it is lost or counted twice."""

import pytest

from outbox.models import Delivery
from participation import services
from participation.models import MemberKey, Return
from projects.models import Role
from tests import factories
from tests.at_once import at_once
from tests.factories import DAY, NOW
from tests.returning import THING, offer, promise_return

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture
def grace(project):
    return factories.MemberFactory(
        project=project, known_as="Grace", role=Role.FACILITATOR, user=factories.UserFactory()
    )


def told(kind: str) -> int:
    return Delivery.objects.filter(message__kind=kind).count()


def test_one_offer_sent_many_times_is_one(amina, jo):
    key = "5f3b2c1e-0000-4000-8000-000000000002"
    said = {"thing": THING, "by": jo, "due_on": DAY, "said_by": jo, "sent_key": key, "now": NOW}
    at_once([lambda: services.offer_return(amina, **said)] * TIMES)
    assert (Return.objects.count(), MemberKey.objects.count()) == (1, 1)
    assert told("return_offered") == 1


def test_it_is_given_once_and_asked_about_once(amina, jo):
    row = promise_return(amina, jo, now=NOW)
    assert sum(at_once([lambda: services.give_return(row, by=jo, now=NOW)] * TIMES)) == 1
    assert told("return_given") == 1


def test_a_yes_and_a_withdrawal_leave_one_state(amina, jo):
    row = offer(amina, jo, now=NOW)
    yes = [lambda: services.answer_return(row, is_wanted=True, now=NOW)] * TIMES
    no = [lambda: services.withdraw_return(row, why="X", by=jo, now=NOW)] * TIMES
    at_once([one for pair in zip(yes, no, strict=True) for one in pair])
    row.refresh_from_db()
    assert (row.state, told("return_withdrawn")) == ("withdrawn", 1)


def test_offers_and_needs_of_two_people_by_two_facilitators_wait_for_nobody(
    project, amina, jo, grace
):
    deeds = []
    for member, by in ((amina, jo), (jo, grace), (grace, jo)):
        deeds += [lambda m=member, b=by: offer(m, b, now=NOW)] * 2
        said = {"needs": {"costs": "A"}, "by": by, "now": NOW}
        deeds += [lambda m=member, s=said: services.record_needs(m, **s)] * 2
    at_once([*deeds, lambda: services.change_role(amina, role=Role.FACILITATOR, now=NOW)])
    assert Return.objects.count() == 6
    assert MemberKey.objects.count() == 6


def test_what_is_offered_while_it_is_taken_back_is_whole_or_gone(amina, jo):
    give = [lambda: offer(amina, jo, now=NOW)] * TIMES
    back = [lambda: services.take_back(amina, "returns", now=NOW)] * TIMES
    at_once([one for pair in zip(give, back, strict=True) for one in pair])
    services.destroy_spent_keys()
    assert all(read.thing == THING for read in services.read_returns(amina))
