"""What somebody promised is done by another, once they have said yes; until then it stays where it was."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from actions import services
from actions.models import Action
from outbox.kinds import put_into_words
from outbox.models import Delivery, Message
from outbox.reminders import find_people, remind
from outbox.services import tell_members
from participation.services import act_on_imbalance
from tests import factories
from tests.actions.asking import TITLE, ask, told
from tests.factories import NOW


def test_a_yes_makes_it_theirs(action, jo, amina):
    takeover = ask(action, amina, why="I am away.")
    action.refresh_from_db()
    assert action.owner == jo
    services.answer_takeover(takeover, is_yes=True, reply="Gladly.", by=amina, now=NOW)
    action.refresh_from_db()
    assert (action.owner, takeover.outcome, takeover.ended_at) == (amina, "taken", NOW)
    assert told("takeover_asked") == ["Amina"]
    assert told("takeover_answered") == ["Jo"]
    assert told("action_noted") == []


def test_a_no_leaves_it_where_it_was_and_needs_no_reason(action, jo, amina):
    takeover = ask(action, amina)
    services.answer_takeover(takeover, is_yes=False, by=amina, now=NOW)
    action.refresh_from_db()
    assert (action.owner, takeover.outcome) == (jo, "declined")
    assert told("takeover_answered") == ["Jo"]
    assert ask(action, amina).is_open


def test_whoever_had_it_hears_of_it_as_well_as_whoever_asked(project, jo, amina):
    bo = factories.MemberFactory(project=project, known_as="Bo")
    action = factories.ActionFactory(project=project, owner=bo)
    takeover = services.ask_to_take_over(action, to=amina, by=jo, now=NOW)
    services.answer_takeover(takeover, is_yes=True, by=amina, now=NOW)
    assert told("takeover_answered") == ["Bo", "Jo"]


def test_who_cannot_sign_in_is_told_what_was_noted_for_them(action, project, jo):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    services.answer_takeover(ask(action, may), is_yes=True, by=jo, now=NOW)
    action.refresh_from_db()
    assert action.owner == may
    assert (told("action_noted"), told("takeover_answered")) == (["May"], [])


def test_one_is_asked_at_a_time(action, project, amina):
    bo = factories.MemberFactory(project=project)
    takeover = ask(action, amina)
    with pytest.raises(services.CannotTakeOver) as refused:
        ask(action, bo)
    assert refused.value.asked == amina
    services.end_takeover(takeover, by=amina, now=NOW)
    assert ask(action, bo).is_open
    with pytest.raises(IntegrityError), transaction.atomic():
        action.takeovers.create(to=amina, asked_by=bo, instead_of=bo, asked_at=NOW)


def test_what_is_done_is_handed_to_nobody(action, jo, amina):
    takeover = ask(action, amina)
    services.finish_action(action, outcome="They come.", by=jo, now=NOW)
    takeover.refresh_from_db()
    assert takeover.outcome == "over"
    with pytest.raises(services.CannotTakeOver) as refused:
        ask(action, amina)
    assert refused.value.asked is None


def test_the_first_answer_stays(action, jo, amina):
    takeover = ask(action, amina)
    say = partial(services.answer_takeover, takeover, by=amina, now=NOW)
    assert say(is_yes=False, reply="I am away.")
    assert not say(is_yes=True, reply="Gladly.")
    assert (takeover.outcome, takeover.reply) == ("declined", "I am away.")
    action.refresh_from_db()
    assert action.owner == jo


def test_an_answer_to_what_is_not_asked_any_more_changes_nothing(action, jo, amina):
    takeover = ask(action, amina)
    assert services.end_takeover(takeover, by=jo, now=NOW)
    assert not services.answer_takeover(takeover, is_yes=True, by=amina, now=NOW)
    assert not services.end_takeover(takeover, by=jo, now=NOW + timedelta(days=1))
    action.refresh_from_db()
    assert (action.owner, takeover.outcome, takeover.ended_at) == (jo, "over", NOW)
    assert told("takeover_answered") == []


def test_who_has_left_is_asked_no_more_and_gets_nothing(action, project, jo, amina):
    may, bo = (factories.MemberFactory(project=project, user=None) for _one in range(2))
    takeover = ask(action, may)
    may.left_at = NOW
    may.save()
    with pytest.raises(services.CannotTakeOver):
        services.ask_to_take_over(action, to=may, by=jo, now=NOW)
    assert ask(action, bo).is_open
    takeover.refresh_from_db()
    assert takeover.outcome == "over"
    with pytest.raises(services.CannotTakeOver):
        ask(action, jo)


def test_whoever_takes_it_themselves_is_asked_without_an_email(action, jo, grace):
    services.ask_to_take_over(action, to=grace, by=grace, now=NOW)
    assert told("takeover_asked") == []


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
    takeover = ask(action, amina, why="I am away until May.")
    words = put_into_words(Message.objects.get())
    assert words.subject == "Jo asks if you can take something over"
    assert TITLE in words.summary
    assert "Jo has promised it until now." in words.summary
    assert "I am away until May." in words.summary
    assert words.path.endswith(f"/plan/actions/?one={action.pk}")
    assert words.kind.over(amina) == ""
    services.answer_takeover(takeover, is_yes=False, reply="Sorry.", by=amina, now=NOW)
    assert put_into_words(Message.objects.first()).kind.over(amina) == "It is settled."
    answer = put_into_words(Message.objects.last())
    assert answer.subject == "Amina cannot take over a promise"
    assert "Sorry." in answer.summary


def _has_left() -> None:
    Delivery.objects.filter(message__kind="takeover_asked").update(done_at=NOW)


@pytest.mark.parametrize(
    ("how", "words"), [("stopped", "Jo has stopped asking."), ("done", "It is done.")]
)
def test_who_has_heard_that_they_are_asked_hears_that_it_is_over(action, jo, amina, how, words):
    takeover = ask(action, amina)
    _has_left()
    if how == "done":
        services.finish_action(action, outcome="They come.", by=jo, now=NOW)
    else:
        services.end_takeover(takeover, by=jo, now=NOW)
    assert told("takeover_over") == ["Amina"]
    over = put_into_words(Message.objects.last())
    assert TITLE in over.summary
    assert words in over.summary


@pytest.mark.parametrize("why", ["not yet", "themselves", "answered"])
def test_nobody_hears_that_it_is_over_who_has_nothing_to_wait_for(action, jo, amina, why):
    takeover = ask(action, amina)
    if why != "not yet":
        _has_left()
    if why == "answered":
        services.answer_takeover(takeover, is_yes=False, by=amina, now=NOW)
    services.end_takeover(takeover, by=amina if why == "themselves" else jo, now=NOW)
    assert told("takeover_over") == []


@pytest.mark.parametrize(("answer", "reminded"), [(True, []), (False, ["Jo"])])
def test_what_was_taken_over_today_is_not_told_again_today(action, jo, amina, answer, reminded):
    Action.objects.update(due_on=NOW.date() - timedelta(days=7), created_at=NOW - timedelta(30))
    takeover = ask(action, amina)
    services.answer_takeover(takeover, is_yes=answer, by=amina, now=NOW)
    for member in find_people(now=NOW.replace(hour=12)):
        remind(member, now=NOW.replace(hour=12))
    assert told("due") == reminded
