"""What is not settled yet, and what was."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import DAY
from tests.pages import tight

FORM = {
    "what": "Where the drinks machine stands",
    "why": "Two quotes are missing.",
    "look_again_on": "2027-01-05",
}


@pytest.fixture
def list_url(project):
    return reverse("plan:unsettled_list", args=[project.slug])


def test_unsettled_create_says_it_and_when(signed_in, facilitator, participant, project, list_url):
    signed_in(facilitator).post(f"{list_url}new/", FORM)
    page = signed_in(participant).get(list_url).content.decode()
    assert "Where the drinks machine stands" in page
    assert "We look at it again on Tuesday 5 January 2027." in page


def test_it_needs_words_and_a_day(signed_in, facilitator, list_url):
    answer = signed_in(facilitator).post(f"{list_url}new/", {"look_again_on": "soon"})
    assert answer.context["form"].errors == {
        "what": ["Write what is not settled."],
        "look_again_on": ["Write the date as day, month and year, like 27 3 2027."],
    }


def test_unsettled_edit_moves_the_day_and_shows_a_conflict(
    signed_in, facilitator, project, list_url
):
    thing = factories.UnsettledFactory(project=project)
    client, url = signed_in(facilitator), f"{list_url}{thing.pk}/edit/"
    client.post(url, {**FORM, "revision": 1})
    thing.refresh_from_db()
    assert thing.look_again_on == DAY.replace(2027, 1, 5)
    assert client.post(url, {**FORM, "what": "Mine", "revision": 1}).status_code == 409


def test_settling_keeps_it_in_view_with_its_outcome(
    signed_in, facilitator, participant, project, list_url
):
    thing = factories.UnsettledFactory(project=project, what="The door")
    client, url = signed_in(facilitator), f"{list_url}{thing.pk}/settle/"
    assert client.post(url, {"words": ""}).context["form"].errors == {
        "words": ["Say how it was settled."]
    }
    client.post(url, {"words": "It opens inwards."})
    client = signed_in(participant)
    assert client.get(list_url).context["unsettled"] == []
    assert "It opens inwards." in client.get(f"{list_url}?show=settled").content.decode()


def test_lists_stand_in_the_order_of_their_days_over_pages(
    signed_in, participant, project, list_url
):
    things = [
        factories.UnsettledFactory(project=project, look_again_on=DAY.replace(day=30 - n % 5))
        for n in range(30)
    ]
    client = signed_in(participant)
    first = client.get(list_url)
    second = client.get(list_url + first.context["pages"]["older"])
    expected = sorted(things, key=lambda t: (t.look_again_on, t.pk))
    assert first.context["unsettled"] + second.context["unsettled"] == expected


@pytest.mark.parametrize("show", ["", "?show=settled"])
def test_unsettled_list_costs_the_same_with_3_and_30_rows(
    queries_of, participant, project, list_url, show
):
    more = {"settled_at": factories.NOW, "outcome": "Agreed."} if show else {}
    factories.UnsettledFactory.create_batch(3, project=project, **more)
    few = queries_of(participant, list_url + show)
    factories.UnsettledFactory.create_batch(27, project=project, **more)
    assert queries_of(participant, list_url + show) == few
    assert few <= (12, 2)


def test_what_it_said_before_stays_in_view(signed_in, facilitator, participant, project, list_url):
    thing = factories.UnsettledFactory(project=project, what="The old door")
    signed_in(facilitator).post(f"{list_url}{thing.pk}/edit/", {**FORM, "revision": 1})
    html = tight(signed_in(participant).get(list_url).content.decode())
    before = html.partition("<summary>What it said before</summary>")[2].partition("</details>")[0]
    assert "changed by Jo" in before
    assert "The old door<br>When we look at it again: 3 December 2026" in before
