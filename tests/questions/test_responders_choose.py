"""Whoever responded from outside chooses what becomes of it, nobody for them; and nothing ends in silence."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from core.once import lock_row
from outbox import tasks as outbox_tasks
from outbox.models import Message
from plan.services import end_project
from projects.models import Project
from questions import services, tasks
from questions.models import CommunityQuestion, Contribution, Response
from questions.services import responding
from questions.services.answering import tell_answer
from tests.factories import NOW, MemberFactory
from tests.pages import lacks, tight
from tests.questions.rows import answered
from tests.responding import ASKED, WORDS, ask_everybody, responded

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


@pytest.fixture
def asked(project, jo) -> CommunityQuestion:
    return ask_everybody(jo)


@pytest.fixture
def said(asked, jo) -> Contribution:
    return services.show_response(responded(asked), by=jo, now=NOW)


def emails(to: str = "zoe@example.org") -> list[Any]:
    outbox_tasks.send_due()
    return [email for email in mail.outbox if email.to == [to]]


@pytest.mark.parametrize("part", ["outside", "take-back"])
def test_nobody_in_the_project_chooses_for_whoever_responded(
    signed_in, facilitator, jo, said, part
):
    page = signed_in(facilitator)
    shown = page.get(said.get_absolute_url()).text
    assert lacks(shown, f"?show={part}", but_has=WORDS)
    address = f"{said.get_absolute_url()}?show={part}"
    assert page.post(address, {"outside": "name"}).status_code == 403
    said.refresh_from_db()
    assert (said.words, said.may_be_public) == (WORDS, False)


def test_nobody_in_the_project_says_for_them_that_an_answer_is_enough(
    signed_in, facilitator, jo, said
):
    answer = answered(said, by=jo)
    page = signed_in(facilitator)
    address = reverse("questions:answer_enough", args=[said.project.slug, said.pk])
    page.post(address, {"is_enough": "yes"})
    answer.refresh_from_db()
    assert answer.is_enough is None


def test_what_is_done_with_it_stands_in_no_list_as_told_to_nobody(said, jo):
    services.hide_words(said, why="A nurse is named.", by=jo, now=NOW)
    assert not Message.objects.filter(kind="words_hidden").exists()


def test_when_the_project_ends_whoever_waits_is_told(client, asked, jo):
    row, other = responded(asked), responded(asked, "yan@example.org")
    services.decline_response(other, by=jo, reason="We knew.", now=NOW)
    emails()
    end_project(jo.project, by=jo, why="The money is spent.", now=NOW)
    for _twice in range(2):
        tasks.answer_responses_after_the_end()
    (told,) = emails()
    assert lacks(told.body, "Half a year", but_has="The project has ended before anybody looked")
    assert len(emails("yan@example.org")) == 1
    row.refresh_from_db()
    services.forget_responses(now=row.declined_at + timedelta(days=29))
    assert not Response.objects.exists()


def test_an_address_goes_half_a_year_after_the_end_when_nobody_answered(asked, said, jo):
    Project.objects.update(state="ended", ended_on=NOW.date())
    services.forget_responses(now=NOW + timedelta(days=180))
    assert Response.objects.get().address
    services.forget_responses(now=NOW + timedelta(days=190))
    assert Response.objects.get().address == ""


def test_what_is_confirmed_while_old_ones_are_deleted_stays(asked, monkeypatch):
    row = responded(asked, confirmed_at=None, sent_at=NOW - timedelta(days=8))

    def confirm_first(held: Any) -> None:
        Response.objects.filter(pk=row.pk).update(confirmed_at=NOW)
        lock_row(held)

    monkeypatch.setattr(responding, "lock_row", confirm_first)
    services.forget_responses(now=NOW)
    assert list(Response.objects.waiting()) == [row]


def test_one_that_cannot_be_deleted_holds_up_no_other(asked, monkeypatch):
    long_ago = {"confirmed_at": None, "sent_at": NOW - timedelta(days=8)}
    first = responded(asked, **long_ago)
    responded(asked, "yan@example.org", **long_ago)
    forget = responding._forget

    def break_off(row: Response) -> None:
        if row.pk == first.pk:
            raise ValueError
        forget(row)

    monkeypatch.setattr(responding, "_forget", break_off)
    services.forget_responses(now=NOW)
    assert list(Response.objects.all()) == [first]


def test_two_answers_are_each_told_in_the_name_of_who_gave_it_or_not_at_all(said, jo, project):
    bea = MemberFactory(project=project, role=jo.role, known_as="Bea")
    until = NOW.date() + timedelta(days=30)
    services.answer_contribution(
        said, outcome="not-now", reason="Not before spring.", until=until, by=jo, now=NOW
    )
    tell_answer(answered(said, by=bea, number=2, reason="We do it now."), now=NOW)
    told = [email for email in emails() if "has answered" in email.subject]
    assert [email.subject for email in told] == ["Bea has answered what you wrote"]
    assert "We do it now." in told[0].body


def test_that_something_came_of_it_is_not_told_when_it_was_undone(said, jo):
    move = {"address": "/", "now": NOW}
    services.record_move(said, what="planned", title="1", **move)
    services.undo_move(said, what="planned", **move)
    assert [email.subject for email in emails() if "came of" in email.subject] == []


def test_facilitators_hear_again_of_what_comes_after_they_looked_at_all(asked, jo):
    def confirm(number: int) -> Response:
        row = responded(asked, f"z{number}@example.org", confirmed_at=None)
        services.confirm_response(row, now=NOW)
        return row

    first = confirm(1)
    confirm(2)
    assert Message.objects.filter(kind="response_waits").count() == 1
    for row in Response.objects.waiting():
        services.show_response(row, by=jo, now=NOW)
    confirm(3)
    assert Message.objects.filter(kind="response_waits").count() == 2
    assert first.pk


def test_once_the_project_has_ended_nobody_is_said_to_be_asked(signed_in, facilitator, asked, jo):
    Project.objects.update(state="ended", ended_on=NOW.date())
    page = signed_in(facilitator)
    on_question = tight(page.get(asked.question.get_absolute_url()).text)
    assert lacks(on_question, "Everybody has been asked", but_has=str(asked.question))
    listed = tight(page.get(reverse("questions:community_list", args=[jo.project.slug])).text)
    assert lacks(listed, "on the public page since", but_has=ASKED)
