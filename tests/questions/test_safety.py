"""A worry about somebody's safety: who hears at once, what is out of sight, and that nobody is silenced for long."""

import io
import logging
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from coproduce.schedule import SCHEDULE
from outbox import sending
from outbox.models import Delivery, Message
from questions import tasks
from questions.models import Contribution, SafetyReading, SafetyWorry
from questions.services import (
    LookedAtBefore,
    look_at_worry,
    mark_worry,
    open_worry,
    put_back_worried,
    tell_coordinators,
)
from tests import factories
from tests.factories import NOW
from tests.pages import lacks
from tests.questions.rows import contribution
from tests.safety import give_safety_contact

SAID = "I cannot go on like this."
WORDS = "Her voice was flat, as before the last time."
DONE = "We rang her sister, who is with her tonight."
ASIDE = "This is set aside while somebody looks at it."

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Bo", user__email="bo@example.org")


@pytest.fixture
def said(project, amina, jo):
    give_safety_contact(project)
    return contribution(amina, words=SAID)


def mark(said, by, *, now=NOW, words=WORDS):
    return mark_worry(by.project, by=by, about=said, words=words, now=now)


def look(worry, jo, outcome="back", **more):
    how = {"done": DONE, "outcome": outcome, "tells_author": True, "now": NOW, **more}
    look_at_worry(worry, by=jo, **how)


def sent() -> list[str]:
    sending.send_due(clock=lambda: NOW)
    return sorted(letter.to[0] for letter in mail.outbox)


def test_it_is_set_aside_at_once_and_everybody_who_should_know_is_told(said, jo, bo):
    worry = mark(said, bo)
    assert (said.words, said.words_set_aside, said.is_set_aside) == (ASIDE, SAID, True)
    assert worry.look_by == timezone.localdate(NOW) + timedelta(days=1)
    assert sent() == ["jo@example.org", "ruth@outside.example"]


def test_the_author_gets_no_email_while_somebody_looks(said, jo, bo, amina):
    mark(said, bo)
    assert not Delivery.objects.filter(member=amina).exists()


def test_the_email_outside_says_whom_to_ring_and_nothing_of_people(said, jo, bo):
    mark(said, bo)
    sent()
    (letter,) = [one for one in mail.outbox if one.to == ["ruth@outside.example"]]
    for page in (letter.body, letter.alternatives[0][0]):
        assert "01632 960 999" in page
        assert "Jo" in page
        assert [name for name in ("Bo", "Amina", SAID, WORDS) if name in page] == []
    assert "You are needed" in letter.subject


def test_a_project_without_an_address_outside_says_to_facilitators_whom_to_ring(said, jo, bo):
    give_safety_contact(said.project, safety_email="")
    mark(said, bo)
    assert sent() == ["jo@example.org"]
    assert "Please ring Ruth Adeyemi too" in mail.outbox[0].body


def test_words_of_people_are_in_no_email_row_log_or_dump(said, jo, bo, caplog):
    with caplog.at_level(logging.DEBUG):
        worry = mark(said, bo)
        tell_coordinators(worry, now=NOW)
        look(worry, jo)
        open_worry(worry, by=jo, now=NOW)
        sent()
    dump = io.StringIO()
    call_command("dumpdata", "questions", "outbox", stdout=dump)
    mails = "".join(letter.body + letter.alternatives[0][0] for letter in mail.outbox)
    kept = "".join(str(row) for row in [*Message.objects.values(), *Delivery.objects.values()])
    assert len(mail.outbox) >= 2
    assert f'"pk": {worry.pk}' in dump.getvalue()
    boxes = SafetyWorry.objects.values_list("words_locked", "done_locked").get()
    kept += b" ".join(bytes(box) for box in boxes).decode("latin-1")
    asked = {"mail": mails, "rows": kept, "log": caplog.text, "dump": dump.getvalue()}
    found = [
        (where, text) for where, all_ in asked.items() for text in (WORDS, DONE) if text in all_
    ]
    assert found == []
    assert lacks(mails + kept, SAID, but_has="safety_worry")


def test_what_was_put_back_reads_as_before_and_its_author_is_told(said, jo, bo, amina):
    worry = mark(said, bo)
    look(worry, jo)
    said.refresh_from_db()
    assert (said.words, said.words_set_aside, said.is_set_aside) == (SAID, "", False)
    sent()
    (letter,) = [one for one in mail.outbox if one.to == ["amina@example.org"]]
    assert letter.subject == "What you said can be read again"
    assert lacks(letter.body, "danger", "safety", but_has="Something you said was out of sight")


def test_the_author_hears_nothing_where_that_is_not_safe(said, jo, bo, amina):
    look(mark(said, bo), jo, tells_author=False)
    assert not Delivery.objects.filter(member=amina).exists()


def test_what_is_left_aside_says_why_and_can_be_put_back(said, jo, bo, amina):
    worry = mark(said, bo)
    look(worry, jo, "aside", aside_why="We are talking with those it is about.")
    said.refresh_from_db()
    assert (said.words, said.aside_why) == (ASIDE, "We are talking with those it is about.")
    assert put_back_worried(worry, tells_author=False, now=NOW)
    assert not put_back_worried(worry, tells_author=False, now=NOW)
    said.refresh_from_db()
    assert (said.words, said.aside_why) == (SAID, "")


