"""Actions: what somebody promised to do by a date."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from core.dates import long_date
from outbox.kinds import put_into_words
from outbox.models import Delivery, Message
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks


@pytest.fixture
def list_url(project):
    return reverse("actions:action_list", args=[project.slug])


def test_action_create_keeps_the_promise(signed_in, facilitator, amina, project, list_url):
    signed_in(facilitator).post(f"{list_url}new/", typed(amina, in_days=0))
    assert list(project.actions.values_list("what", "owner", "due_on")) == [
        ("Ring the porters", amina.pk, timezone.localdate())
    ]


def typed(owner, *, in_days: int) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=in_days)
    return {"what": "Ring the porters", "owner": owner.pk, "due_on": day.isoformat()}


def test_a_day_that_has_passed_is_asked_about_and_nothing_is_lost(
    signed_in, facilitator, amina, project, list_url
):
    answer = signed_in(facilitator).post(f"{list_url}new/", typed(amina, in_days=-1))
    words = "This day has passed. Choose one that is still to come."
    assert answer.context["form"].errors == {"due_on": [words]}
    assert "Ring the porters" in answer.content.decode()
    assert not project.actions.exists()


def test_its_owner_is_told_once_what_was_noted(signed_in, facilitator, amina, list_url):
    form = typed(amina, in_days=14) | {"sent_key": "8f2f0f9e-6c9d-4a52-9f33-2ea8c6f5d111"}
    client = signed_in(facilitator)
    for _time in range(2):
        answer = client.post(f"{list_url}new/", form, follow=True)
    assert "It is on the list. We tell Amina." in answer.content.decode()
    assert Delivery.objects.get().member == amina
    told = put_into_words(Message.objects.get())
    assert told.subject == "Jo has noted what you promised"
    assert told.summary.startswith(f"“Ring the porters”, by {long_date(soon())}.")
    assert told.kind.over(amina) == ""
    Action.objects.update(done_at=NOW, outcome="They come.")
    assert put_into_words(Message.objects.get()).kind.over(amina) == "It is done."


def soon():
    return timezone.localdate() + timedelta(days=14)


def test_nobody_is_told_what_they_noted_themselves(signed_in, facilitator, jo, project, list_url):
    answer = signed_in(facilitator).post(f"{list_url}new/", typed(jo, in_days=14), follow=True)
    assert "It is on the list." in answer.content.decode()
    assert project.actions.count() == 1
    assert not Message.objects.exists()


def test_an_action_needs_a_person_and_a_day(signed_in, facilitator, list_url):
    answer = signed_in(facilitator).post(f"{list_url}new/", {"what": "Ring"})
    assert answer.context["form"].errors == {
        "owner": ["Choose a person."],
        "due_on": ["Give a date."],
    }


def test_its_owner_says_what_came_of_it(signed_in, participant, amina, project, list_url):
    action = factories.ActionFactory(project=project, owner=amina)
    client, url = signed_in(participant), f"{list_url}{action.pk}/finish/"
    assert client.post(url, {"words": ""}).context["form"].errors == {"words": ["Say how it went."]}
    client.post(url, {"words": "They come on Tuesday."})
    client.post(url, {"words": "Pressed twice."})
    assert client.get(list_url).context["actions"] == []
    assert "They come on Tuesday." in client.get(f"{list_url}?show=done").content.decode()


def test_a_promise_has_its_form_for_whoever_made_it(
    signed_in, participant, amina, jo, project, list_url
):
    mine = factories.ActionFactory(project=project, owner=amina)
    theirs = factories.ActionFactory(project=project, owner=jo)
    client = signed_in(participant)
    answer = client.get(f"{list_url}{mine.pk}/finish/", follow=True)
    assert answer.context["actions"] == [mine]
    assert "How did it go?" in answer.content.decode()
    answer = client.get(f"{list_url}?one={theirs.pk}")
    assert answer.context["actions"] == [theirs]
    assert lacks(answer, "How did it go?", but_has="<h1")


@pytest.mark.parametrize("name", ["x", "0", "9" * 30])
def test_a_promise_that_is_not_there(signed_in, participant, list_url, name):
    assert signed_in(participant).get(f"{list_url}?one={name}").status_code == 404


def test_another_participant_is_refused_with_a_reason(
    signed_in, participant, jo, project, list_url
):
    action = factories.ActionFactory(project=project, owner=jo)
    answer = signed_in(participant).post(f"{list_url}{action.pk}/finish/", {"words": "Done."})
    assert answer.status_code == 403
    assert "Jo promised this." in answer.content.decode()
    page = signed_in(participant).get(list_url)
    assert lacks(page, f"{action.pk}/finish/", but_has=action.what)


def test_overdue_actions_are_marked(signed_in, participant, jo, project, list_url):
    factories.ActionFactory(project=project, owner=jo, due_on=DAY.replace(year=2020))
    factories.ActionFactory(project=project, owner=jo, due_on=DAY.replace(year=2090))
    assert signed_in(participant).get(list_url).content.decode().count(">Overdue<") == 1


@pytest.mark.parametrize("show", ["", "?show=done"])
def test_action_list_costs_the_same_with_3_and_30_rows(
    queries_of, participant, project, list_url, show
):
    more = {"done_at": factories.NOW, "outcome": "They came."} if show else {}
    factories.ActionFactory.create_batch(3, project=project, **more)
    few = queries_of(participant, list_url + show)
    factories.ActionFactory.create_batch(27, project=project, **more)
    assert queries_of(participant, list_url + show) == few
    assert few <= (12, 2)
