"""Asking to take part: read once the address is confirmed, answered with an invitation or a reason, and gone."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.ended import EndedBefore
from outbox import tasks as outbox_tasks
from outbox.models import Delivery, Message
from participation import services, tasks
from participation.models import JoinRequest
from participation.peoples_words import PEOPLES_WORDS
from projects.models import Member, Project
from tests.at_once import at_once
from tests.factories import NOW
from tests.following import link_in
from tests.joining import WORDS, ask_to_join
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
TYPED = {"known_as": "Zoe", "address": "Zoe@example.org", "words": WORDS}


@pytest.fixture
def project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


@pytest.fixture
def page(project) -> str:
    return reverse("updates:public_join", args=[project.slug])


@pytest.fixture
def waiting(project) -> str:
    return reverse("participation:join_list", args=[project.slug])


def answer_of(row: JoinRequest) -> str:
    return reverse("participation:join_answer", args=[row.project.slug, row.pk])


def link_of(row: JoinRequest) -> str:
    return urlsplit(row.url).path


def say_yes() -> dict[str, str]:
    return {"answer": "yes", "shown": JoinRequest.objects.get().shown}


def test_from_the_public_page_to_an_invitation(
    client, signed_in, facilitator, project, page, waiting
):
    assert "Look in your mailbox" in client.post(page, TYPED, follow=True).text
    outbox_tasks.send_due()
    (email,) = mail.outbox
    assert lacks(email.body, WORDS, "Jo", but_has="Was it you?")
    link = link_in(email, "/join/")
    assert WORDS in client.get(link).text
    assert not JoinRequest.objects.waiting().exists()
    assert "Those who run the project can read it now." in tight(
        client.post(link, say_yes(), follow=True).text
    )
    assert not client.cookies
    outbox_tasks.send_due()
    assert mail.outbox[-1].subject == "Somebody asks to take part"
    assert lacks(mail.outbox[-1].body, "Zoe", WORDS, but_has=waiting)
    sent = signed_in(facilitator).get(reverse("outbox:delivery_list", args=[project.slug]))
    assert lacks(sent, "Do you want to take part", but_has="Somebody asks to take part")
    client.logout()

    jo = signed_in(facilitator)
    today = reverse("home:project_home", args=[project.slug])
    assert "1 person asks to take part" in jo.get(today).text
    assert WORDS in jo.get(waiting).text
    row = JoinRequest.objects.get()
    done = jo.post(answer_of(row), {"answer": "yes", "words": "Come on Monday."}, follow=True)
    assert "Zoe is invited." in done.text
    member = Member.objects.get(known_as="Zoe")
    assert (member.user.email, member.invitations.get().words) == (
        "zoe@example.org",
        "Come on Monday.",
    )
    assert not JoinRequest.objects.exists()
    assert not Delivery.objects.filter(recipient="zoe@example.org").exists()
    client.logout()
    assert client.get(link).status_code == 410


def test_a_no_has_a_reason_that_is_sent_and_shown_and_goes(
    client, signed_in, facilitator, project, waiting
):
    row = ask_to_join(project)
    jo = signed_in(facilitator)
    empty = jo.post(answer_of(row), {"answer": "no", "reason": " "})
    assert "Say why not." in empty.text
    jo.post(answer_of(row), {"answer": "no", "reason": "We are full until May."})
    outbox_tasks.send_due()
    (email,) = [email for email in mail.outbox if email.to == ["zoe@example.org"]]
    assert "We are full until May." in email.body
    assert "Jo says why" in " ".join(email.body.split())
    client.logout()
    assert "We are full until May." in client.get(link_of(row)).text
    assert lacks(signed_in(facilitator).get(waiting), "Zoe", but_has="Nobody waits for an answer.")
    row.refresh_from_db()
    services.forget_join_requests(now=row.declined_at + timedelta(days=28))
    assert JoinRequest.objects.exists()
    services.forget_join_requests(now=row.declined_at + timedelta(days=28, seconds=1))
    assert not JoinRequest.objects.exists()
    assert not Message.objects.filter(kind__startswith="join").exists()


def test_whoever_asked_takes_it_back_and_nothing_is_left(client, project, page):
    client.post(page, TYPED)
    row = JoinRequest.objects.get()
    assert "What you wrote and your address are deleted." in (
        client.post(link_of(row), {"answer": "no"}).text
    )
    assert not JoinRequest.objects.exists()
    assert not Delivery.objects.exists()
    assert client.post(link_of(row), {"answer": "yes", "shown": row.shown}).status_code == 410


def test_what_nobody_confirms_goes_after_a_week(project):
    ask_to_join(project, confirmed_at=None, asked_at=timezone.now() - timedelta(days=8))
    ask_to_join(project, "yan@example.org", confirmed_at=None, asked_at=timezone.now())
    tasks.forget_join_requests()
    assert [row.address for row in JoinRequest.objects.all()] == ["yan@example.org"]


def test_of_who_takes_part_nothing_is_kept_and_the_page_says_the_same(client, page, amina):
    known = client.post(page, TYPED | {"address": amina.user.email}, follow=True)
    assert not JoinRequest.objects.exists()
    assert not Delivery.objects.exists()
    assert known.text == client.post(page, TYPED, follow=True).text


def test_what_is_typed_once_more_changes_nothing_that_is_read_already(client, project, page):
    client.post(page, TYPED)
    client.post(page, TYPED | {"words": "Another reason"})
    row = JoinRequest.objects.get()
    assert row.words == "Another reason"
    services.confirm_join_request(row, shown=row.shown, now=NOW)
    client.post(page, TYPED | {"words": "Not mine"})
    assert JoinRequest.objects.get().words == "Another reason"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"known_as": ""}, "Write a name."),
        ({"address": "zoe at x"}, "zoe at x"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, page, typed, error):
    answer = client.post(page, TYPED | typed)
    assert error in answer.text
    assert "<title>Error:" in tight(answer.text)
    assert WORDS in answer.text
    assert not JoinRequest.objects.exists()


def test_no_mailbox_is_filled_and_too_much_is_refused(client, page, monkeypatch):
    for _n in range(5):
        client.post(page, TYPED)
    assert Message.objects.filter(kind="join_asked").count() == 3
    monkeypatch.setattr("participation.services.joining.ASKED_A_CONNECTION", 1)
    assert "Please try again in an hour." in client.post(page, TYPED).text


def test_nobody_asks_a_project_that_has_ended_or_is_not_public(client, project, page):
    Project.objects.update(state="ended", ended_on=NOW.date())
    client.post(page, TYPED)
    assert not JoinRequest.objects.exists()
    Project.objects.update(is_public=False)
    assert client.post(page, TYPED).status_code == 404


def test_only_those_who_run_the_project_read_it(client, project, waiting, jo, amina, coordinator):
    row = ask_to_join(project)
    hidden = ask_to_join(project, "yan@example.org", known_as="Yan", confirmed_at=None)
    for user in (amina.user, coordinator):
        client.force_login(user)
        assert client.get(waiting).status_code == client.get(answer_of(row)).status_code == 403
    client.force_login(jo.user)
    assert lacks(client.get(waiting), "Yan", but_has="Zoe")
    assert client.get(answer_of(hidden)).status_code == 404


def test_two_who_answer_otherwise_see_it(project, jo):
    row = ask_to_join(project)
    assert services.decline_join_request(row, by=jo, reason="Full.", now=NOW)
    assert services.decline_join_request(row, by=jo, reason="Full.", now=NOW)
    with pytest.raises(EndedBefore):
        services.decline_join_request(row, by=jo, reason="Too far.", now=NOW)
    assert services.accept_join_request(row, by=jo, words="", now=NOW) is None
    assert not Member.objects.filter(known_as="Zoe").exists()


@pytest.mark.django_db(transaction=True)
def test_one_who_is_invited_twice_at_once_is_invited_once(project, jo):
    row = ask_to_join(project)

    def invite():
        return services.accept_join_request(row, by=jo, words="", now=NOW)

    assert [bool(one) for one in sorted(at_once([invite, invite]), key=bool)] == [False, True]
    assert Member.objects.get(known_as="Zoe").invitations.count() == 1


def test_what_is_changed_under_a_hand_is_shown_once_more_before_it_is_confirmed(client, page):
    client.post(page, TYPED)
    row = JoinRequest.objects.get()
    shown = row.shown
    client.post(page, TYPED | {"words": "I hate you all"})
    answer = client.post(link_of(row), {"answer": "yes", "shown": shown})
    assert "It was changed since you opened this page." in answer.text
    assert "I hate you all" in answer.text
    assert not JoinRequest.objects.waiting().exists()


def test_many_who_ask_on_one_day_are_told_of_once_and_the_next_day_again(project):
    at = timezone.now()
    for n in range(5):
        row = ask_to_join(project, f"zoe{n}@example.org", confirmed_at=None)
        services.confirm_join_request(row, shown=row.shown, now=at + timedelta(days=n // 4))
    assert Message.objects.filter(kind="join_waits").count() == 2


def test_who_waits_or_was_declined_and_asks_again_gets_the_link_again(client, project, page, jo):
    row = ask_to_join(project)
    services.decline_join_request(row, by=jo, reason="Full.", now=timezone.now())
    client.post(page, TYPED)
    outbox_tasks.send_due()
    assert link_in(mail.outbox[-1], "/join/") == link_of(row)
    assert mail.outbox[-1].subject == "You asked to take part in “Waiting at night”"
    assert lacks(mail.outbox[-1].body, "after a week it is deleted", but_has="You asked before.")
    assert "Full." in client.get(link_of(row)).text


def test_what_nobody_answers_goes_after_half_a_year(project):
    ask_to_join(project)
    services.forget_join_requests(now=NOW + timedelta(days=182))
    assert JoinRequest.objects.exists()
    services.forget_join_requests(now=NOW + timedelta(days=183))
    assert not JoinRequest.objects.exists()


def test_no_link_opens_the_row_that_gets_its_number_later(client, project):
    row = ask_to_join(project)
    link, number = link_of(row), row.pk
    row.delete()
    ask_to_join(project, "yan@example.org", pk=number)
    assert client.get(link).status_code == 410


def test_who_looks_for_a_name_finds_none_that_nobody_confirmed(project):
    ask_to_join(project, known_as="Yolanda", confirmed_at=None)
    (of_joining,) = [one for one in PEOPLES_WORDS if one.model is JoinRequest]
    assert not of_joining.rows(JoinRequest.objects.all()).exists()


def test_what_is_typed_again_and_again_is_forgotten_a_week_after_the_first_time(project):
    said = {"address": "zoe@example.org", "known_as": "Zoe", "words": "", "connection": "::1"}
    services.ask_to_join(project, **said, now=NOW)
    services.ask_to_join(project, **said, now=NOW + timedelta(days=6))
    services.forget_join_requests(now=NOW + timedelta(days=7, seconds=1))
    assert not JoinRequest.objects.exists()
