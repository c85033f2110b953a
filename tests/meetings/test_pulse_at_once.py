"""Many things at the same moment: one answer of a person, never more than people were there, closed and opened once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from ballots.models import Seal, SealedPiece
from meetings import services, tasks
from meetings.models import Pulse, PulseResult
from outbox.models import Message
from tests.at_once import at_once
from tests.pulsing import a_pulse, held_meeting, note, people_of, say, say_on_paper

pytestmark = pytest.mark.django_db(transaction=True)


def refused(deed) -> str:
    try:
        return "in" if deed() is not False else "again"
    except (services.EverybodyAnswered, services.PulseIsClosed) as error:
        return type(error).__name__


def test_fifty_answers_of_one_member_at_once_are_one(project, jo):
    people = people_of(project, 5)
    pulse = a_pulse(project, jo, *people)
    heard = at_once([lambda: refused(lambda: say(pulse, people[0]))] * 50)
    assert Counter(heard) == {"in": 1, "again": 49}
    assert (Pulse.objects.get().places.taken, SealedPiece.objects.count()) == (1, 1)


def test_many_answers_at_once_are_never_more_than_people_were_there(project, jo):
    people = people_of(project, 5)
    pulse = a_pulse(project, jo, *people, others=1)
    deeds = [lambda: refused(lambda: say_on_paper(pulse, way="room"))] * 12
    deeds += [lambda one=one: refused(lambda: say(pulse, one)) for one in people]
    heard = at_once(deeds)
    assert Counter(heard) == {"in": 6, "EverybodyAnswered": 11}
    assert (Pulse.objects.get().places.taken, SealedPiece.objects.count()) == (6, 6)


def test_workers_that_close_at_once_close_once(project, jo):
    people = people_of(project, 5)
    pulse = a_pulse(project, jo, *people)
    for member in people:
        say(pulse, member)
    done = at_once([lambda: services.close_pulse(pulse, now=timezone.now())] * 6)
    assert sorted(done) == [False] * 5 + [True]
    assert PulseResult.objects.count() == 3


def test_an_answer_that_comes_while_it_closes_is_in_or_refused(project, jo):
    people = people_of(project, 7)
    pulse = a_pulse(project, jo, *people)
    for member in people[:5]:
        say(pulse, member)
    late = timezone.now() + timedelta(days=8)
    deeds = [lambda: services.close_pulse(pulse, now=late)]
    heard = at_once(
        [*deeds, *[lambda one=one: refused(lambda: say(pulse, one)) for one in people[5:]]]
    )
    assert Pulse.objects.get().answered == 5 + heard.count("in")
    assert not SealedPiece.objects.exists()


def test_workers_that_ask_at_once_ask_once(project, jo):
    people = people_of(project, 5)
    meeting = held_meeting(project, jo)
    note(meeting, jo, *people)
    Pulse.objects.all().delete()
    Message.objects.filter(kind="pulse_asked").delete()
    at_once([tasks.open_due_pulses] * 4)
    assert (Pulse.objects.count(), Message.objects.filter(kind="pulse_asked").count()) == (1, 1)
    assert Seal.objects.filter(is_opened=False).count() == 1
