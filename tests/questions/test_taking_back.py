"""Somebody takes back their own words: they are gone for good, and what others said to them stays."""

import io
from functools import partial

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from elements.records.said import read_said
from outbox import sending
from outbox.models import Delivery
from projects.getters import get_project_or_404
from questions import services
from questions.getters import with_all_that_is_named
from questions.life import life_of
from questions.linking import said_behind
from questions.models import Contribution, ContributionAnswer
from questions.services import (
    AnsweredBefore,
    answer_contribution,
    look_at_worry,
    mark_worry,
    take_words_back,
)
from tests import factories
from tests.at_once import at_once
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution, looked_at, question
from tests.safety import give_safety_contact

pytestmark = pytest.mark.django_db
SAID, BACK = "Mrs Hall snores.", "Taken back by whoever said it."


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Bo", user__email="bo@example.org")


@pytest.fixture
def said(amina, jo):
    return contribution(amina, words=SAID)


@pytest.fixture
def reply(said, bo):
    return said.replies.create(member=bo, words="I hear that too.", said_at=NOW)


def page(client, said) -> str:
    return tight(client.get(said.get_absolute_url()).content.decode())


def back_of(said, *, reply=None) -> str:
    return f"{said.get_absolute_url()}?show=take-back" + (f"&reply={reply.pk}" if reply else "")


def in_database() -> str:
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    return dump.getvalue()


def are_gone(*words: str) -> bool:
    """Whether these words are nowhere in the database, which has the days of what was said."""
    return lacks(in_database(), *words, but_has="said_at")


def test_its_author_is_told_what_it_does_and_then_the_words_are_gone(
    signed_in, participant, bo, reply, said, jo
):
    answered(said, by=jo)
    client = signed_in(participant)
    assert "?show=take-back" in page(client, said)
    asked = tight(client.get(back_of(said)).content.decode())
    assert "Nobody can bring them back, and neither can you." in asked
    assert Contribution.objects.get(pk=said.pk).words == SAID
    answer = client.post(back_of(said), follow=True)
    assert "You took it back. Your words are gone." in answer.content.decode()
    assert are_gone("snores")
    shown = page(signed_in(bo.user), said)
    day = long_date(timezone.now())
    assert lacks(shown, "snores", "Amina", but_has=f"Taken back by whoever said it, on {day}.")
    assert [one for one in ("I hear that too.", "Because of the lift.") if one not in shown] == []


def test_a_reply_is_taken_back_by_itself(signed_in, bo, reply, said):
    signed_in(bo.user).post(back_of(said, reply=reply))
    shown = page(signed_in(bo.user), said)
    assert lacks(shown, "I hear that too.", but_has=SAID)
    assert BACK in shown
    assert are_gone("I hear that too.")


def test_nobody_else_takes_it_back(signed_in, facilitator, said):
    assert signed_in(facilitator).post(back_of(said)).status_code == 403
    said.refresh_from_db()
    assert said.words == SAID


def test_hidden_words_go_too_with_what_was_said_about_that(said, amina, jo):
    services.hide_words(said, by=jo, why="It is about a neighbour.", now=NOW)
    services.answer_hiding(said, by=amina, words="She asked me.", now=NOW)
    assert take_words_back(said, by=amina, now=NOW)
    assert are_gone("snores", "neighbour", "She asked me")


def test_what_its_author_missed_in_an_answer_goes_too(said, amina, jo):
    services.judge_answer(answered(said, by=jo), is_enough=False, why="Snores!", by=amina, now=NOW)
    take_words_back(said, by=amina, now=NOW)
    assert ContributionAnswer.objects.get().not_enough_why == BACK


def test_the_search_and_the_question_do_not_show_it(signed_in, bo, amina, said):
    asked = question(amina)
    Contribution.objects.update(question=asked)
    take_words_back(said, by=amina, now=NOW)
    client = signed_in(bo.user)
    there = reverse("home:find", args=[said.project.slug])
    assert lacks(client.get(there, {"q": "snores"}), said.get_absolute_url(), but_has="snores")
    shown = client.get(asked.get_absolute_url())
    assert lacks(shown, "snores", "waiting for an answer", but_has=BACK)


def test_it_waits_for_no_answer_and_counts_nowhere(project, amina, said):
    take_words_back(said, by=amina, now=NOW)
    assert not Contribution.objects.open().exists()
    seen = read_said(project, on=NOW.date())
    assert {name for name, count in seen.items() if count} <= {"all_rows"}
    life = life_of(with_all_that_is_named(Contribution.objects.all()).get())
    assert life.sentence == "It was taken back."


def test_whoever_is_answering_is_told_and_nobody_else(said, amina, jo, bo):
    services.read_contribution(said, by=jo, now=NOW)
    take_words_back(said, by=amina, now=NOW)
    take_words_back(said, by=amina, now=NOW)
    told = Delivery.objects.filter(message__kind="words_taken_back")
    assert [row.member for row in told] == [jo]


