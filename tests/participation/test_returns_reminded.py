"""Whoever promised something in return is reminded; where they are gone, all who run the project are."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from outbox import tasks
from outbox.due import find_row
from outbox.models import Delivery
from outbox.reminders import find_people, remind
from participation import services
from participation.models import Return
from tests.factories import NOW
from tests.needing import home
from tests.pages import lacks
from tests.returning import offer, promise_return

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("is_gone", "words"),
    [
        (False, "Give something in return that you promised"),
        (True, "Give something in return that somebody promised who has gone"),
    ],
)
def test_a_late_promise_is_reminded(amina, jo, is_gone, words):
    promise_return(amina, jo)
    # By day, whatever the hour is: nobody is reminded at night.
    now = timezone.localtime().replace(hour=12) - timedelta(days=1)
    late = {
        "due_on": timezone.localdate(now) - timedelta(days=1),
        "answered_at": now.replace(year=2020),
    }
    Return.objects.update(**late, by=None if is_gone else jo)
    for member in find_people(now=now):
        remind(member, now=now)
    tasks.send_due()
    (told,) = Delivery.objects.filter(message__kind="due")
    (name, _day), *_others = told.message.data["items"]
    assert find_row(name) is not None
    (email,) = [one for one in mail.outbox if one.to == [jo.user.email]]
    assert words in " ".join(email.body.split())
    assert told.last_error == ""


def test_that_it_is_there_is_said_once(amina, jo):
    row = promise_return(amina, jo, now=NOW)
    assert services.confirm_return(row, has_it=True, by=jo, now=NOW)
    assert not services.confirm_return(row, has_it=True, by=jo, now=NOW + timedelta(hours=1))
    assert Delivery.objects.filter(message__kind="return_noted").count() == 1


@pytest.mark.parametrize("is_wanted", [True, False])
def test_a_yes_or_no_that_is_written_down_is_told(amina, jo, is_wanted):
    services.answer_return(offer(amina, jo, now=NOW), is_wanted=is_wanted, by=jo, now=NOW)
    (told,) = Delivery.objects.filter(message__kind="return_noted")
    assert told.member == amina


def test_after_the_end_nobody_is_asked_to_answer_a_wish(fresh, amina, jo, project):
    services.record_wish(amina, kinds=["thanks"], readers=[jo.pk], now=NOW)
    answer = "Answer 1 person who said what they would like"
    assert answer in fresh.get(home(project)).text
    project.state, project.ended_on = "ended", timezone.localdate()
    project.save()
    assert lacks(fresh.get(home(project)).text, answer, but_has="Jo")