def test_it_comes_back_only_when_each_worry_about_it_was_looked_at(said, jo, bo, amina):
    first, second = mark(said, bo), mark(said, amina)
    assert (first.has_set_aside, second.has_set_aside) == (True, False)
    look(first, jo)
    said.refresh_from_db()
    assert said.is_set_aside
    look(second, jo)
    said.refresh_from_db()
    assert not said.is_set_aside


def test_a_reply_is_set_aside_and_put_back_too(said, jo, bo, amina):
    reply = said.replies.create(member=amina, words=SAID, said_at=NOW)
    worry = mark(reply, bo)
    assert (worry.reply, reply.words) == (reply, ASIDE)
    said.refresh_from_db()
    assert said.words == SAID
    look(worry, jo)
    reply.refresh_from_db()
    assert reply.words == SAID


def test_nobody_sets_aside_again_what_was_put_back_but_it_is_told(said, jo, bo):
    look(mark(said, bo), jo)
    again = mark(said, bo)
    said.refresh_from_db()
    assert (again.has_set_aside, said.words) == (False, SAID)
    assert Message.objects.filter(kind="safety_worry").count() == 2
    assert mark(said, jo).has_set_aside


def test_a_member_sets_aside_three_things_a_day_and_the_rest_is_told(said, bo, amina, jo):
    others = [contribution(amina, words=f"Thing {n}") for n in range(4)]
    assert [mark(one, bo).has_set_aside for one in others] == [True, True, True, False]
    assert Message.objects.filter(kind="safety_worry").count() == 4
    assert mark(said, bo, now=NOW + timedelta(days=1, minutes=1)).has_set_aside


def test_the_first_who_writes_down_what_was_done_is_kept(said, jo, bo):
    worry = mark(said, bo)
    look(worry, jo)
    look(worry, jo)
    sam = factories.MemberFactory(project=jo.project, role="facilitator")
    for by, done in ((sam, DONE), (jo, "Another.")):
        with pytest.raises(LookedAtBefore):
            look(worry, by, done=done)
    worry.refresh_from_db()
    assert (worry.unlock("done"), worry.done_by) == (DONE, jo)


def test_each_reading_is_kept(said, jo, bo):
    worry = mark(said, bo)
    opened = open_worry(worry, by=jo, now=NOW)
    assert (opened.words, opened.done) == (WORDS, "")
    assert [(one.member, one.at) for one in SafetyReading.objects.all()] == [(jo, NOW)]


def test_a_worry_is_told_even_when_its_words_cannot_be_locked(said, jo, bo, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.KEYS_DIR = tmp_path / "file" / "keys"
    worry = mark(said, bo)
    assert worry.words_locked is None
    assert sent() == ["jo@example.org", "ruth@outside.example"]


def tick(monkeypatch, days: int) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=days))
    tasks.tell_coordinators()


def told_late() -> list[str]:
    rows = Delivery.objects.filter(message__kind="safety_late").order_by("pk")
    return [row.recipient for row in rows]


def test_the_coordinators_hear_after_the_next_day_once(said, jo, bo, coordinator, monkeypatch):
    mark(said, bo)
    tick(monkeypatch, days=1)
    assert told_late() == []
    for _tick in "12":
        tick(monkeypatch, days=2)
    assert told_late() == ["cora@example.org"]


def test_what_was_looked_at_goes_to_no_coordinator(said, jo, bo, coordinator, monkeypatch):
    look(mark(said, bo), jo)
    tick(monkeypatch, days=2)
    assert told_late() == []


def test_without_coordinators_the_person_outside_hears_again(said, jo, bo, monkeypatch):
    mark(said, bo)
    tick(monkeypatch, days=2)
    assert told_late() == ["ruth@outside.example"]


def test_while_there_is_nobody_to_tell_the_schedule_asks_again(said, jo, bo, monkeypatch):
    give_safety_contact(said.project, safety_email="")
    mark(said, bo)
    tick(monkeypatch, days=2)
    assert told_late() == []
    user = factories.UserFactory(email="cora@example.org")
    factories.CoordinatorFactory(organisation=said.project.organisation, user=user)
    tick(monkeypatch, days=2)
    assert told_late() == ["cora@example.org"]


def test_the_schedule_tells_the_coordinators_in_the_first_minutes_after_the_next_day(
    said, jo, bo, coordinator, monkeypatch
):
    (entry,) = [one for one in SCHEDULE.values() if one["task"] == tasks.tell_coordinators.name]
    step, worry = timedelta(seconds=entry["schedule"]), mark(said, bo)
    day_after = datetime.combine(
        worry.look_by + timedelta(days=1), time(), timezone.get_current_timezone()
    )
    clock = NOW
    while not told_late() and clock < NOW + timedelta(days=4):
        clock += step
        monkeypatch.setattr(timezone, "now", lambda at=clock: at)
        tasks.tell_coordinators()
    assert day_after <= clock < day_after + step
    assert step <= timedelta(minutes=15)
    sending.send_due(clock=lambda: clock)
    (letter,) = [one for one in mail.outbox if one.to == ["cora@example.org"]]
    told = letter.subject + letter.body + str(letter.alternatives)
    assert lacks(told, SAID, WORDS, "Amina", "Bo ", but_has="Please ask now")


def test_what_was_done_stays_when_what_it_was_about_goes(said, jo, bo):
    worry = mark(said, bo)
    look(worry, jo)
    Contribution.objects.all().delete()
    kept = SafetyWorry.objects.get()
    assert (kept.about, kept.unlock("done")) == (None, DONE)
