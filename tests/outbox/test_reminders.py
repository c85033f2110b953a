"""People are told what they are to do: two days before the day, on it, and a week after, in one message a day."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from home import tasks
from outbox import reminders
from outbox.kinds import put_into_words
from outbox.models import Delivery, Message, Preference, Reminder, Rhythm
from projects.models import Project
from tests import factories
from tests import known_factories as things
from tests.at_once import at_once
from tests.factories import DAY, NOW
from tests.pages import lacks

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=90)


def on(days: int, hour: int = 9) -> datetime:
    """Return the morning so many days from the day on which it is due."""
    return timezone.make_aware(datetime.combine(DAY + timedelta(days=days), time(hour)))


def tick(now: datetime) -> list[str]:
    """Return what is told at a moment, a text for each message."""
    before = set(Message.objects.values_list("pk", flat=True))
    for member in reminders.find_people(now=now):
        reminders.remind(member, now=now)
    new = Message.objects.exclude(pk__in=before).order_by("pk")
    return [put_into_words(message).summary for message in new]


@pytest.fixture
def action(project, amina):
    return factories.ActionFactory(
        project=project, owner=amina, what="Ask the guards", due_on=DAY, created_at=LONG_AGO
    )


def test_two_days_before_on_the_day_and_a_week_after(action, amina):
    told = {days: len(tick(on(days))) for days in range(-5, 30)}
    assert {days for days, count in told.items() if count} == {-2, 0, 7}
    assert set(Delivery.objects.values_list("member", flat=True)) == {amina.pk}


def test_it_says_what_and_by_when_and_asks(action):
    (soon,) = tick(on(-2))
    assert soon == (
        "By Thursday 19 November 2026: Ask the guards\n\n"
        "Is it done, or does it need more time or help? Please say so."
    )
    (late,) = tick(on(7))
    assert late.startswith("It was to be done by Thursday 19 November 2026: Ask the guards")


def test_however_often_it_ticks_each_is_told_once(action):
    assert [len(tick(on(-2, hour))) for hour in (8, 9, 12, 23)] == [1, 0, 0, 0]


def test_nobody_is_told_at_night(action):
    assert tick(on(-2, hour=7)) == []


def test_after_days_without_a_tick_only_where_it_stands_is_told(action):
    assert len(tick(on(3))) == 1
    assert set(Reminder.objects.values_list("stage", flat=True)) == {"day"}


@pytest.mark.parametrize(("days", "told"), [(28, 1), (29, 0)])
def test_what_has_been_late_for_long_is_not_dug_out(action, days, told):
    assert len(tick(on(days))) == told


def test_only_those_are_looked_for_to_whom_it_matters(action, amina, jo):
    assert reminders.find_people(now=on(-2)) == [amina]


def test_what_is_done_is_not_told(action):
    type(action).objects.update(done_at=NOW, outcome="They come.")
    assert tick(on(-2)) == []


def test_what_was_promised_today_is_not_told_again_today(action):
    type(action).objects.update(created_at=on(-1, hour=8))
    assert tick(on(-1, hour=9)) == []
    assert len(tick(on(0))) == 1


def test_another_day_is_told_anew(action):
    tick(on(-2))
    type(action).objects.update(due_on=DAY + timedelta(days=10))
    assert len(tick(on(8))) == 1


def test_several_things_are_one_message(action, project, amina):
    factories.ActionFactory(
        project=project, owner=amina, what="Move the chairs", due_on=DAY, created_at=LONG_AGO
    )
    (told,) = tick(on(-2))
    assert "Ask the guards" in told
    assert "Move the chairs" in told
    assert Message.objects.get().subject == "For you to do: 2 things"


def test_what_comes_up_later_on_a_day_waits_for_the_next(action, project, amina):
    tick(on(0))
    factories.ActionFactory(
        project=project, owner=amina, what="Move", due_on=DAY, created_at=LONG_AGO
    )
    assert tick(on(0, hour=15)) == []
    (told,) = tick(on(1))
    assert lacks(told, "guards", but_has="Move")


def test_who_hears_only_what_is_asked_hears_it_and_who_left_does_not(action, amina):
    Preference.objects.create(member=amina, rhythm=Rhythm.ASKED_ONLY)
    assert len(tick(on(-2))) == 1
    assert Delivery.objects.get().member == amina
    type(amina).objects.filter(pk=amina.pk).update(left_at=NOW)
    assert tick(on(0)) == []


def test_nothing_of_a_project_that_has_ended_is_asked_but_to_look_again(action, project, jo):
    things.FollowUpFactory(project=project, due_on=DAY, created_at=LONG_AGO)
    Project.objects.update(state="ended", ended_on=DAY - timedelta(days=5))
    (told,) = tick(on(0))
    assert "Look what became of the project" in told
    assert Delivery.objects.get().member == jo


def test_steps_news_and_what_is_not_settled_come_too(project, jo, amina):
    factories.StepFactory(
        project=project, owner=amina, title="Buy lamps", due_on=DAY, created_at=LONG_AGO
    )
    factories.StepFactory(project=project, due_on=DAY, created_at=LONG_AGO)
    factories.UnsettledFactory(
        project=project, what="The door", look_again_on=DAY, created_at=LONG_AGO
    )
    for title, sent_at in (("Old", LONG_AGO), ("Lamps", NOW - timedelta(days=20))):
        factories.UpdateFactory(project=project, title=title, sent_at=sent_at, more_on=DAY)
    told = " ".join(tick(on(0)))
    for words in ("Buy lamps", "Look again: The door", "Write the news that “Lamps” promised"):
        assert words in told
    assert lacks(told, "“Old”", but_has="“Lamps”")


def test_of_a_message_that_waits_what_is_done_meanwhile_falls_out(action, amina):
    tick(on(-2))
    words = put_into_words(Message.objects.get())
    assert words.kind.over(amina) == ""
    type(action).objects.update(done_at=NOW, outcome="They come.")
    words = put_into_words(Message.objects.get())
    assert words.kind.over(amina) == "All of it is done."
    assert lacks(words.summary, "guards", but_has="Is it done")


def test_a_day_begins_where_people_are(project, amina):
    factories.ActionFactory(project=project, owner=amina, due_on=DAY, created_at=LONG_AGO)
    # 23:30 UTC on the day before is night in London too; nothing is told before eight.
    assert tick(datetime.combine(DAY - timedelta(days=3), time(23, 30), UTC)) == []
    assert Reminder.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_ticks_at_once_tell_once(project, amina, monkeypatch):
    factories.ActionFactory(project=project, owner=amina, due_on=DAY, created_at=LONG_AGO)
    monkeypatch.setattr(tasks.timezone, "now", lambda: on(0))
    at_once([tasks.remind_of_due] * 6)
    assert Message.objects.filter(kind="due").count() == 1


def test_to_look_again_is_asked_on_today_from_its_day_on(signed_in, facilitator, project):
    row = things.FollowUpFactory(project=project, due_on=timezone.localdate() + timedelta(days=1))
    client, home = signed_in(facilitator), project.get_absolute_url()
    assert lacks(client.get(home), "What became of the project?", but_has="Hello Jo")
    type(row).objects.update(due_on=timezone.localdate())
    assert "What became of the project?" in client.get(home).content.decode()
