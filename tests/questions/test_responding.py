"""The community responds without an account: confirmed, looked at, answered like what members say, and taken back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.ended import EndedBefore
from outbox import tasks as outbox_tasks
from outbox.models import Delivery, Message
from projects.models import Project
from questions import services, tasks
from questions.models import CommunityQuestion, Contribution, Response
from questions.peoples_words import PEOPLES_WORDS
from tests.at_once import at_once
from tests.factories import NOW
from tests.following import link_in
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution
from tests.responding import ASKED, WORDS, ask_everybody, responded

pytestmark = pytest.mark.django_db
TYPED = {"known_as": "Zoe", "address": "Zoe@example.org", "words": WORDS, "outside": ""}


@pytest.fixture
def project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


@pytest.fixture
def asked(project, jo) -> CommunityQuestion:
    return ask_everybody(jo)


@pytest.fixture
def public(project) -> str:
    return reverse("updates:public_page", args=[project.slug])


@pytest.fixture
def waiting(project) -> str:
    return reverse("questions:community_list", args=[project.slug])


def form_of(asked: CommunityQuestion) -> str:
    return reverse("updates:public_respond", args=[asked.project.slug, asked.pk])


def look_at(row: Response) -> str:
    return reverse("questions:response_look", args=[row.project.slug, row.pk])


def link_of(row: Response) -> str:
    return urlsplit(row.url).path


def emails(to: str = "zoe@example.org") -> list[Any]:
    outbox_tasks.send_due()
    return [email for email in mail.outbox if email.to == [to]]


def test_from_the_public_page_to_an_answer_that_is_enough(
    client, signed_in, facilitator, project, asked, waiting, jo
):
    done = client.post(form_of(asked), TYPED, follow=True)
    assert "Look in your mailbox" in done.text
    (email,) = emails()
    assert lacks(email.body, WORDS, but_has="Was it you?")
    link = link_in(email, "/response/")
    assert WORDS in client.get(link).text
    assert not Response.objects.waiting().exists()
    row = Response.objects.get()
    sent = client.post(link, {"do": "send"}, follow=True)
    assert "Thank you. We have it." in sent.text
    assert not client.cookies
    (told,) = emails(jo.user.email)
    assert lacks(told.body, "Zoe", WORDS, but_has=waiting)

    page = signed_in(facilitator)
    today = page.get(reverse("home:project_home", args=[project.slug])).text
    assert "1 response from the community" in today
    assert lacks(page.get(waiting), "zoe@example.org", but_has=WORDS)
    assert lacks(page.get(look_at(row)), "zoe@example.org", but_has=WORDS)
    page.post(look_at(row), {"answer": "yes"})
    said = Contribution.objects.get()
    assert (said.author, said.words, said.question) == ("Zoe", WORDS, asked.question)
    assert "Zoe</b>, from the community" in tight(page.get(said.get_absolute_url()).text)
    row.refresh_from_db()
    assert (row.words, row.known_as) == ("", "")
    assert "You get an answer by" in emails()[-1].body

    services.answer_contribution(said, outcome="no", reason="No money.", by=jo, now=NOW)
    assert "No money." in emails()[-1].body
    client.logout()
    page = client.get(link)
    assert lacks(page, "(optional)</span></label>", but_has="No money.")
    empty = client.post(link, {"do": "enough", "is_enough": "no", "why": ""})
    assert "Say what is missing, so that we can answer it." in empty.text
    client.post(link, {"do": "enough", "is_enough": "no", "why": "Ask the council."})
    said.refresh_from_db()
    assert said.answer is None
    assert said.answers.get().not_enough_why == "Ask the council."


def test_nobody_but_who_wrote_it_is_told_the_answer(signed_in, facilitator, project, asked, jo):
    said = services.show_response(responded(asked), by=jo, now=NOW)
    answered(said, by=jo)
    page = signed_in(facilitator)
    today = page.get(reverse("home:project_home", args=[project.slug]))
    assert lacks(today, "Tell Zoe the answer", but_has=project.name)
    assert lacks(page.get(said.get_absolute_url()), "I have told", but_has=WORDS)


def test_what_is_not_shown_has_a_reason_that_is_sent_and_goes(client, asked, jo):
    row = responded(asked)
    client.force_login(jo.user)
    assert "Say why not." in client.post(look_at(row), {"answer": "no", "reason": " "}).text
    client.post(look_at(row), {"answer": "no", "reason": "It names a nurse."})
    assert "It names a nurse." in emails()[-1].body
    client.logout()
    assert "It names a nurse." in client.get(link_of(row)).text
    assert not Contribution.objects.exists()
    row.refresh_from_db()
    services.forget_responses(now=row.declined_at + timedelta(days=28))
    assert Response.objects.exists()
    services.forget_responses(now=row.declined_at + timedelta(days=28, seconds=1))
    assert not Response.objects.exists()
    assert not Message.objects.filter(kind__startswith="response_t").exists()


def test_whoever_wrote_it_takes_it_back_before_and_after_it_is_shown(client, asked, jo):
    before, after = responded(asked), responded(asked, "yan@example.org", words="By bike")
    said = services.show_response(after, by=jo, now=NOW)
    for row in (before, after):
        asks = client.post(link_of(row), {"do": "back"})
        assert lacks(asks.text, "are deleted", but_has="Take it back for good")
        gone = client.post(link_of(row), {"do": "back", "sure": "yes"})
        assert "What you wrote and your address are deleted." in gone.text
        assert client.get(link_of(row)).status_code == 410
    said.refresh_from_db()
    assert said.is_taken_back
    assert lacks(said.words, "By bike", but_has="Taken back")
    assert said.for_whom == "Somebody from the community"
    assert not Response.objects.exists()
    assert not Delivery.objects.filter(member=None).exists()


def test_words_of_which_somebody_is_worried_stay_for_those_who_look(client, asked, jo, amina):
    row = responded(asked)
    said = services.show_response(row, by=jo, now=NOW)
    services.mark_worry(jo.project, by=amina, about=said, now=NOW)
    gone = client.post(link_of(row), {"do": "back", "sure": "yes"})
    assert "those who run the project can still read it" in tight(gone.text)
    said.refresh_from_db()
    assert said.own_words == WORDS


def test_whoever_wrote_it_says_what_is_read_outside(client, asked, public, jo):
    row = responded(asked, outside="name")
    said = services.show_response(row, by=jo, now=NOW)
    services.publish_words(said, by=jo, now=NOW)
    assert "on the public page" in emails()[-1].subject
    assert lacks(client.get(public), "<b>Zoe</b>", but_has="Zoe, from the community")
    assert WORDS in client.get(public).text
    link = client.get(link_of(row))
    assert lacks(link, "for somebody", "groups", but_has="May it be on the public page, too?")
    client.post(link_of(row), {"do": "outside", "outside": ""})
    assert lacks(client.get(public), WORDS, "Zoe", but_has=ASKED)
    said.refresh_from_db()
    assert (said.may_be_public, said.outside_by) == (False, None)


def test_what_is_not_said_to_be_public_is_not(client, asked, public, jo):
    said = services.show_response(responded(asked), by=jo, now=NOW)
    assert not services.publish_words(said, by=jo, now=NOW)
    assert lacks(client.get(public), WORDS, "Zoe", but_has=ASKED)


def test_of_everything_that_is_done_with_it_whoever_wrote_it_is_told(asked, jo):
    said = services.show_response(responded(asked, outside="words"), by=jo, now=NOW)
    later, by = NOW.date() + timedelta(days=40), {"by": jo, "now": NOW}
    move = {"address": "/", "now": NOW}
    #: What is done -> what the email says of it.
    deeds: list[tuple[Callable[[], Any], str]] = [
        (lambda: None, "Everybody in the project can read it now"),
        (lambda: services.promise_later(said, answer_by=later, later_why="Snow.", **by), "Snow."),
        (lambda: services.hide_words(said, why="A nurse is named.", **by), "A nurse is named."),
        (lambda: services.show_words_again(said, **by), "can read it again"),
        (lambda: services.publish_words(said, **by), "you can say no"),
        (lambda: services.unpublish_words(said, **by), "In the project it stays"),
        (lambda: services.record_move(said, what="planned", title="1", **move), "in the plan"),
        (lambda: services.set_linked_over(jo.project, is_over=True, why="No.", **move), "changed"),
    ]
    for number, (deed, told) in enumerate(deeds, start=1):
        deed()
        got = emails()
        assert len(got) == number
        body = " ".join(got[-1].body.split())
        assert told in body
        assert lacks(body, "No.", but_has=WORDS)


def test_what_is_not_so_any_more_is_not_told(asked, jo):
    said = services.show_response(responded(asked), by=jo, now=NOW)
    assert len(emails()) == 1
    services.hide_words(said, why="A nurse is named.", by=jo, now=NOW)
    services.show_words_again(said, by=jo, now=NOW)
    assert [email.subject for email in emails()[1:]] == [
        "Everybody can read what you wrote again",
    ]


def test_the_address_goes_half_a_year_after_the_answer_and_not_while_one_is_owed(asked, jo):
    said = services.show_response(responded(asked), by=jo, now=NOW)
    services.forget_responses(now=NOW + timedelta(days=400))
    assert Response.objects.exists()
    answered(said, by=jo, outcome="not-now", until=NOW.date() + timedelta(days=900))
    services.forget_responses(now=NOW + timedelta(days=400))
    assert Response.objects.exists()
    answer = said.answers.get()
    answer.until = None
    said.take_answer(answer)
    said.save()
    services.forget_responses(now=NOW + timedelta(days=182))
    assert Response.objects.exclude(address="").exists()
    services.forget_responses(now=NOW + timedelta(days=183))
    row = Response.objects.get(address="")
    assert not Message.objects.filter(kind="response_told").exists()
    services.hide_words(said, why="A nurse is named.", by=jo, now=NOW)
    assert not Message.objects.filter(kind="response_told").exists()
    # By the link it can still be taken back.
    services.take_response_back(row, now=NOW)
    assert Contribution.objects.get().is_taken_back


def test_what_nobody_confirms_goes_after_a_week_however_often_it_is_typed(client, asked):
    long_ago = timezone.now() - timedelta(days=8)
    old = responded(asked, confirmed_at=None, sent_at=long_ago)
    client.post(form_of(asked), TYPED)
    assert Response.objects.get() == old
    tasks.forget_responses()
    assert not Response.objects.exists()


def test_whoever_types_an_address_again_changes_nothing_that_was_written_with_it(client, asked):
    client.post(form_of(asked), TYPED)
    client.post(form_of(asked), TYPED | {"words": "I hate you all"})
    mine, other = Response.objects.order_by("pk")
    assert len(emails()) == 2
    page = client.get(link_of(mine)).text
    assert lacks(page, "I hate you all", but_has=WORDS)
    client.post(link_of(mine), {"do": "send"})
    assert list(Response.objects.waiting()) == [mine]
    client.post(link_of(other), {"do": "back"})
    assert list(Response.objects.all()) == [mine]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"words": ""}, "Write what you want to say."),
        ({"address": "zoe at x"}, "zoe at x"),
        ({"known_as": "", "outside": "name"}, "Write the name that may be on the page."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, asked, typed, error):
    answer = client.post(form_of(asked), TYPED | {"known_as": "Zoe of the bridge"} | typed)
    assert error in answer.text
    assert "<title>Error:" in tight(answer.text)
    assert ("Zoe of the bridge" in answer.text) == ("known_as" not in typed)
    assert not Response.objects.exists()


def test_no_mailbox_is_filled_and_nothing_is_lost_by_that(client, asked, monkeypatch):
    for _twice in range(2):
        client.post(form_of(asked), TYPED)
    assert Message.objects.filter(kind="response_asked").count() == 1
    for number in range(5):
        done = client.post(form_of(asked), TYPED | {"words": f"By bike {number}"})
        assert done.status_code == 302
    last = client.post(form_of(asked), TYPED | {"words": "By boat"})
    assert "try again tomorrow" in tight(last.text)
    assert "By boat</textarea>" in last.text
    assert Message.objects.filter(kind="response_asked").count() == Response.objects.count() == 6
    monkeypatch.setattr("questions.services.responding.FROM_A_CONNECTION", 1)
    assert "Please try again in an hour." in client.post(form_of(asked), TYPED).text


def test_nobody_responds_to_a_project_that_has_ended_or_is_not_public(client, asked, public, jo):
    row = responded(asked, confirmed_at=None)
    Project.objects.update(state="ended", ended_on=NOW.date())
    client.post(form_of(asked), TYPED | {"address": "yan@example.org"})
    assert Response.objects.count() == 1
    assert lacks(client.get(public), ASKED, but_has="This project ended")
    over = client.post(link_of(row), {"do": "send"})
    assert "The project has ended meanwhile. It was not sent." in over.text
    assert not Response.objects.waiting().exists()
    client.force_login(jo.user)
    waits = responded(asked, "uma@example.org")
    assert client.post(look_at(waits), {"answer": "yes"}).status_code == 403
    client.post(look_at(waits), {"answer": "no", "reason": "We have ended."})
    assert not Response.objects.waiting().exists()
    client.logout()
    Project.objects.update(is_public=False)
    assert client.post(form_of(asked), TYPED).status_code == 404


def test_only_those_who_run_the_project_read_it_first(client, asked, waiting, jo, amina):
    row = responded(asked)
    hidden = responded(asked, "yan@example.org", words="By bike", confirmed_at=None)
    client.force_login(amina.user)
    assert client.get(waiting).status_code == client.get(look_at(row)).status_code == 403
    client.force_login(jo.user)
    assert lacks(client.get(waiting), "By bike", but_has=WORDS)
    assert client.get(look_at(hidden)).status_code == 404


def test_two_who_decide_otherwise_see_it(asked, jo):
    row = responded(asked)
    assert services.decline_response(row, by=jo, reason="No.", now=NOW)
    assert services.decline_response(row, by=jo, reason="No.", now=NOW)
    with pytest.raises(EndedBefore):
        services.decline_response(row, by=jo, reason="Another.", now=NOW)
    assert services.show_response(row, by=jo, now=NOW) is None
    shown = responded(asked, "yan@example.org")
    services.show_response(shown, by=jo, now=NOW)
    assert not services.decline_response(shown, by=jo, reason="No.", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_what_is_shown_twice_at_once_is_one_contribution(asked, jo):
    row = responded(asked)

    def show() -> Contribution | None:
        return services.show_response(row, by=jo, now=NOW)

    assert len({one.pk for one in at_once([show, show])}) == 1
    assert Contribution.objects.count() == 1
    assert Message.objects.filter(kind="response_told").count() == 1


def test_no_link_opens_the_row_that_gets_its_number_later(client, asked):
    row = responded(asked)
    link, number = link_of(row), row.pk
    row.delete()
    responded(asked, "yan@example.org", pk=number)
    assert client.get(link).status_code == 410


def test_who_looks_for_a_name_finds_none_that_nobody_confirmed(asked):
    responded(asked, known_as="Yolanda", confirmed_at=None)
    (of_responses,) = [one for one in PEOPLES_WORDS if one.model is Response]
    assert not of_responses.rows(Response.objects.all()).exists()


def test_the_public_page_asks_the_same_of_the_database_for_one_and_for_many(
    client, jo, amina, public, django_assert_max_num_queries
):
    for number in range(5):
        idea = contribution(amina, words=f"Idea {number}", may_be_public=True, public_at=NOW)
        ask_everybody(jo, idea=idea, words=f"What about {number}?")
    with django_assert_max_num_queries(12):
        seen = client.get(public).text
    assert [f"What about {number}?" in seen for number in range(5)] == [False, False] + [True] * 3
