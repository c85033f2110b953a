"""Whoever answers for the installation reads how it is running, and tries again what did not work; nobody else does."""

from collections import namedtuple
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AddressChange, SignInCode, WrongCodes
from home import running
from home.models import QueueTick
from home.running import Light
from home.ticks import TOO_OLD
from outbox.failed import failed_emails
from outbox.kinds import GONE
from outbox.models import Channel, Delivery, Digest, Hitch
from outbox.services import retry_failed
from projects.models import Organisation
from reports.models import LetterPack, Report, Stage
from tests import factories
from tests.pages import lacks, tight

HOUR = timedelta(hours=1)
REFUSED = "The mail server said: 554 5.7.1 <amina@example.org> not from here"
Disk = namedtuple("Disk", "free")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticks(db, now) -> None:
    for queue in TOO_OLD:
        QueueTick.objects.create(queue=queue, at=now)


@pytest.fixture(autouse=True)
def much_room(monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _place: Disk(free=10**11))


@pytest.fixture
def host(coordinator, project):
    Organisation.objects.filter(pk=project.organisation_id).update(is_host=True)
    return coordinator


@pytest.fixture
def page(signed_in, host):
    """Return a function that gives the page."""
    return lambda: signed_in(host).get(reverse("home:running"))


def line(key: str, now) -> running.RunningPart:
    return next(one for one in running.lines(now=now) if one.key == key)


def failed(project, now, error=REFUSED, **fields) -> Delivery:
    return factories.DeliveryFactory(
        message__project=project, gave_up_at=now - HOUR, last_error=error, tries=14, **fields
    )


def test_nobody_else_learns_that_there_is_such_a_page(signed_in, coordinator, facilitator):
    for user in (coordinator, facilitator):
        assert signed_in(user).get(reverse("home:running")).status_code == 404
        again = reverse("home:running_again", args=["emails"])
        assert signed_in(user).post(again).status_code == 404
        home = signed_in(user).get("/", follow=True)
        assert lacks(home, reverse("home:running"), but_has=user.name)


def test_all_is_well(page, ticks):
    shown = tight(page().content.decode())
    assert "All is well" in shown
    assert shown.count('class="light well"') == 7
    assert lacks(shown, '<form method="post" action="/running', but_has="There is nothing to do.")


def test_it_is_linked_from_the_home_of_its_hosts(signed_in, host):
    assert f'href="{reverse("home:running")}"' in signed_in(host).get("/").content.decode()


def test_the_schedule_says_what_stands_still(db, now):
    assert line("schedule", now).light is Light.LOOK
    for queue in TOO_OLD:
        QueueTick.objects.create(queue=queue, at=now)
    assert line("schedule", now).light is Light.WELL
    later = line("schedule", now + timedelta(minutes=20))
    assert (later.light, later.said) == (
        Light.WRONG,
        "Nothing has happened by itself for 20\xa0minutes.",
    )
    QueueTick.objects.filter(queue="codes").update(at=now + timedelta(minutes=20))
    half = line("schedule", now + timedelta(minutes=20))
    assert half.light is Light.WRONG
    assert half.said.startswith("Emails with codes leave.")


def test_codes_that_wait_are_wrong_after_two_minutes(db, now):
    made = {"created_at": now, "due_at": now}
    SignInCode.objects.create(email="amina@example.org", expires_at=now + HOUR, **made)
    SignInCode.objects.create(email="kwame@example.org", expires_at=now - HOUR, **made)
    user = factories.UserFactory()
    WrongCodes.objects.create(user=user, **made)
    emails = {"old_email": user.email, "new_email": "new@example.org"}
    AddressChange.objects.create(user=user, **emails, **made)
    assert line("codes", now + timedelta(minutes=1)).light is Light.WELL
    waits = line("codes", now + timedelta(minutes=3))
    assert (waits.light, waits.said) == (Light.WRONG, "Waiting: 3, the first for 3\xa0minutes.")


@pytest.mark.parametrize(("hours", "light"), [(0.1, Light.WELL), (1, Light.LOOK), (5, Light.WRONG)])
def test_mail_that_waits_needs_a_look_and_later_is_wrong(project, now, hours, light):
    long = hours * HOUR
    at = {"message__created_at": now - long, "due_at": now - long}
    factories.DeliveryFactory(message__project=project, **at)
    factories.DeliveryFactory(message__project=project, is_held=True, **at)
    factories.DeliveryFactory(message__project=project, channel=Channel.POST, **at)
    at |= {"due_at": now + HOUR}
    factories.DeliveryFactory(message__project=project, **at)
    factories.DeliveryFactory(message__project=project, last_error=REFUSED, **at)
    found = line("mail", now)
    assert found.light is light
    assert found.said.startswith("Waiting: 2, ")
    assert found.said.endswith("Not taken at the first try: 1.")


def test_a_digest_that_waits_is_mail_too(jo, now):
    Digest.objects.create(
        member=jo,
        period_start=now - 9 * HOUR,
        period_end=now - HOUR,
        due_at=now - HOUR,
        mail_id="a",
    )
    assert line("mail", now).light is Light.LOOK


