"""What somebody promised is done by another, once they have said yes; until then it stays where it was."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from actions import services
from actions.models import Action
from outbox.kinds import put_into_words
from outbox.models import Message
from outbox.services import tell_members
from participation.services import act_on_imbalance
from tests import factories
from tests.actions.handing import TITLE, ask, told
from tests.factories import NOW


def test_a_yes_makes_it_theirs(action, jo, amina):
    handover = ask(action, amina, why="I am away.")
    action.refresh_from_db()
    assert action.owner == jo
    services.answer_handover(handover, is_yes=True, reply="Gladly.", by=amina, now=NOW)
    action.refresh_from_db()
    assert (action.owner, handover.outcome, handover.ended_at) == (amina, "taken", NOW)
    assert told("action_handover_asked") == ["Amina"]
    assert told("action_handover_answered") == ["Jo"]
    assert told("action_noted") == []


def test_a_no_leaves_it_where_it_was_and_needs_no_reason(action, jo, amina):
    handover = ask(action, amina)
    services.answer_handover(handover, is_yes=False, by=amina, now=NOW)
    action.refresh_from_db()
    assert (action.owner, handover.outcome) == (jo, "declined")
    assert told("action_handover_answered") == ["Jo"]
    assert ask(action, amina).is_open


def test_whoever_had_it_hears_of_it_as_well_as_whoever_asked(project, jo, amina):
    bo = factories.MemberFactory(project=project, known_as="Bo")
    action = factories.ActionFactory(project=project, owner=bo)
    handover = services.ask_to_take_over(action, to=amina, by=jo, now=NOW)
    services.answer_handover(handover, is_yes=True, by=amina, now=NOW)
    assert told("action_handover_answered") == ["Bo", "Jo"]


def test_who_cannot_sign_in_is_told_what_was_noted_for_them(action, project, jo):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    services.answer_handover(ask(action, may), is_yes=True, by=jo, now=NOW)
    action.refresh_from_db()
    assert action.owner == may
    assert (told("action_noted"), told("action_handover_answered")) == (["May"], [])


def test_one_is_asked_at_a_time(action, project, amina):
    bo = factories.MemberFactory(project=project)
    handover = ask(action, amina)
    with pytest.raises(services.CannotHandOver) as refused:
        ask(action, bo)
    assert refused.value.asked == amina
    services.end_handover(handover, now=NOW)
    assert ask(action, bo).is_open
    with pytest.raises(IntegrityError), transaction.atomic():
        action.handovers.create(to=amina, asked_by=bo, instead_of=bo, asked_at=NOW)


def test_what_is_done_is_handed_to_nobody(action, amina):
    handover = ask(action, amina)
    services.finish_action(action, outcome="They come.", now=NOW)
    handover.refresh_from_db()
    assert handover.outcome == "over"
    with pytest.raises(services.CannotHandOver) as refused:
        ask(action, amina)
    assert refused.value.asked is None


def test_the_first_answer_stays(action, jo, amina):
    handover = ask(action, amina)
    say = partial(services.answer_handover, handover, by=amina, now=NOW)
    assert say(is_yes=False, reply="I am away.")
    assert not say(is_yes=True, reply="Gladly.")
    assert (handover.outcome, handover.reply) == ("declined", "I am away.")
    action.refresh_from_db()
    assert action.owner == jo


def test_an_answer_to_what_is_not_asked_any_more_changes_nothing(action, jo, amina):
    handover = ask(action, amina)
    assert services.end_handover(handover, now=NOW)
    assert not services.answer_handover(handover, is_yes=True, by=amina, now=NOW)
    assert not services.end_handover(handover, now=NOW + timedelta(days=1))
    action.refresh_from_db()
    assert (action.owner, handover.outcome, handover.ended_at) == (jo, "over", NOW)
    assert told("action_handover_answered") == []


def test_who_has_left_is_asked_no_more_and_gets_nothing(action, project, jo, amina):
    may, bo = (factories.MemberFactory(project=project, user=None) for _one in range(2))
    handover = ask(action, may)
    may.left_at = NOW
    may.save()
    with pytest.raises(services.CannotHandOver):
        services.ask_to_take_over(action, to=may, by=jo, now=NOW)
    assert ask(action, bo).is_open
    handover.refresh_from_db()
    assert handover.outcome == "over"
    with pytest.raises(services.CannotHandOver):
        ask(action, jo)


def test_whoever_takes_it_themselves_is_asked_without_an_email(action, jo, grace):
    services.ask_to_take_over(action, to=grace, by=grace, now=NOW)
    assert told("action_handover_asked") == []


@pytest.fixture
def grace(project):
    return factories.MemberFactory(project=project, known_as="Grace", role="facilitator")


def test_what_was_to_be_posted_to_whoever_had_it_is_over(project, jo, amina):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    group, due = factories.GroupFactory(project=project), NOW.date()
    row = act_on_imbalance(group, what="Ask", owner=may, due_on=due, now=NOW - timedelta(days=9))
    noted = services.note_promise(project, what="Ring", owner=may, due_on=due, by=jo, now=NOW)
    item = [f"action-{row.pk}", str(due)]
    tell = {"project": project, "kind": "due", "data": {"items": [item]}, "asks": True}
    tell_members(event="due", recipients=[may], now=NOW, **tell)
    kinds = [put_into_words(message).kind for message in Message.objects.order_by("pk")]
    assert [kind.over(may) for kind in kinds] == ["", "", ""]
    Action.objects.filter(pk__in=[row.pk, noted.pk]).update(owner=amina)
    kinds = [put_into_words(message).kind for message in Message.objects.order_by("pk")]
    gone = "Somebody else does it now."
    assert [kind.over(may) for kind in kinds] == [gone, gone, "All of it is done."]


def test_the_email_asks_and_is_over_with_the_answer(action, amina):
    handover = ask(action, amina, why="I am away until May.")
    words = put_into_words(Message.objects.get())
    assert words.subject == "Jo asks if you can take something over"
    assert TITLE in words.summary
    assert "Jo has promised it until now." in words.summary
    assert "I am away until May." in words.summary
    assert words.path.endswith(f"/plan/actions/?one={action.pk}")
    assert words.kind.over(amina) == ""
    services.answer_handover(handover, is_yes=False, reply="Sorry.", by=amina, now=NOW)
    assert put_into_words(Message.objects.first()).kind.over(amina) == "It is settled."
    answer = put_into_words(Message.objects.last())
    assert answer.subject == "Amina cannot take over a promise"
    assert "Sorry." in answer.summary
