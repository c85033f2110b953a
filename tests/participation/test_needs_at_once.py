"""Two at once: what people need stays readable or is gone, whatever happens beside it; nobody waits for ever."""

from contextlib import suppress
from datetime import timedelta

import pytest

from core.own_keys import is_own_key_there
from participation import services
from participation.models import Greeting, MemberKey, Need
from projects.models import Role
from tests import factories
from tests.at_once import at_once
from tests.factories import DAY, NOW
from tests.needing import say_needs

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture
def grace(project):
    return factories.MemberFactory(
        project=project, known_as="Grace", role=Role.FACILITATOR, user=factories.UserFactory()
    )


def test_two_facilitators_write_down_what_two_people_need(project, jo, grace, amina):
    ben = factories.MemberFactory(project=project, user=None)

    def write(member, by, turn):
        return lambda: services.record_needs(
            member, needs={"costs": f"A {turn}"}, readers=[jo.pk, grace.pk], by=by, now=NOW
        )

    deeds = [write(*whose, turn) for turn in range(TIMES) for whose in ((amina, jo), (ben, grace))]
    assert all(at_once(deeds))
    for member in (amina, ben):
        assert services.needs_said(member)["costs"].startswith("A ")
        assert member.named_readers.count() == 2
    assert MemberKey.objects.count() == 2


def test_facilitators_say_what_they_need_and_one_takes_part_no_more(project, jo, grace, amina):
    def leave():
        services.change_role(grace, role=Role.PARTICIPANT, now=NOW)

    say = [
        lambda one=one: say_needs(one, jo, grace, amina, costs="B") for one in (jo, grace, amina)
    ]
    at_once([*say, leave])
    assert [services.needs_said(one) for one in (jo, grace, amina)] == [{"costs": "B"}] * 3


def test_what_is_said_while_it_is_taken_back_is_whole_or_gone(project, jo, amina):
    say = [lambda: bool(services.record_needs(amina, needs={"costs": "A"}, now=NOW))] * TIMES
    back = [lambda: services.take_back(amina, "needs", now=NOW)] * TIMES
    at_once([one for pair in zip(say, back, strict=True) for one in pair])
    services.destroy_spent_keys()
    assert services.needs_said(amina) in ({}, {"costs": "A"})
    keys = [key.name for key in MemberKey.objects.all()]
    assert len(keys) == bool(Need.objects.count())
    assert all(map(is_own_key_there, keys))


def test_what_is_said_while_keys_are_changed_stays_readable(project, jo, amina):
    say_needs(amina, jo, costs="A 0", access="B")
    key = MemberKey.objects.get()

    def say(turn):
        return lambda: services.record_needs(
            amina, needs={"costs": f"A {turn}", "access": "B"}, now=NOW
        )

    deeds = [say(turn) for turn in range(TIMES)]
    at_once([*deeds, *[lambda: services.rotate_key(key, now=NOW)] * TIMES])
    services.destroy_spent_keys()
    said = services.needs_said(amina)
    assert (said["costs"][:2], said["access"]) == ("A ", "B")


def test_nobody_promises_at_once_what_somebody_else_does(project, jo, grace, amina):
    need = say_needs(amina, jo, grace, costs="A")
    stood = need.stand

    def promise(by):
        def keep():
            with suppress(services.NeedChanged):
                return services.promise_need(need, by=by, due_on=DAY, stood=stood, now=NOW)
            return False

        return keep

    assert sum(at_once([promise(by) for by in (jo, grace)] * TIMES)) == 1


def test_one_hello_is_noted_once(project, jo, grace, amina):
    greeting = Greeting.objects.create(
        project=project, member=amina, by=jo, due_on=DAY, made_at=NOW - timedelta(days=1)
    )
    note = [lambda by=by: services.note_hello(greeting, by=by, now=NOW) for by in (jo, grace)]
    assert sum(at_once(note * TIMES)) == 1