def test_emails_given_up_are_counted_by_organisation_and_reason(project, twin, now, page, ticks):
    for _time in range(2):
        failed(project, now)
    failed(twin, now, error="The mail server said: 550 5.1.1 no such user")
    failed(twin, now, error=str(GONE))
    found = line("given-up", now)
    assert (found.light, found.again, found.said) == (
        Light.LOOK,
        "emails",
        "In the last 30 days: 4.",
    )
    name = project.organisation.name
    assert f"{name}: 2 emails with news. The mail server refused it (554)." in found.parts
    assert lacks(page(), "amina@", "Waiting at night", but_has=twin.organisation.name)


def test_what_nobody_needs_any_more_is_no_trouble(project, now):
    failed(project, now, error="They chose not to hear news like this.", is_needless=True)
    failed(project, now, member__left_at=now)
    factories.DeliveryFactory(message__project=project, gave_up_at=now - 31 * 24 * HOUR)
    assert line("given-up", now).light is Light.WELL


def test_emails_are_tried_again_where_it_makes_sense(signed_in, host, project, now):
    right, wrong = failed(project, now), failed(project, now, error=str(GONE))
    client = signed_in(host)
    again = reverse("home:running_again", args=["emails"])
    client.get(again)
    right.refresh_from_db()
    assert right.gave_up_at
    shown = client.post(again, follow=True)
    assert "trying 1 again" in shown.content.decode()
    right.refresh_from_db()
    wrong.refresh_from_db()
    assert (right.gave_up_at, right.tries, right.last_error) == (None, 0, "")
    assert wrong.gave_up_at
    assert "There is nothing to try again." in client.post(again, follow=True).content.decode()


def test_a_thousand_emails_are_tried_again_with_as_many_queries_as_one(
    project, now, django_assert_num_queries
):
    for most in (1, 20):
        for _time in range(most):
            failed(project, now)
        with django_assert_num_queries(4):  # a look, and an update between a savepoint and its end
            assert retry_failed(failed_emails(now=now), now=now) == most


def test_reports_are_counted_and_tried_again(signed_in, host, project, now):
    gone = {"gave_up_at": now - HOUR, "stage": Stage.FAILED, "tries": 9}
    report = factories.ReportFactory(project=project, **gone)
    letters = LetterPack.objects.create(project=project, created_at=now, due_at=now, **gone)
    factories.ReportFactory(project=project, gave_up_at=now - 31 * 24 * HOUR)
    factories.ReportFactory(project=project, due_at=now - HOUR)
    found = line("pdfs", now)
    assert (found.light, found.again, found.parts) == (
        Light.LOOK,
        "reports",
        [f"{project.organisation.name}: 2"],
    )
    shown = signed_in(host).post(reverse("home:running_again", args=["reports"]), follow=True)
    assert "trying 2 of them again" in shown.content.decode()
    assert Report.objects.waiting().filter(pk=report.pk).exists()
    assert LetterPack.objects.waiting().filter(pk=letters.pk).exists()


def test_more_reports_than_a_project_may_have_wait(signed_in, host, project, now):
    for _time in range(7):
        factories.ReportFactory(project=project, gave_up_at=now - HOUR, stage=Stage.FAILED)
    shown = signed_in(host).post(reverse("home:running_again", args=["reports"]), follow=True)
    assert "2 can be tried when others" in shown.content.decode()
    assert Report.objects.waiting().count() == 5


def test_a_report_that_waits_for_long_needs_a_look(project, now):
    factories.ReportFactory(project=project, due_at=now - HOUR)
    assert line("pdfs", now).light is Light.LOOK
    assert line("pdfs", now - HOUR).light is Light.WELL


def test_what_fails_by_itself_is_said_in_our_words(project, now):
    for row in ("a:1", "a:2"):
        Hitch.objects.create(
            project=project, work="keep_search", row=row, error="E", first_at=now, last_at=now
        )
    found = line("hitches", now)
    assert found.parts == ["Some of the newest things cannot be found by searching yet. (2)"]
    assert found.said == "2 things are tried again and again."


@pytest.mark.parametrize(
    ("free", "light"),
    [(3 * 10**9, Light.WELL), (10**9, Light.LOOK), (4 * 10**8, Light.WRONG)],
)
def test_a_disk_that_fills_is_told_of_in_time(monkeypatch, free, light):
    monkeypatch.setattr("shutil.disk_usage", lambda _place: Disk(free=free))
    assert running._disk().light is light


def test_the_worst_part_speaks_for_all(page, ticks, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _place: Disk(free=1))
    shown = tight(page().content.decode())
    assert "Something is not working" in shown
    assert 'class="light wrong"' in shown
    assert lacks(shown, "All is well", but_has="Not working.")


def test_it_asks_little_whatever_waits(queries_of, host, project, now, ticks):
    before = queries_of(host, reverse("home:running"))
    for _time in range(3):
        failed(project, now)
        factories.DeliveryFactory(message__project=project, due_at=now - HOUR)
        factories.ReportFactory(project=project, gave_up_at=now - HOUR)
    assert queries_of(host, reverse("home:running")) == before
    assert before[0] <= 12


def test_a_count_stops_at_a_thousand():
    assert running.counted(1000) == "1,000"
    assert running.counted(1001) == "more than 1,000"
