"""What somebody promised is done by another, once they have said yes; until then it stays where it was."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actions import services
from actions.models import Action, ActionHandover
from outbox.kinds import put_into_words
from outbox.models import Delivery, Message
from outbox.services import tell_members
from participation.services import act_on_imbalance
from plan.services import end_project
from tests import factories
from tests.actions.rows import asked_to_take_over
from tests.factories import DAY, NOW
from tests.pages import lacks, tight

TITLE = "Ring the porters"


@pytest.fixture
def action(project, jo):
    return factories.ActionFactory(project=project, owner=jo, what=TITLE, due_on=DAY)


@pytest.fixture
def listed(project):
    return reverse("actions:action_list", args=[project.slug])


def ask(action, to, **more) -> ActionHandover:
    return services.ask_to_take_over(action, to=to, by=action.owner, now=NOW, **more)


def told(kind: str) -> list[str]:
    rows = Delivery.objects.filter(message__kind=kind)
    return sorted(row.member.known_as for row in rows.select_related("member"))


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


def test_from_the_page_of_a_promise_to_a_yes(
    signed_in, facilitator, participant, action, amina, listed
):
    client = signed_in(facilitator)
    page = client.get(f"{listed}?one={action.pk}").text
    assert "Ask somebody else to do it" in page
    asked = {"to": amina.pk, "why": "I am away.", "sent_key": uuid4()}
    answer = client.post(f"{listed}{action.pk}/hand-over/", asked, follow=True)
    page = tight(answer.text)
    assert "We ask Amina. Until they say yes, it stays with Jo." in page
    assert "Jo asked Amina to do it instead of Jo. Amina has not said yet." in page
    assert lacks(page, "Ask somebody else to do it", but_has="Who was asked to do it instead")
    handover = ActionHandover.objects.get()
    client = signed_in(participant)
    page = client.get(f"{listed}taking-over/{handover.pk}/", follow=True).text
    assert "Jo asks if you can do it instead" in tight(page)
    assert "I am away." in page
    answer = client.post(
        f"{listed}taking-over/{handover.pk}/", {"answer": "yes", "reply": ""}, follow=True
    )
    assert "Thank you. It is yours now." in answer.text
    assert "Amina has promised this" in answer.text
    assert "Jo asked Amina to do it instead of Jo. Amina said yes." in tight(answer.text)


def test_an_answer_needs_a_yes_or_a_no_and_keeps_what_was_typed(
    signed_in, participant, amina, jo, listed
):
    handover = asked_to_take_over(amina, by=jo)
    page = signed_in(participant).post(
        f"{listed}taking-over/{handover.pk}/", {"reply": "Perhaps in May."}
    )
    assert page.context["answer_form"].errors == {"answer": ["Choose yes or no. A no is fine."]}
    assert "Perhaps in May." in page.text
    handover.refresh_from_db()
    assert handover.is_open


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("no", "This was answered before: Amina said no. Nothing was changed."),
        ("yes", "This was answered before: Amina said yes. Nothing was changed."),
        ("stopped", "This is not asked any more. Nothing was changed."),
    ],
)
def test_a_second_answer_says_how_it_was_settled_and_gives_the_words_back(
    signed_in, participant, amina, jo, listed, first, words
):
    handover = asked_to_take_over(amina, by=jo)
    client, address = signed_in(participant), f"{listed}taking-over/{handover.pk}/"
    if first == "stopped":
        services.end_handover(handover, now=NOW)
    else:
        assert client.post(address, {"answer": first, "reply": ""}).status_code == 302
    second = {"answer": "no" if first == "yes" else "yes", "reply": "I can, after all."}
    page = client.post(address, second, follow=True).text
    assert words in page
    assert "You wrote: “I can, after all.”" in page
    handover.refresh_from_db()
    assert handover.reply == ""


def test_an_empty_answer_to_what_is_over_is_not_shown_under_another_name(
    signed_in, facilitator, project, jo, listed
):
    may, bo = (factories.MemberFactory(project=project, user=None) for _one in range(2))
    handover = asked_to_take_over(may, by=jo)
    services.end_handover(handover, now=NOW)
    ask(handover.action, bo)
    client = signed_in(facilitator)
    page = client.post(f"{listed}taking-over/{handover.pk}/", {"reply": "Mine."}, follow=True)
    assert "This is not asked any more." in page.text
    assert f"What did {bo.known_as} say?" in page.text
    assert not page.context["answer_form"].is_bound


def test_stopping_after_a_yes_says_that_it_is_theirs(signed_in, facilitator, amina, jo, listed):
    handover = asked_to_take_over(amina, by=jo)
    services.answer_handover(handover, is_yes=True, by=amina, now=NOW)
    client = signed_in(facilitator)
    answer = client.post(f"{listed}taking-over/{handover.pk}/end/", follow=True)
    assert "This was answered before: Amina said yes. Nothing was changed." in answer.text


def test_one_press_too_many_asks_once(signed_in, facilitator, action, amina, listed):
    asked = {"to": amina.pk, "why": "", "sent_key": uuid4()}
    client = signed_in(facilitator)
    for _press in range(2):
        assert client.post(f"{listed}{action.pk}/hand-over/", asked).status_code == 302
    assert told("action_handover_asked") == ["Amina"]


def test_a_participant_among_many_finds_whom_to_ask(
    signed_in, participant, project, amina, jo, listed
):
    factories.MemberFactory.create_batch(12, project=project)
    mine = factories.ActionFactory(project=project, owner=amina)
    client = signed_in(participant)
    assert "people/find/" in client.get(f"{listed}{mine.pk}/hand-over/").text
    found = reverse("projects:people_find", args=[project.slug])
    page = client.get(found, {"name": "to", "to-find": "jo", "choose": "one"})
    assert (page.status_code, "Jo" in page.text) == (200, True)


def test_after_the_end_nobody_new_is_asked_and_asking_can_be_stopped(
    signed_in, facilitator, project, amina, jo, action, listed
):
    handover = asked_to_take_over(amina, by=jo)
    end_project(project, by=jo, why="It is over.", now=NOW)
    client = signed_in(facilitator)
    assert client.get(f"{listed}{action.pk}/hand-over/").status_code == 403
    answer = client.post(f"{listed}taking-over/{handover.pk}/end/", follow=True)
    assert "We don’t ask Amina any more." in answer.text


def test_nobody_answers_for_somebody_who_signs_in(signed_in, facilitator, amina, jo, listed):
    handover = asked_to_take_over(amina, by=jo)
    client = signed_in(facilitator)
    page = client.get(f"{listed}?one={handover.action_id}").text
    assert lacks(page, 'name="answer"', but_has="Stop asking Amina")
    assert client.get(f"{listed}taking-over/{handover.pk}/").status_code == 403
    answer = client.post(f"{listed}taking-over/{handover.pk}/", {"answer": "yes"})
    assert answer.status_code == 403
    handover.refresh_from_db()
    assert handover.is_open


def test_a_facilitator_writes_down_what_somebody_said_on_the_phone(
    signed_in, facilitator, project, jo, listed
):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    handover = asked_to_take_over(may, by=jo)
    client = signed_in(facilitator)
    page = client.get(f"{listed}?one={handover.action_id}").text
    assert "Jo asked if May can do it instead of Jo" in tight(page)
    assert "What did May say?" in page
    answer = client.post(
        f"{listed}taking-over/{handover.pk}/", {"answer": "no", "reply": ""}, follow=True
    )
    assert "Thank you for saying so. It stays with Jo." in answer.text
    assert "Written down by Jo" in tight(answer.text)


def test_asking_can_be_stopped(signed_in, facilitator, amina, jo, listed):
    handover = asked_to_take_over(amina, by=jo)
    client = signed_in(facilitator)
    assert client.get(f"{listed}taking-over/{handover.pk}/end/").status_code == 302
    handover.refresh_from_db()
    assert handover.is_open
    answer = client.post(f"{listed}taking-over/{handover.pk}/end/", follow=True)
    assert "We don’t ask Amina any more." in answer.text
    assert "Jo asked Amina to do it instead of Jo. Amina is not asked any more." in tight(
        answer.text
    )


def test_whoever_promised_it_asks_and_no_other_participant(
    signed_in, participant, project, amina, jo, action, listed
):
    client = signed_in(participant)
    assert client.get(f"{listed}{action.pk}/hand-over/").status_code == 403
    mine = factories.ActionFactory(project=project, owner=amina)
    asked = {"to": jo.pk, "why": "", "sent_key": uuid4()}
    assert client.post(f"{listed}{mine.pk}/hand-over/", asked).status_code == 302
    assert told("action_handover_asked") == ["Jo"]


@pytest.mark.parametrize("to", ["the owner", "nobody", "somebody of another project"])
def test_who_cannot_be_asked(signed_in, facilitator, action, jo, listed, to):
    asked = {"the owner": jo.pk, "nobody": "", "somebody of another project": ""}
    if to == "somebody of another project":
        asked[to] = factories.MemberFactory().pk
    page = signed_in(facilitator).post(f"{listed}{action.pk}/hand-over/", {"to": asked[to]})
    assert list(page.context["form"].errors) == ["to"]
    assert not ActionHandover.objects.exists()


def test_a_second_who_asks_is_told_that_somebody_is_asked(
    signed_in, facilitator, project, action, amina, listed
):
    bo = factories.MemberFactory(project=project)
    ask(action, amina)
    asked = {"to": bo.pk, "why": "Because.", "sent_key": uuid4()}
    page = signed_in(facilitator).post(f"{listed}{action.pk}/hand-over/", asked)
    words = "Amina is asked already. Wait for their answer, or stop asking them first."
    assert page.context["form"].errors == {"to": [words]}
    assert "Because." in page.text


def test_a_home_asks_for_a_yes_or_a_no(signed_in, participant, project, amina, jo):
    handover = asked_to_take_over(amina, by=jo)
    page = tight(signed_in(participant).get(project.get_absolute_url()).text)
    assert "Jo asks if you can do it instead" in page
    assert f"actions/?one={handover.action_id}" in page
    services.answer_handover(handover, is_yes=False, by=amina, now=NOW)
    page = tight(signed_in(participant).get(project.get_absolute_url()).text)
    assert lacks(page, "Jo asks if you can do it instead", but_has=project.name)


@pytest.mark.parametrize(
    ("show", "found"),
    [("", ["late", "mine", "soon"]), ("mine", ["mine"]), ("late", ["late"]), ("done", ["done"])],
)
def test_the_list_shows_all_mine_what_is_late_or_done(
    signed_in, participant, project, amina, jo, listed, show, found
):
    today = DAY.replace(year=2099)
    for what, owner, due_on, more in (
        ("late", jo, DAY.replace(year=2020), {}),
        ("mine", amina, today, {}),
        ("soon", jo, today, {}),
        ("done", amina, DAY, {"done_at": NOW, "outcome": "It went well."}),
    ):
        factories.ActionFactory(project=project, owner=owner, what=what, due_on=due_on, **more)
    page = signed_in(participant).get(listed, {"show": show})
    assert sorted(row.what for row in page.context["actions"]) == found
    choices = page.text.partition('class="choices"')[2].partition("</nav>")[0]
    assert choices.count("aria-current") == 1
    assert page.context["show"] == show


def test_a_coordinator_has_no_promises_of_their_own(signed_in, project, listed):
    by = factories.CoordinatorFactory(organisation=project.organisation)
    page = signed_in(by.user).get(listed).text
    assert lacks(page, "?show=mine", but_has="?show=late")
