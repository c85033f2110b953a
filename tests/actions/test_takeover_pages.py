"""The pages on which somebody is asked to do what another promised, says yes or no, or is asked no more."""

from uuid import uuid4

import pytest
from django.urls import reverse

from actions import services
from actions.models import Takeover
from plan.services import end_project
from tests import factories
from tests.actions.asking import ask, told
from tests.actions.rows import asked_to_take_over
from tests.factories import DAY, NOW
from tests.pages import lacks, tight


def test_from_the_page_of_a_promise_to_a_yes(
    signed_in, facilitator, participant, action, amina, listed
):
    client = signed_in(facilitator)
    page = client.get(f"{listed}?one={action.pk}").text
    assert "Ask somebody else to do it" in page
    asked = {"to": amina.pk, "why": "I am away.", "sent_key": uuid4()}
    answer = client.post(f"{listed}{action.pk}/take-over/", asked, follow=True)
    page = tight(answer.text)
    assert "We ask Amina. Until they say yes, it stays with Jo." in page
    assert "Jo asked Amina to do it instead of Jo. Amina has not said yet." in page
    assert lacks(page, "Ask somebody else to do it", but_has="Who was asked to do it instead")
    takeover = Takeover.objects.get()
    client = signed_in(participant)
    page = client.get(f"{listed}taking-over/{takeover.pk}/", follow=True).text
    assert "Jo asks if you can do it instead" in tight(page)
    assert "I am away." in page
    answer = client.post(
        f"{listed}taking-over/{takeover.pk}/", {"answer": "yes", "reply": ""}, follow=True
    )
    assert "Thank you. It is yours now." in answer.text
    assert "Amina has promised this" in answer.text
    assert "Jo asked Amina to do it instead of Jo. Amina said yes." in tight(answer.text)


def test_an_answer_needs_a_yes_or_a_no_and_keeps_what_was_typed(
    signed_in, participant, amina, jo, listed
):
    takeover = asked_to_take_over(amina, by=jo)
    page = signed_in(participant).post(
        f"{listed}taking-over/{takeover.pk}/", {"reply": "Perhaps in May."}
    )
    assert page.context["answer_form"].errors == {"answer": ["Choose yes or no. A no is fine."]}
    assert "Perhaps in May." in page.text
    takeover.refresh_from_db()
    assert takeover.is_open


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
    takeover = asked_to_take_over(amina, by=jo)
    client, address = signed_in(participant), f"{listed}taking-over/{takeover.pk}/"
    if first == "stopped":
        services.end_takeover(takeover, by=jo, now=NOW)
    else:
        assert client.post(address, {"answer": first, "reply": ""}).status_code == 302
    second = {"answer": "no" if first == "yes" else "yes", "reply": "I can, after all."}
    page = client.post(address, second, follow=True).text
    assert words in page
    assert "You wrote: “I can, after all.”" in page
    takeover.refresh_from_db()
    assert takeover.reply == ""


def test_an_empty_answer_to_what_is_over_is_not_shown_under_another_name(
    signed_in, facilitator, project, jo, listed
):
    may, bo = (factories.MemberFactory(project=project, user=None) for _one in range(2))
    takeover = asked_to_take_over(may, by=jo)
    services.end_takeover(takeover, by=jo, now=NOW)
    ask(takeover.action, bo)
    client = signed_in(facilitator)
    page = client.post(f"{listed}taking-over/{takeover.pk}/", {"reply": "Mine."}, follow=True)
    assert "This is not asked any more." in page.text
    assert f"What did {bo.known_as} say?" in page.text
    assert not page.context["answer_form"].is_bound


def test_stopping_after_a_yes_says_that_it_is_theirs(signed_in, facilitator, amina, jo, listed):
    takeover = asked_to_take_over(amina, by=jo)
    services.answer_takeover(takeover, is_yes=True, by=amina, now=NOW)
    client = signed_in(facilitator)
    answer = client.post(f"{listed}taking-over/{takeover.pk}/end/", follow=True)
    assert "This was answered before: Amina said yes. Nothing was changed." in answer.text


def test_one_press_too_many_asks_once(signed_in, facilitator, action, amina, listed):
    asked = {"to": amina.pk, "why": "", "sent_key": uuid4()}
    client = signed_in(facilitator)
    for _press in range(2):
        assert client.post(f"{listed}{action.pk}/take-over/", asked).status_code == 302
    assert told("takeover_asked") == ["Amina"]


def test_a_participant_among_many_finds_whom_to_ask(
    signed_in, participant, project, amina, jo, listed
):
    factories.MemberFactory.create_batch(12, project=project)
    mine = factories.ActionFactory(project=project, owner=amina)
    client = signed_in(participant)
    assert "people/find/" in client.get(f"{listed}{mine.pk}/take-over/").text
    found = reverse("projects:people_find", args=[project.slug])
    page = client.get(found, {"name": "to", "to-find": "jo", "choose": "one"})
    assert (page.status_code, "Jo" in page.text) == (200, True)


