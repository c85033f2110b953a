"""Whoever comes in is met: somebody says hello within three days, and both are asked whether it happened."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery
from outbox.reminders import find_people, remind
from participation import services
from participation.models import Greeting
from participation.services.members import add_members_without_email
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(project):
    return factories.MemberFactory(
        project=project, known_as="Grace", role=Role.FACILITATOR, user=factories.UserFactory()
    )


@pytest.fixture
def may(project, jo):
    """Somebody without email, who has just come in."""
    return services.add_member_without_email(
        project, by=jo, known_as="May", phone="01632 960 001", channel="phone", now=timezone.now()
    )


def come_in(project, by, *, now=NOW):
    member = services.invite_member(
        project, by=by, email="ben@example.org", known_as="Ben", role=Role.PARTICIPANT, now=now
    )
    return services.accept_invitation(member.invitations.latest("pk"), now=now)


@pytest.fixture
def url(project):
    def find(page: str, *more) -> str:
        return reverse(f"participation:{page}", args=[project.slug, *more])

    return find


def home(project) -> str:
    return reverse("home:project_home", args=[project.slug])


def test_whoever_invites_somebody_says_hello_within_three_days(project, jo, grace):
    ben = come_in(project, grace)
    greeting = Greeting.objects.get()
    assert (greeting.member, greeting.by, greeting.said_at) == (ben, grace, None)
    assert greeting.due_on == NOW.date() + timedelta(days=3)


def test_where_whoever_invited_has_left_a_facilitator_says_hello(project, jo, grace):
    ben = services.invite_member(
        project, by=grace, email="b@example.org", known_as="Ben", role=Role.PARTICIPANT, now=NOW
    )
    services.end_membership(grace, now=NOW)
    services.accept_invitation(ben.invitations.get(), now=NOW)
    assert Greeting.objects.get().by == jo


def test_nobody_greets_themselves(project, jo):
    factories.MemberFactory(project=project, role=Role.PARTICIPANT)
    jo.invitations.create(by=jo, created_at=NOW, leaves_at=NOW, expires_at=NOW + timedelta(days=1))
    services.accept_invitation(jo.invitations.get(), now=NOW)
    assert not Greeting.objects.exists()


def test_each_of_a_list_is_met_and_whoever_comes_back_is_met_anew(project, jo):
    people = [("Rose", "", ""), ("May", "01632 960 002", "")]
    add_members_without_email(project, by=jo, people=people, now=NOW)
    assert Greeting.objects.filter(by=jo).count() == 2
    ben = come_in(project, jo)
    greeting = ben.greeting
    services.answer_greeting(greeting, was_met=True, now=NOW)
    services.end_membership(ben, now=NOW)
    assert not Greeting.objects.filter(pk=greeting.pk).exists()
    greeting = come_in(project, jo, now=NOW + timedelta(days=30)).greeting
    assert (greeting.said_at, greeting.heard) == (None, "")
    assert greeting.due_on == NOW.date() + timedelta(days=33)


def test_who_says_hello_finds_it_among_what_is_asked_and_notes_it(
    signed_in, facilitator, project, may, url
):
    client = signed_in(facilitator)
    assert "Say hello to 1 person who came in" in client.get(home(project)).text
    page = tight(client.get(url("greeting_list")).text)
    for words in ("May", "Phone: ", "01632 960 001", "I’ve said hello"):
        assert words in page, words
    answer = client.post(url("greeting_done", may.greeting.pk), follow=True)
    assert "We have noted that you said hello to May." in answer.text
    assert "May, by Jo on" in tight(answer.text)
    again = client.post(url("greeting_done", may.greeting.pk), follow=True)
    assert "May is no longer waiting" in again.text
    assert lacks(client.get(home(project)).text, "Say hello to", but_has="Jo")


def test_another_facilitator_says_hello_instead(signed_in, project, jo, grace, may, url):
    client = signed_in(grace.user)
    assert lacks(client.get(home(project)).text, "Say hello to", but_has="Grace")
    assert "I’ll say hello instead" in client.get(url("greeting_list")).text
    client.post(url("greeting_take", may.greeting.pk))
    assert Greeting.objects.get().by == grace
    assert "Say hello to 1 person" in client.get(home(project)).text
    client.post(url("greeting_done", may.greeting.pk))
    answer = client.post(url("greeting_take", may.greeting.pk), follow=True)
    assert "May is no longer waiting" in answer.text


@pytest.mark.parametrize("how", ["leaves", "takes part"])
def test_where_whoever_was_to_say_hello_goes_another_facilitator_does(
    signed_in, project, jo, grace, how
):
    come_in(project, grace, now=NOW - timedelta(days=9))
    client = signed_in(jo.user)
    assert lacks(client.get(home(project)).text, "Say hello to", but_has="Jo")
    if how == "leaves":
        services.end_membership(grace, now=NOW)
    else:
        services.change_role(grace, role=Role.PARTICIPANT, now=NOW)
    greeting = Greeting.objects.get()
    assert (greeting.by, greeting.due_on >= NOW.date()) == (jo, True)
    assert "Say hello to 1 person" in client.get(home(project)).text


def test_where_nobody_else_runs_it_all_who_do_later_are_asked(signed_in, project, jo, grace):
    come_in(project, grace)
    Greeting.objects.update(by=factories.MemberFactory(project=project, left_at=NOW))
    for member in (jo, grace):
        assert "Say hello to 1 person" in signed_in(member.user).get(home(project)).text


def test_nobody_is_asked_to_greet_themselves(signed_in, project, jo, grace, url):
    ben = come_in(project, grace)
    services.change_role(ben, role=Role.FACILITATOR, now=NOW)
    Greeting.objects.update(by=factories.MemberFactory(project=project, left_at=NOW))
    client = signed_in(ben.user)
    assert lacks(client.get(home(project)).text, "Say hello to", but_has="Ben")
    client.post(url("greeting_take", ben.greeting.pk))
    client.post(url("greeting_done", ben.greeting.pk))
    greeting = Greeting.objects.get()
    assert (greeting.said_at, greeting.by == ben) == (None, False)


def test_of_a_long_list_ten_more_are_met_each_day(project, jo):
    people = [(f"Person {n}", "", "") for n in range(25)]
    add_members_without_email(project, by=jo, people=people, now=NOW)
    days = Greeting.objects.order_by("pk").values_list("due_on", flat=True)
    assert [(day - NOW.date()).days for day in days] == [3] * 10 + [4] * 10 + [5] * 5


def test_what_was_noted_by_mistake_is_taken_back(signed_in, facilitator, may, jo, url):
    services.note_hello(may.greeting, by=jo, now=timezone.now())
    client = signed_in(facilitator)
    assert "Not yet, after all" in client.get(url("greeting_list")).text
    answer = client.post(url("greeting_undo", may.greeting.pk), follow=True)
    assert "May is waiting for a hello again." in answer.text
    assert Greeting.objects.get().said_at is None


def test_whoever_takes_it_over_late_has_today(project, grace, may):
    Greeting.objects.update(due_on=NOW.date())
    now = NOW + timedelta(days=5)
    may.greeting.refresh_from_db()
    assert services.take_greeting(may.greeting, by=grace, now=now)
    assert Greeting.objects.get().due_on == now.date()
    assert not services.take_greeting(may.greeting, by=grace, now=now)


def test_a_yes_that_nobody_noted_says_only_what_they_said(signed_in, facilitator, project, jo, url):
    ben = come_in(project, jo)
    services.answer_greeting(ben.greeting, was_met=True, now=timezone.now())
    page = tight(signed_in(facilitator).get(url("greeting_list")).text)
    assert "that they have been met" in page
    assert "Nobody is waiting for a hello." in page
    assert lacks(page, "Ben, by Jo", but_has="Ben said on")


def test_after_the_end_nobody_is_asked_whether_they_were_met(signed_in, project, jo, url):
    ben = come_in(project, jo, now=timezone.now() - timedelta(days=3))
    client = signed_in(ben.user)
    assert "Has Jo said hello to you?" in client.get(home(project)).text
    type(project).objects.update(state="ended")
    assert lacks(client.get(home(project)).text, "Has Jo said hello", but_has="Ben")
    assert "There is nothing to answer here." in client.get(url("my_greeting")).text
    assert lacks(client.get(url("receipt")).text, "say hello to you", but_has="What I said yes to")


def test_a_day_that_has_passed_is_not_promised_any_more(signed_in, project, jo, url):
    ben = come_in(project, jo, now=timezone.now() - timedelta(days=9))
    page = signed_in(ben.user).get(url("receipt")).text
    assert lacks(page, "say hello to you", but_has="What I said yes to")


def test_whoever_came_in_reads_who_says_hello_and_is_asked_whether_it_was_so(
    signed_in, project, jo, url
):
    ben = come_in(project, jo, now=timezone.now())
    client = signed_in(ben.user)
    assert "Jo is to say hello to you by" in tight(client.get(url("receipt")).text)
    asked = "Has Jo said hello to you?"
    assert lacks(client.get(home(project)).text, asked, but_has="Ben")
    services.note_hello(ben.greeting, by=jo, now=timezone.now())
    assert asked in client.get(home(project)).text
    assert asked in tight(client.get(url("my_greeting")).text)
    answer = client.post(url("my_greeting"), {"answer": "yes"}, follow=True)
    assert "Good that you have met." in answer.text
    assert lacks(client.get(home(project)).text, asked, but_has="Ben")


def test_when_the_day_has_come_they_are_asked_though_nobody_said_so(signed_in, project, jo):
    ben = come_in(project, jo, now=timezone.now() - timedelta(days=3))
    assert "Has Jo said hello to you?" in signed_in(ben.user).get(home(project)).text


def test_a_not_yet_gives_three_more_days_and_facilitators_read_it(
    signed_in, facilitator, project, jo, url
):
    ben = come_in(project, jo, now=timezone.now() - timedelta(days=3))
    services.note_hello(ben.greeting, by=jo, now=timezone.now())
    client = signed_in(ben.user)
    answer = client.post(url("my_greeting"), {"answer": "not-yet"}, follow=True)
    assert "We ask Jo again." in answer.text
    assert lacks(client.get(home(project)).text, "Has Jo said hello", but_has="Ben")
    greeting = Greeting.objects.get()
    day = timezone.localdate() + timedelta(days=3)
    assert (greeting.said_at, greeting.due_on, greeting.heard) == (None, day, "not-yet")
    page = tight(signed_in(facilitator).get(url("greeting_list")).text)
    assert "that nobody has said hello yet" in page


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_another_answer_changes_nothing(signed_in, project, jo, url, answer):
    ben = come_in(project, jo)
    assert signed_in(ben.user).post(url("my_greeting"), {"answer": answer}).status_code == 200
    assert Greeting.objects.get().heard == ""


def test_who_came_before_there_was_such_a_page_has_nothing_to_answer(
    signed_in, participant, amina, url
):
    page = signed_in(participant).get(url("my_greeting"))
    assert "There is nothing to answer here." in page.text


def test_whoever_is_to_say_hello_is_reminded(project, jo, may):
    Greeting.objects.update(made_at=NOW - timedelta(days=1), due_on=NOW.date())
    for member in find_people(now=NOW):
        remind(member, now=NOW)
    (row,) = Delivery.objects.filter(message__kind="due")
    assert row.member == jo


@pytest.mark.parametrize("page", ["greeting_done", "greeting_take", "greeting_undo"])
def test_participants_do_not_decide_who_was_met(signed_in, participant, amina, may, url, page):
    client = signed_in(participant)
    assert client.get(url("greeting_list")).status_code == 403
    assert client.post(url(page, may.greeting.pk)).status_code == 403
    assert Greeting.objects.get().said_at is None


def test_what_was_met_is_met_in_its_own_project(signed_in, facilitator, may, twin, url):
    other = Greeting.objects.create(
        project=twin,
        member=factories.MemberFactory(project=twin),
        by=factories.MemberFactory(project=twin, role=Role.FACILITATOR),
        due_on=NOW.date(),
        made_at=NOW,
    )
    client = signed_in(facilitator)
    assert client.post(url("greeting_done", other.pk)).status_code == 404
    other.refresh_from_db()
    assert other.said_at is None


def test_who_noted_it_is_kept_when_they_say_so_in_the_same_moment(
    signed_in, facilitator, project, jo, url
):
    ben, now = come_in(project, jo), timezone.now()
    services.note_hello(ben.greeting, by=jo, now=now)
    services.answer_greeting(ben.greeting, was_met=True, now=now)
    page = tight(signed_in(facilitator).get(url("greeting_list")).text)
    assert "Ben, by Jo on" in page
    assert "Ben says so, too." in page


def test_a_yes_keeps_when_it_was_noted_and_an_undo_forgets_it(project, jo):
    ben, later = come_in(project, jo), NOW + timedelta(days=1)
    services.note_hello(ben.greeting, by=jo, now=NOW)
    services.answer_greeting(ben.greeting, was_met=True, now=later)
    greeting = Greeting.objects.get()
    assert (greeting.said_at, greeting.noted_at, greeting.heard_at) == (NOW, NOW, later)
    services.undo_hello(greeting, now=later)
    greeting.refresh_from_db()
    assert (greeting.said_at, greeting.noted_at, greeting.heard_at) == (None, None, None)


def test_before_it_was_kept_who_noted_it_two_times_told(project, jo):
    ben, rose = come_in(project, jo), factories.MemberFactory(project=project)
    rows = {"project": project, "by": jo, "due_on": NOW.date(), "made_at": NOW}
    noted = Greeting.objects.create(member=rose, said_at=NOW, heard="yes", **rows)
    Greeting.objects.filter(pk=noted.pk).update(heard_at=NOW + timedelta(days=1))
    Greeting.objects.filter(member=ben).update(said_at=NOW, heard="yes", heard_at=NOW)
    migration = import_module("participation.migrations.0004_greeting_noted")
    migration.keep_who_noted(apps, None)
    assert dict(Greeting.objects.values_list("member", "noted_at")) == {ben.pk: None, rose.pk: NOW}


def test_where_whoever_was_to_say_hello_has_left_all_are_asked_again(signed_in, project, jo, url):
    ben = come_in(project, jo)
    Greeting.objects.update(by=factories.MemberFactory(project=project, left_at=NOW))
    client = signed_in(ben.user)
    answer = client.post(url("my_greeting"), {"answer": "not-yet"}, follow=True)
    assert "We ask the people who run the project." in answer.text