def test_emails_that_are_still_to_be_sent_do_not_go(said, amina, jo):
    answer_contribution(said, outcome="no", reason="No.", by=jo, now=NOW)
    take_words_back(said, by=amina, now=NOW)
    sending.send_due(clock=lambda: NOW)
    assert mail.outbox == []


def test_what_it_led_to_shows_that_something_was_taken_back(signed_in, jo, amina, said, bo):
    decision = factories.a_decision(said.project, jo)
    there = decision.get_absolute_url()
    services.record_move(said, what="decided", address=there, title="Chairs", now=NOW)
    take_words_back(said, by=amina, now=NOW)
    project = get_project_or_404(bo.user, said.project.slug)
    assert [row.pk for row in said_behind(project, there)] == [said.pk]
    shown = signed_in(bo.user).get(there)
    assert lacks(shown, "snores", but_has="Something that was taken back")


def test_while_somebody_looks_at_a_worry_facilitators_keep_it(
    signed_in, participant, facilitator, said, bo, jo
):
    give_safety_contact(said.project)
    worry = mark_worry(said.project, by=bo, about=said, now=NOW)
    answer = signed_in(participant).post(back_of(said), follow=True)
    assert "Until then they can read it, and nobody else." in answer.content.decode()
    assert SAID in page(signed_in(facilitator), said)
    assert lacks(page(signed_in(bo.user), said), "snores", but_has="Taken back by whoever")
    look_at_worry(worry, by=jo, done="Rang.", outcome="aside", aside_why="We talk.", now=NOW)
    assert are_gone("snores")
    said.refresh_from_db()
    assert (said.words, said.is_set_aside) == (BACK, False)


def test_what_is_taken_back_cannot_be_hidden_or_set_aside(signed_in, facilitator, said, amina, bo):
    take_words_back(said, by=amina, now=NOW)
    with pytest.raises(services.IsTakenBack):
        services.hide_words(said, by=bo, why="W", now=NOW)
    give_safety_contact(said.project)
    mark_worry(said.project, by=bo, about=said, now=NOW)
    said.refresh_from_db()
    assert not said.is_set_aside


def test_whoever_was_typing_an_answer_keeps_it(signed_in, facilitator, said, amina):
    take_words_back(said, by=amina, now=NOW)
    there = reverse("questions:contribution_answer", args=[said.project.slug, said.pk])
    sent = {"outcome": "no", "reason": "There is no money for that.", "seen": "0"}
    answer = signed_in(facilitator).post(there, sent)
    assert answer.status_code == 409
    shown = answer.content.decode()
    expected = ("It was taken back at this moment", "There is no money for that.")
    assert [one for one in expected if one not in shown] == []
    assert not ContributionAnswer.objects.exists()


def test_a_second_reader_gives_no_answer_to_it(said, amina, jo, bo):
    answer = looked_at(said, by=jo, to_be_seen_by=bo)
    take_words_back(said, by=amina, now=NOW)
    for deed in (
        partial(services.agree_with_answer, answer, by=bo, now=NOW),
        partial(services.send_answer_back, answer, why="W", by=bo, now=NOW),
    ):
        with pytest.raises(AnsweredBefore):
            deed()
    told = Delivery.objects.filter(message__kind="words_taken_back")
    assert {row.member for row in told} == {jo, bo}


def tried(deed):
    try:
        return deed()
    except AnsweredBefore as reason:
        return type(reason)


@pytest.mark.django_db(transaction=True)
def test_taking_back_while_it_is_answered_loses_nothing_and_does_nothing_twice(amina, jo):
    for _round in range(6):
        row = contribution(amina, words=SAID)
        answer = partial(answer_contribution, row, outcome="no", reason="No.", by=jo, now=NOW)
        deeds = [partial(tried, answer), *[partial(take_words_back, row, by=amina, now=NOW)] * 2]
        found = at_once(deeds)
        row.refresh_from_db()
        assert (row.words, row.is_taken_back) == (BACK, True)
        given = row.answers.count()
        assert given == (found[0] is not AnsweredBefore)
        assert (row.answer_id is not None) == bool(given)
        told = Delivery.objects.filter(message__event__startswith=f"contribution:{row.pk}:")
        assert told.count() == given


@pytest.mark.django_db(transaction=True)
def test_taking_back_while_somebody_looks_at_a_worry_leaves_no_words(amina, jo, bo):
    give_safety_contact(amina.project)
    for _round in range(4):
        row = contribution(amina, words=SAID)
        worry = mark_worry(amina.project, by=bo, about=row, now=NOW)
        look = partial(look_at_worry, worry, by=jo, done="Rang.", outcome="back", now=NOW)
        at_once([look, partial(take_words_back, row, by=amina, now=NOW)])
        row.refresh_from_db()
        assert (row.words, row.words_set_aside, row.is_set_aside) == (BACK, "", False)
