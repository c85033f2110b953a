"""The directory: shared until a day, asked about before it, kept, taken back, deleted; told, and never its words."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from outbox import tasks as outbox_tasks
from outbox.letters import reasons_over
from outbox.models import Delivery, Message
from participation import services
from participation.models import DirectoryEntry
from participation.models.directory import years_later
from participation.tasks import ask_about_directory, delete_old_entries
from projects.models import Member, Project
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks
from tests.sharing import SHARED, share

pytestmark = pytest.mark.django_db
TODAY = DAY


def told(kind: str) -> list[str]:
    rows = Delivery.objects.filter(message__kind=kind).order_by("pk")
    return [row.member.known_as for row in rows.select_related("member")]


def there(on: date) -> list[str]:
    return [row.member.known_as for row in DirectoryEntry.objects.current(on=on)]


def test_it_is_seen_until_the_day_before_its_day(amina):
    share(amina, until=TODAY + timedelta(days=10), now=NOW)
    assert there(TODAY + timedelta(days=9)) == ["Amina"]
    assert there(TODAY + timedelta(days=10)) == []


def test_on_its_day_it_is_deleted(amina, jo):
    share(amina, until=TODAY + timedelta(days=10), now=NOW)
    share(jo, until=TODAY + timedelta(days=11), now=NOW)
    services.delete_old_entries(on=TODAY + timedelta(days=10))
    assert [row.member for row in DirectoryEntry.objects.all()] == [jo]


def test_the_schedule_deletes_it(amina, jo):
    share(amina)
    share(jo)
    DirectoryEntry.objects.filter(member=amina).update(until=timezone.localdate())
    delete_old_entries()
    assert there(timezone.localdate()) == ["Jo"]


@pytest.mark.parametrize(("days", "before"), [(365, 14), (28, 14), (10, 5), (1, 0)])
def test_two_weeks_before_or_halfway_its_owner_is_asked_once(amina, days, before):
    until = TODAY + timedelta(days=days)
    entry = share(amina, until=until, now=NOW)
    assert entry.ask_on == until - timedelta(days=before)
    asked_at = NOW + timedelta(days=days - before)
    if before:
        assert not services.ask_to_keep(entry, now=asked_at - timedelta(days=1))
        assert services.ask_to_keep(entry, now=asked_at)
        assert not services.ask_to_keep(entry, now=asked_at + timedelta(days=1))
    assert told("directory_ends") == ["Amina"] * bool(before)


def test_the_schedule_asks_also_after_the_project_has_ended(amina, project):
    share(amina)
    today = timezone.localdate()
    DirectoryEntry.objects.update(until=today + timedelta(days=9), ask_on=today)
    Project.objects.update(state="ended", ended_on=today)
    ask_about_directory()
    outbox_tasks.send_due()
    (email,) = mail.outbox
    assert "Do you want to stay in the directory" in email.subject
    assert lacks(email.subject + email.body, SHARED["phone"], but_has="?show=directory")
    assert DirectoryEntry.objects.get().asked_at is not None


@pytest.mark.parametrize(("again", "reasons"), [(0, []), (300, ["It has changed since."])])
def test_who_kept_or_changed_it_meanwhile_is_not_rung_up_any_more(amina, again, reasons):
    entry = share(amina, until=TODAY + timedelta(days=20), now=NOW)
    services.ask_to_keep(entry, now=NOW + timedelta(days=10))
    if again:
        share(amina, until=TODAY + timedelta(days=again), now=NOW + timedelta(days=10))
    found = reasons_over(list(Delivery.objects.filter(message__kind="directory_ends")))
    assert [reason for _row, reason in found] == reasons


def test_kept_it_stays_for_as_long_again(amina):
    until = TODAY + timedelta(days=100)
    share(amina, until=until, now=NOW)
    later = NOW + timedelta(days=90)
    assert services.keep_entry(amina, stood=until.isoformat(), now=later)
    entry = DirectoryEntry.objects.get()
    assert (entry.until, entry.days) == (until + timedelta(days=100), 100)
    # The same press again, or one from another page, changes nothing.
    assert not services.keep_entry(amina, stood=until.isoformat(), now=later)
    assert not services.keep_entry(amina, stood=entry.until.isoformat(), now=later)
    assert services.ask_to_keep(entry, now=NOW + timedelta(days=190))


def test_kept_it_stays_for_three_years_from_then_at_most(amina):
    until = years_later(TODAY, 3)
    share(amina, until=until, now=NOW)
    later = timezone.make_aware(
        timezone.datetime(until.year, until.month, until.day) - timedelta(1)
    )
    assert services.keep_entry(amina, stood=until.isoformat(), now=later)
    assert DirectoryEntry.objects.get().until == years_later(timezone.localdate(later), 3)


@pytest.mark.parametrize(
    ("days", "kept"), [(85, False), (86, True), (99, True), (100, False), (101, False)]
)
def test_it_can_be_kept_from_the_day_on_which_it_is_asked(amina, days, kept):
    until = TODAY + timedelta(days=100)
    share(amina, until=until, now=NOW)
    later = NOW + timedelta(days=days)
    assert services.keep_entry(amina, stood=until.isoformat(), now=later) is kept


def test_with_the_project_it_ends_a_year_after_it(amina, project):
    share(amina, until=years_later(TODAY, 3), ends_with_project=True, now=NOW)
    services.delete_old_entries(on=TODAY)
    assert DirectoryEntry.objects.get().until == years_later(TODAY, 3)
    Project.objects.update(state="ended", ended_on=TODAY + timedelta(days=30))
    services.delete_old_entries(on=TODAY + timedelta(days=31))
    entry = DirectoryEntry.objects.get()
    assert entry.until == years_later(TODAY + timedelta(days=30), 1)
    assert (entry.days, entry.ends_with_project) == (365, False)
    assert entry.ask_on == entry.until - timedelta(days=14)


def test_with_a_project_that_ends_late_it_keeps_its_day(amina, project):
    until = years_later(TODAY, 3)
    share(amina, until=until, ends_with_project=True, now=NOW)
    Project.objects.update(state="ended", ended_on=until - timedelta(days=30))
    services.delete_old_entries(on=until - timedelta(days=29))
    assert DirectoryEntry.objects.get().until == until


def test_leap_days_have_a_day_in_other_years():
    assert years_later(date(2028, 2, 29), 3) == date(2031, 2, 28)
    assert years_later(date(2027, 3, 1), 1) == date(2028, 3, 1)


def test_who_leaves_leaves_nothing_there(amina, jo):
    share(amina, now=NOW)
    services.end_membership(amina, now=NOW)
    assert not DirectoryEntry.objects.exists()
    assert not amina.consents.filter(purpose="directory").exists()
    words = {**dict.fromkeys(services.ENTRY_FIELDS, ""), "phone": "020 7946 0991"}
    until = TODAY + timedelta(days=9)
    assert not services.record_entry(amina, shared=words, until=until, now=NOW)
    assert not DirectoryEntry.objects.exists()


def test_who_is_deleted_leaves_nothing_there(amina):
    share(amina)
    Member.objects.filter(pk=amina.pk).delete()
    assert not DirectoryEntry.objects.exists()


@pytest.mark.parametrize(("has_email", "hear"), [(True, ["Amina"]), (False, [])])
def test_what_somebody_else_writes_down_is_told_to_whoever_signs_in(amina, jo, has_email, hear):
    if not has_email:
        Member.objects.filter(pk=amina.pk).update(user=None)
        amina.refresh_from_db()
    share(amina, by=jo, now=NOW)
    assert told("directory_noted") == hear
    assert amina.consents.get(purpose="directory").entered_by == jo


def test_what_they_say_themselves_is_not_told_to_them(amina, jo):
    share(amina, now=NOW)
    share(jo, by=jo, now=NOW)
    services.take_back(jo, "directory", by=jo, now=NOW)
    services.take_back(amina, "directory", now=NOW)
    assert not Message.objects.exists()


def test_what_is_taken_back_for_somebody_is_told_to_them(amina, jo):
    share(amina, **SHARED)
    services.take_back(amina, "directory", by=jo, now=NOW)
    assert told("directory_taken_back") == ["Amina"]
    assert not DirectoryEntry.objects.exists()
    outbox_tasks.send_due()
    (email,) = mail.outbox
    said = email.subject + email.body
    assert lacks(said, *SHARED.values(), but_has="Jo took back what you shared")
    # Nothing is told where nothing was.
    services.take_back(amina, "directory", by=jo, now=NOW + timedelta(days=1))
    assert told("directory_taken_back") == ["Amina"]


def test_saving_without_a_change_is_none(amina, jo):
    until = TODAY + timedelta(days=365)
    share(amina, until=until, now=NOW)
    share(amina, until=until, by=jo, now=NOW + timedelta(days=30))
    assert DirectoryEntry.objects.get().said_at == NOW
    assert told("directory_noted") == []


def test_no_message_and_no_task_has_a_word_of_it(amina, jo):
    share(amina, by=jo, now=NOW, **SHARED)
    entry = DirectoryEntry.objects.get()
    services.ask_to_keep(entry, now=NOW + timedelta(days=360))
    services.take_back(amina, "directory", by=jo, now=NOW)
    kept = str(list(Message.objects.values())) + str(list(Delivery.objects.values()))
    assert Message.objects.count() == 3
    assert [words for words in SHARED.values() if words in kept] == []


def test_others_in_the_project_are_not_asked(amina, project):
    factories.MemberFactory(project=project)
    share(amina, until=TODAY + timedelta(days=20), now=NOW)
    services.ask_to_keep(DirectoryEntry.objects.get(), now=NOW + timedelta(days=10))
    assert told("directory_ends") == ["Amina"]
