"""Whoever was there is told by their own channel, reminded once, and nobody learns from it who has answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import services, tasks
from meetings.models import Pulse
from outbox import tasks as outbox_tasks
from outbox.kinds import put_into_words
from outbox.models import Delivery
from tests.pulsing import a_pulse, close, note, people_of, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(project):
    return people_of(project, 5)


@pytest.fixture
def pulse(project, jo, amina, may, people) -> Pulse:
    return a_pulse(project, jo, amina, may, *people[:4])


def told(kind: str = "pulse_asked", **of) -> list[str]:
    rows = Delivery.objects.filter(message__kind=kind, **of).order_by("pk")
    return sorted(row.member.known_as for row in rows)


def test_those_who_were_there_are_told_once_and_later_ones_too(pulse, jo, amina, may, people):
    first = sorted(one.known_as for one in (amina, may, *people[:4]))
    assert told() == first
    note(pulse.meeting, jo, amina, may, *people[:4])
    assert told() == first
    note(pulse.meeting, jo, amina, may, *people)
    assert told() == sorted([*first, people[4].known_as])


def test_the_email_says_until_when_and_leads_to_the_questions(pulse, mailoutbox):
    outbox_tasks.send_due()
    of_pulses = (one for one in mailoutbox if one.subject.startswith("How was it"))
    (mail,) = (one for one in of_pulses if one.to == ["amina@example.org"])
    assert mail.subject.startswith("How was it for you? At the night shelter, ")
    assert f"/meetings/{pulse.meeting_id}/pulse/" in mail.body
    assert "Nobody can see who answered what." in mail.body


def test_all_who_were_asked_are_reminded_once_two_days_before(pulse, people):
    say(pulse, people[0])
    tasks.remind_of_pulses()
    assert len(told()) == 6
    Pulse.objects.update(closes_on=timezone.localdate() + timedelta(days=2))
    tasks.remind_of_pulses()
    tasks.remind_of_pulses()
    assert len(told()) == 12
    assert people[0].known_as in told(message__data__is_reminder=True)
    last = Delivery.objects.order_by("pk").last()
    said = put_into_words(last.message)
    assert said.subject.startswith("You can still say how it was")
    assert "If you have answered already, thank you" in said.summary


def test_a_pulse_that_was_reminded_of_or_has_closed_reminds_nobody(pulse):
    today = timezone.localdate()
    Pulse.objects.update(closes_on=today + timedelta(days=1))
    assert services.remind_of_pulse(pulse, on=today, now=timezone.now())
    assert not services.remind_of_pulse(pulse, on=today, now=timezone.now())
    Pulse.objects.update(is_reminded=False)
    close(pulse)
    assert not services.remind_of_pulse(pulse, on=today, now=timezone.now())


def test_a_message_is_over_with_the_pulse_and_never_because_somebody_answered(
    pulse, jo, amina, may, people
):
    say(pulse, amina)
    kind = put_into_words(Delivery.objects.filter(member=amina).latest("pk").message).kind
    assert kind.over(amina) == ""
    note(pulse.meeting, jo, may, *people)
    kind = put_into_words(Delivery.objects.filter(member=may).latest("pk").message).kind
    assert kind.over(amina) == "They are not marked as having been there any more."
    assert kind.over(may) == ""
    close(pulse)
    kind = put_into_words(Delivery.objects.filter(member=may).latest("pk").message).kind
    assert kind.over(may) == "It is closed, so there is nothing left to ask."
