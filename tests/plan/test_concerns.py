"""What keeps people from agreeing: it stays open until it is answered, and whoever said it is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.ended import EndedBefore
from outbox.kinds import put_into_words
from outbox.models import Delivery
from plan import services
from plan.models import Concern, Statement
from tests import factories
from tests.factories import NOW, agreement

LATER = NOW + timedelta(days=1)


@pytest.fixture
def list_url(project):
    return reverse("plan:statement_list", args=[project.slug])


@pytest.fixture
def statement(project) -> Statement:
    return factories.StatementFactory(project=project, words="We let each other finish.")


def counts(statement) -> tuple[int, int, int]:
    found = Statement.objects.with_counts().get(pk=statement.pk)
    return found.agree_count, found.not_yet_count, found.concern_count


def waits_for(member) -> bool:
    return member.project.statements.waiting_for(member.pk).exists()


def test_a_concern_stays_open_when_the_words_change(amina, jo, statement):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    statement.words = "We let each other finish, and speak softly."
    services.change_statement(statement, revision=1, by=jo, now=LATER)
    assert counts(statement) == (0, 0, 1)
    agreement(statement, amina, "agree", at=LATER)
    assert counts(statement) == (1, 0, 0)


def test_a_facilitator_says_what_came_of_a_concern_and_its_owner_is_asked_again(
    signed_in, facilitator, participant, amina, jo, statement, list_url
):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    concern = Concern.objects.get()
    url = f"{list_url}{statement.pk}/concerns/{concern.pk}/"
    client = signed_in(facilitator)
    assert client.post(url, {"words": ""}).context["form"].errors == {
        "words": ["Write your answer."]
    }
    client.post(url, {"words": "We meet in the small room now."})
    concern.refresh_from_db()
    assert (concern.ended, concern.closed_by) == ("answered", jo)
    assert (counts(statement), waits_for(amina)) == ((0, 1, 0), True)
    with pytest.raises(EndedBefore):
        services.close_concern(concern, outcome="Something else", by=amina, now=LATER)
    page = signed_in(participant).get(f"{list_url}{statement.pk}/").content.decode()
    assert "We meet in the small room now." in page
    agreement(statement, amina, "not-yet", at=concern.closed_at + timedelta(days=1))
    assert not waits_for(amina)


def test_whoever_raised_a_concern_is_told_the_answer_once(
    signed_in, facilitator, amina, jo, statement, list_url
):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    concern = Concern.objects.get()
    url = f"{list_url}{statement.pk}/concerns/{concern.pk}/"
    client = signed_in(facilitator)
    assert "We will tell Amina what you write." in client.get(url).content.decode()
    for outcome in ("We meet in the small room now.", "Pressed twice."):
        client.post(url, {"words": outcome})
    told = Delivery.objects.get()
    assert (told.member, told.message.asks) == (amina, True)
    assert told.message.subject == "Jo has answered your concern"
    assert put_into_words(told.message).summary == (
        "You said: “It is too loud.”\n\nWe answered: “We meet in the small room now.”\n\n"
        "Do you agree now, or not yet?"
    )
    assert told.message.path == f"{list_url}{statement.pk}/#c{concern.pk}"


def test_who_answers_their_own_concern_is_not_told(jo, statement):
    agreement(statement, jo, "not-yet", concern="It is too loud.")
    services.close_concern(Concern.objects.get(), outcome="It was the fan.", by=jo, now=LATER)
    assert not Delivery.objects.exists()


def test_a_concern_about_what_was_taken_back_is_answered_without_a_question(amina, jo, statement):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    services.retire_statement(statement, why="We wrote a better one.", by=jo, now=LATER)
    told = Delivery.objects.get()
    assert (told.member, told.message.asks) == (amina, True)
    assert put_into_words(told.message).summary == (
        "You said: “It is too loud.”\n\nWe answered: “We wrote a better one.”"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"closed_at": NOW},
        {"closed_at": NOW, "ended": "answered"},
        {"closed_at": NOW, "ended": "agreed", "outcome": "We talked."},
        {"ended": "answered", "outcome": "We talked."},
        {"words": ""},
    ],
)
def test_a_concern_ends_in_one_way(amina, statement, fields):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.update(**fields)