def test_after_the_end_nobody_new_is_asked_and_asking_can_be_stopped(
    signed_in, facilitator, project, amina, jo, action, listed
):
    takeover = asked_to_take_over(amina, by=jo)
    end_project(project, by=jo, why="It is over.", now=NOW)
    client = signed_in(facilitator)
    assert client.get(f"{listed}{action.pk}/take-over/").status_code == 403
    assert lacks(client.get(listed).text, "Ask somebody else", but_has="It is done")
    answer = client.post(f"{listed}taking-over/{takeover.pk}/end/", follow=True)
    assert "We don’t ask Amina any more." in answer.text


def test_nobody_answers_for_somebody_who_signs_in(signed_in, facilitator, amina, jo, listed):
    takeover = asked_to_take_over(amina, by=jo)
    client = signed_in(facilitator)
    page = client.get(f"{listed}?one={takeover.action_id}").text
    assert lacks(page, 'name="answer"', but_has="Stop asking Amina")
    assert client.get(f"{listed}taking-over/{takeover.pk}/").status_code == 403
    answer = client.post(f"{listed}taking-over/{takeover.pk}/", {"answer": "yes"})
    assert answer.status_code == 403
    takeover.refresh_from_db()
    assert takeover.is_open


def test_a_facilitator_writes_down_what_somebody_said_on_the_phone(
    signed_in, facilitator, project, jo, listed
):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    takeover = asked_to_take_over(may, by=jo)
    client = signed_in(facilitator)
    page = client.get(f"{listed}?one={takeover.action_id}").text
    assert "Jo asked if May can do it instead of Jo" in tight(page)
    assert "What did May say?" in page
    answer = client.post(
        f"{listed}taking-over/{takeover.pk}/", {"answer": "no", "reply": ""}, follow=True
    )
    assert "Thank you for saying so. It stays with Jo." in answer.text
    assert "Written down by Jo" in tight(answer.text)


def test_asking_can_be_stopped(signed_in, facilitator, amina, jo, listed):
    takeover = asked_to_take_over(amina, by=jo)
    client = signed_in(facilitator)
    assert client.get(f"{listed}taking-over/{takeover.pk}/end/").status_code == 302
    takeover.refresh_from_db()
    assert takeover.is_open
    answer = client.post(f"{listed}taking-over/{takeover.pk}/end/", follow=True)
    assert "We don’t ask Amina any more." in answer.text
    assert "Jo asked Amina to do it instead of Jo. Amina is not asked any more." in tight(
        answer.text
    )


def test_whoever_promised_it_asks_and_no_other_participant(
    signed_in, participant, project, amina, jo, action, listed
):
    client = signed_in(participant)
    assert client.get(f"{listed}{action.pk}/take-over/").status_code == 403
    mine = factories.ActionFactory(project=project, owner=amina)
    asked = {"to": jo.pk, "why": "", "sent_key": uuid4()}
    assert client.post(f"{listed}{mine.pk}/take-over/", asked).status_code == 302
    assert told("takeover_asked") == ["Jo"]


@pytest.mark.parametrize("to", ["the owner", "nobody", "somebody of another project"])
def test_who_cannot_be_asked(signed_in, facilitator, action, jo, listed, to):
    asked = {"the owner": jo.pk, "nobody": "", "somebody of another project": ""}
    if to == "somebody of another project":
        asked[to] = factories.MemberFactory().pk
    page = signed_in(facilitator).post(f"{listed}{action.pk}/take-over/", {"to": asked[to]})
    assert list(page.context["form"].errors) == ["to"]
    assert not Takeover.objects.exists()


def test_a_second_who_asks_is_told_that_somebody_is_asked(
    signed_in, facilitator, project, action, amina, listed
):
    bo = factories.MemberFactory(project=project)
    ask(action, amina)
    asked = {"to": bo.pk, "why": "Because.", "sent_key": uuid4()}
    page = signed_in(facilitator).post(f"{listed}{action.pk}/take-over/", asked)
    words = "Amina is asked already. Wait for their answer, or stop asking them first."
    assert page.context["form"].errors == {"to": [words]}
    assert "Because." in page.text


def test_a_home_asks_for_a_yes_or_a_no(signed_in, participant, project, amina, jo):
    takeover = asked_to_take_over(amina, by=jo)
    page = tight(signed_in(participant).get(project.get_absolute_url()).text)
    assert "Jo asks if you can do it instead" in page
    assert f"actions/?one={takeover.action_id}" in page
    services.answer_takeover(takeover, is_yes=False, by=amina, now=NOW)
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
