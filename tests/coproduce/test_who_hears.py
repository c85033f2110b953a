"""Whoever wants to hear only what is asked of them hears what asks something, and no news."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from actions.services import answer_takeover, ask_to_take_over, note_promise
from decisions import services as decisions
from elements import services as elements
from outbox.emails import letter
from outbox.kinds import _KINDS, put_into_words
from outbox.models import Channel, Delivery, Rhythm
from outbox.reminders import remind
from outbox.services import set_preference, stop_news
from participation import services as participation
from plan import services as plan
from plan.models import Statement
from projects.models import Member
from questions import services as questions
from questions.services import (
    add_contribution,
    answer_contribution,
    answer_wording,
    ask_question,
    end_question,
    look_at_worry,
    mark_worry,
    propose_wording,
    record_move,
    reopen_question,
    set_linked_over,
    tell_coordinators,
)
from tests import factories
from tests import known_factories as things
from tests.actions.asking import stop_asking
from tests.actions.rows import asked_to_take_over
from tests.coproduce.two_people import BEFORE, WHY, People
from tests.decisions.proposing import a_proposal, say
from tests.factories import DAY, NOW
from tests.meetings import hearing as of_meetings
from tests.participation import hearing
from tests.questions.rows import file_of
from tests.safety import give_safety_contact
from updates.services import send_update, send_update_to_writer

#: What tells and asks nothing; everything else goes to all whom it concerns.
NEWS = {
    *("proposal_closed", "proposal_put_down", "question_ended", "question_opened", "update_sent"),
    *("contribution_moved", "contribution_move_over", "review_closed", *hearing.NEWS),
}
#: What goes out at once and asks nothing -> what it says of why it does so.
WHY_AT_ONCE = {
    **hearing.WHY_AT_ONCE,
    **of_meetings.WHY_AT_ONCE,
    "takeover_answered": "asked somebody to take it over",
    "takeover_over": "you were asked to take it over",
    "addition_defended": "you help to run",
    "addition_put_back": "it answers what you said",
    "contribution_answered": "you said something",
    "contribution_entered": "in your name",
    "contribution_file_away": "was taken away",
    "contribution_later": "you said something",
    "email_given": "added your address",
    "news_stopped": "you hear less",
    "safety_back": "about something you said",
    "safety_late": "you look after",
    "safety_left_aside": "about something you said",
    "safety_needs_you": "has named you",
    "project_ended": "it changes what is asked of you",
    "project_reopened": "it changes what is asked of you",
    "promise_changed": "has changed what it promises you",
    "say_replied": "it answers what you said",
    "stepped_in": "it is about who runs",
    "update_first_look": "you're part of",
    "words_defended": "you help to run",
    "words_shown_again": "you said something",
    "words_outside_for_you": "did this for you",
    "words_published": "you said something",
    "words_taken_back": "you were answering",
    "words_taken_back_for_you": "did this for you",
    "words_unpublished": "you said something",
    "wording_answered": "another way",
}


def answer_concern(people: People) -> None:
    statement = factories.StatementFactory(project=people.project)
    factories.agreement(statement, people.amina, "not-yet", concern="It is late.")
    plan.close_concern(statement.concerns.get(), outcome="We asked.", by=people.jo, now=NOW)


def change_promise(people: People) -> None:
    promise = things.PlanPromiseFactory(project=people.project)
    promise.words = "We ask."
    plan.set_promise(promise, revision=promise.revision, by=people.jo, now=NOW)


def tell_what_is_due(people: People) -> None:
    factories.ActionFactory(
        project=people.project, owner=people.amina, due_on=DAY, created_at=BEFORE
    )
    remind(people.amina, now=NOW)


def link_that_is_over(people: People) -> None:
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    record_move(said, what="planned", address="/", title="Step 1", now=NOW)
    set_linked_over(people.project, address="/", is_over=True, now=NOW)


def answer(people: People) -> None:
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    answer_contribution(said, outcome="no", reason="Because.", by=people.jo, now=NOW)


def asked(people: People) -> Any:
    return ask_question(people.project, by=people.amina, words="Why?", now=NOW)


def name_maker(people: People) -> Any:
    makers = [decisions.Maker(people.amina)]
    return factories.a_decision(people.project, people.jo, makers=makers)


def end_asked(people: People) -> Any:
    question = asked(people)
    end_question(question, end="settled", why="We know.", by=people.jo, now=NOW)
    return question


def answer_way(people: People) -> None:
    wording = propose_wording(asked(people), by=people.amina, words="How?", now=NOW)
    answer_wording(wording, outcome="declined", words="Because.", by=people.jo, now=NOW)


def look(people: People) -> Any:
    """Let the facilitator say no to something hard, and name the participant to read it first."""
    bo = factories.MemberFactory(project=people.project)
    said = add_contribution(people.project, by=bo, words="Why?", now=NOW)
    questions.give_honour(said, mark="hard", member=bo)
    told = {"reason": "Because.", "by": people.jo, "to_be_seen_by": people.amina, "now": NOW}
    return answer_contribution(said, outcome="no", **told)


def refuse(people: People) -> None:
    answer(people)
    given = people.project.contributions.get().answer
    more = {"is_enough": False, "why": "When?", "by": people.amina, "now": NOW}
    questions.judge_answer(given, **more)


def hand_over(people: People) -> None:
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    bo = factories.MemberFactory(project=people.project, role="facilitator")
    questions.hand_over_contribution(said, to=people.jo, by=bo, now=NOW)


def promise_later(people: People) -> None:
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    day = DAY + timedelta(days=20)
    questions.promise_later(said, answer_by=day, later_why="Snow.", by=people.jo, now=NOW)


def stop(people: People) -> None:
    set_preference(people.amina, channel=Channel.EMAIL, rhythm=Rhythm.WEEKLY)
    stop_news(Member.objects.get(pk=people.amina.pk), now=NOW)


def invite_again(people: People) -> None:
    participation.end_membership(people.amina, now=NOW)
    email = people.amina.user.email
    participation.invite_member(
        people.project, by=people.jo, email=email, known_as="A", role="participant", now=NOW
    )


def give_email(people: People) -> None:
    member = factories.MemberFactory(project=people.project, user=None)
    set_preference(member, channel=Channel.POST, rhythm=Rhythm.ASKED_ONLY)
    participation.give_email(member, email="bo@example.org", by=people.jo, now=NOW)


def change_proposal(people: People) -> None:
    proposal = a_proposal(people.project, people.jo)
    proposal.what = "One recliner"
    decisions.change_proposal(proposal, revision=1, by=people.jo, **WHY)


def reply_to_say(people: People) -> None:
    row = say(a_proposal(people.project, people.jo), people.amina, "not-yet", "It is cold.")
    decisions.reply_to_say(row, words="We will look.", to_words=row.words, by=people.jo, now=NOW)


def hidden(people: People) -> Any:
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    questions.hide_words(said, by=people.jo, **WHY)
    return said


def published(people: People) -> Any:
    said = add_contribution(people.project, by=people.amina, words="Why?", outside="words", now=NOW)
    questions.publish_words(said, by=people.jo, now=NOW)
    return said


def take_back(people: People) -> None:
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    questions.read_contribution(said, by=people.jo, now=NOW)
    questions.take_words_back(said, by=people.amina, now=NOW)


def said_by_hand(people: People) -> Any:
    """What somebody else does for its author, who is told."""
    return add_contribution(
        people.project, by=people.jo, said_by=people.amina, words="Why?", now=NOW
    )


def worry_of(people: People) -> Any:
    give_safety_contact(people.project)
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    return mark_worry(people.project, by=people.jo, about=said, now=NOW)


def look_after(people: People, **how: str) -> None:
    worry = worry_of(people)
    look_at_worry(worry, by=people.jo, done="Rang.", tells_author=True, now=NOW, **how)


def tell_overdue(people: People) -> None:
    review = factories.ParticipationReviewFactory(project=people.project)
    participation.tell_overdue_review(review, on=DAY.replace(year=2027), now=NOW)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    **hearing.MAKES,
    **of_meetings.MAKES,
    "action_asked": lambda p: participation.act_on_imbalance(
        factories.GroupFactory(project=p.project), **p.promised
    ),
    "takeover_over": lambda p: stop_asking(p.amina, by=p.jo),
    "takeover_answered": lambda p: answer_takeover(
        asked_to_take_over(p.amina, by=p.jo), is_yes=True, by=p.amina, now=NOW
    ),
    "takeover_asked": lambda p: ask_to_take_over(
        factories.ActionFactory(project=p.project, owner=p.jo), to=p.amina, by=p.jo, now=NOW
    ),
    "action_noted": lambda p: note_promise(p.project, by=p.jo, **p.promised),
    "addition_defended": lambda p: plan.answer_taking_down(
        p.taken_down(), by=p.amina, words="It is true.", now=NOW
    ),
    "addition_put_back": lambda p: plan.put_back_addition(p.taken_down(), by=p.jo, now=NOW),
    "addition_taken_down": People.taken_down,
    "answer_sent_back": lambda p: questions.send_answer_back(
        look(p), why="Think again.", by=p.amina, now=NOW
    ),
    "answer_to_look_at": look,
    "concern_answered": answer_concern,
    "contribution_answered": answer,
    "contribution_file_away": lambda p: questions.take_file_away(
        file_of(add_contribution(p.project, by=p.amina, words="Why?", now=NOW)), by=p.jo, **WHY
    ),
    "contribution_handed_over": hand_over,
    "contribution_later": promise_later,
    "contribution_open_again": refuse,
    "due": tell_what_is_due,
    "contribution_entered": said_by_hand,
    "contribution_moved": lambda p: record_move(
        add_contribution(p.project, by=p.amina, words="Why?", now=NOW),
        what="planned",
        address="/",
        title="Step 1",
        now=NOW,
    ),
    "contribution_move_over": link_that_is_over,
    "email_given": give_email,
    "invited": invite_again,
    "maker_named": name_maker,
    "maker_objected": lambda p: decisions.object_to_naming(
        name_maker(p), member=p.amina, words="I was ill.", now=NOW
    ),
    "news_stopped": stop,
    "participation_review_opened": lambda p: participation.open_review(
        p.project, due_on=DAY, now=NOW
    ),
    "participation_review_overdue": tell_overdue,
    "project_ended": People.ended,
    "project_reopened": lambda p: plan.reopen_project(p.ended(), by=p.jo, **WHY),
    "promise_changed": change_promise,
    "question_ended": end_asked,
    "question_opened": lambda p: reopen_question(end_asked(p), by=p.jo, **WHY),
    "proposal_changed": change_proposal,
    "proposal_closed": lambda p: decisions.close_proposal(
        a_proposal(p.project, p.jo), by=p.jo, wording=1, how="Together", now=NOW
    ),
    "proposal_opened": lambda p: a_proposal(p.project, p.jo),
    "proposal_put_down": lambda p: decisions.put_down_proposal(
        a_proposal(p.project, p.jo), by=p.jo, **WHY
    ),
    "review_closed": lambda p: p.review(words=["Cold."]),
    "review_opened": People.review,
    "review_reminder": lambda p: elements.remind_of_review(
        p.review(), on=DAY + timedelta(days=14), now=NOW
    ),
    "say_replied": reply_to_say,
    "safety_back": lambda p: look_after(p, outcome="back"),
    "safety_late": lambda p: tell_coordinators(worry_of(p), now=NOW),
    "safety_left_aside": lambda p: look_after(p, outcome="aside", aside_why="We talk."),
    "safety_needs_you": lambda p: worry_of(p),
    "safety_worry": lambda p: worry_of(p),
    "stepped_in": lambda p: participation.step_into(
        p.project,
        by=factories.CoordinatorFactory(organisation=p.project.organisation).user,
        now=NOW + timedelta(days=99),
    ),
    "update_first_look": lambda p: send_update_to_writer(
        factories.UpdateFactory(project=p.project), by=p.jo, now=NOW
    ),
    "update_sent": lambda p: send_update(
        factories.UpdateFactory(project=p.project), by=p.jo, now=NOW
    ),
    "wording_answered": answer_way,
    "words_defended": lambda p: questions.answer_hiding(
        hidden(p), by=p.amina, words="It is true.", now=NOW
    ),
    "words_hidden": hidden,
    "words_shown_again": lambda p: questions.show_words_again(hidden(p), by=p.jo, now=NOW),
    "words_outside_for_you": lambda p: questions.choose_outside(
        said_by_hand(p), outside="words", by=p.jo, now=NOW
    ),
    "words_published": published,
    "words_unpublished": lambda p: questions.unpublish_words(published(p), by=p.jo, now=NOW),
    "words_taken_back_for_you": lambda p: questions.take_words_back(
        said_by_hand(p), by=p.jo, now=NOW
    ),
    "words_taken_back": take_back,
}


def heard(kind: str) -> bool:
    return Delivery.objects.filter(message__kind=kind).exists()


@pytest.fixture
def people(project, jo, amina) -> People:
    return People(project, jo, amina)


@pytest.mark.parametrize("kind", sorted(MAKES))
def test_who_hears_only_what_is_asked_hears_what_asks(kind, people):
    for member in (people.jo, people.amina):
        set_preference(member, channel=Channel.EMAIL, rhythm=Rhythm.ASKED_ONLY)
    MAKES[kind](people)
    assert heard(kind) == (kind not in NEWS)


@pytest.mark.parametrize("kind", sorted(MAKES.keys() - NEWS - {"invited"}))
def test_an_email_says_that_it_asks_something_only_when_it_does(kind, people):
    MAKES[kind](people)
    delivery = Delivery.objects.filter(message__kind=kind).first()
    email = letter(put_into_words(delivery.message))(delivery)
    (page, _kind), asks = email.alternatives[0], "because we're asking you something"
    why = WHY_AT_ONCE.get(kind, asks)
    for text in (email.body, unescape(page)):
        assert why in " ".join(text.split())
        assert (asks in " ".join(text.split())) == (why == asks)


def test_an_answer_to_a_concern_asks_nothing_when_the_statement_was_taken_back(people):
    answer_concern(people)
    Statement.objects.update(retired_at=NOW, retired_why="It was wrong.")
    delivery = Delivery.objects.get(message__kind="concern_answered")
    assert "it answers what you said" in letter(put_into_words(delivery.message))(delivery).body


#: Each kind of news -> whether it is a result.
RESULTS = [
    ("question_ended", True),
    ("question_opened", False),
    ("review_closed", True),
    ("update_sent", False),
]


@pytest.mark.parametrize(("kind", "is_heard"), RESULTS)
def test_who_hears_only_results_hears_of_results(kind, is_heard, people):
    for member in (people.jo, people.amina):
        set_preference(member, channel=Channel.EMAIL, rhythm=Rhythm.RESULTS)
    MAKES[kind](people)
    assert heard(kind) == is_heard


def test_each_kind_is_named_above():
    ours = {key for key, kind in _KINDS.items() if not kind.__module__.startswith("tests.")}
    assert ours == set(MAKES)
