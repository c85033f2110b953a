"""What somebody promised is done by another, once they have said yes; until then it stays where it was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actions import services
from actions.models import ActionHandover
from core.ended import EndedBefore
from outbox.kinds import put_into_words
from outbox.models import Delivery, Message
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
        action.handovers.create(to=amina, asked_by=bo, asked_at=NOW)


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
    services.answer_handover(handover, is_yes=False, reply="I am away.", by=amina, now=NOW)
    with pytest.raises(EndedBefore) as both:
        services.answer_handover(handover, is_yes=True, reply="Gladly.", by=amina, now=NOW)
    assert (both.value.theirs, both.value.mine) == ("I am away.", "Gladly.")
    action.refresh_from_db()
    assert action.owner == jo


def test_an_answer_to_what_is_not_asked_any_more_changes_nothing(action, jo, amina):
    handover = ask(action, amina)
    services.end_handover(handover, now=NOW)
    services.answer_handover(handover, is_yes=True, by=amina, now=NOW)
    services.end_handover(handover, now=NOW + timedelta(days=1))
    action.refresh_from_db()
    handover.refresh_from_db()
    assert (action.owner, handover.outcome, handover.ended_at) == (jo, "over", NOW)
    assert told("action_handover_answered") == []


def test_the_email_asks_and_is_over_with_the_answer(action, amina):
    handover = ask(action, amina, why="I am away until May.")
    words = put_into_words(Message.objects.get())
    assert words.subject == "Jo asks if you can take something over"
    assert TITLE in words.summary
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
    assert "Jo asked Amina. Amina has not said yet." in page
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
    assert "Jo asked Amina. Amina said yes." in tight(answer.text)


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


def test_a_second_answer_in_other_words_shows_both(signed_in, participant, amina, jo, listed):
    handover = asked_to_take_over(amina, by=jo)
    client, address = signed_in(participant), f"{listed}taking-over/{handover.pk}/"
    assert client.post(address, {"answer": "no", "reply": "I am away."}).status_code == 302
    page = client.post(address, {"answer": "yes", "reply": "I can, after all."})
    assert page.status_code == 409
    assert "I am away." in page.text
    assert "I can, after all." in page.text
    handover.refresh_from_db()
    assert handover.outcome == "declined"


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
    assert "Jo asked if May can do it instead" in tight(page)
    assert "What did May say?" in page
    answer = client.post(
        f"{listed}taking-over/{handover.pk}/", {"answer": "no", "reply": ""}, follow=True
    )
    assert "Thank you for saying so. It stays with Jo." in answer.text


def test_asking_can_be_stopped(signed_in, facilitator, amina, jo, listed):
    handover = asked_to_take_over(amina, by=jo)
    client = signed_in(facilitator)
    assert client.get(f"{listed}taking-over/{handover.pk}/end/").status_code == 302
    handover.refresh_from_db()
    assert handover.is_open
    answer = client.post(f"{listed}taking-over/{handover.pk}/end/", follow=True)
    assert "We ask Amina no more." in answer.text
    assert "Jo asked Amina. Amina is not asked any more." in tight(answer.text)


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
    words = "Somebody is asked already. Wait, or stop asking them first."
    assert page.context["form"].errors == {"__all__": [words]}
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
