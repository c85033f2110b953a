"""The people map."""

import pytest
from django.urls import reverse
from django.utils import timezone

from participation import services
from participation.models import Group
from tests import factories

FORM = {
    "name": "Night porters",
    "sector": "staff",
    "affected": "They carry people through it.",
    "involve": "yes",
    "involve_why": "",
    "reach": "At the handover",
}


@pytest.fixture
def map_url(project) -> str:
    return reverse("participation:group_list", args=[project.slug])


@pytest.fixture
def group(project) -> Group:
    return factories.GroupFactory(project=project, name="People who wait at night")


def url(name: str, group: Group) -> str:
    return reverse(f"participation:{name}", args=[group.project.slug, group.pk])


def test_group_create_puts_a_group_on_the_map_once_for_a_double_click(
    signed_in, facilitator, project
):
    address = reverse("participation:group_create", args=[project.slug])
    client = signed_in(facilitator)
    key = client.get(address).context["form"]["sent_key"].value()
    answers = [client.post(address, FORM | {"sent_key": key}) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Group.objects.values_list("name", "sector", "reach").get() == (
        "Night porters",
        "staff",
        "At the handover",
    )


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"name": ""}, {"name": ["Say who they are."]}),
        ({"sector": ""}, {"sector": ["Choose one of the answers."]}),
        ({"involve": "no"}, {"__all__": ["Say why they should not be involved."]}),
        (
            {"name": "People who wait at night"},
            {"__all__": ["There is a group of this name already."]},
        ),
    ],
)
def test_group_create_says_what_is_missing(signed_in, facilitator, project, group, change, errors):
    address = reverse("participation:group_create", args=[project.slug])
    answer = signed_in(facilitator).post(address, FORM | change)
    assert answer.context["form"].errors == errors
    assert "At the handover" in answer.content.decode()


def test_group_change_saves_and_notes_the_day(signed_in, facilitator, group):
    signed_in(facilitator).post(url("group_change", group), FORM | {"revision": 1})
    group.refresh_from_db()
    assert (group.name, group.revision) == ("Night porters", 2)
    assert group.changed_at > factories.NOW


def test_of_two_who_change_a_group_the_second_sees_both_texts(signed_in, facilitator, group):
    client = signed_in(facilitator)
    client.post(url("group_change", group), FORM | {"revision": 1})
    mine = FORM | {"revision": 1, "affected": "They hear every alarm.", "involve": "not-sure"}
    conflict = client.post(url("group_change", group), mine)

    assert conflict.status_code == 409
    assert conflict.context["conflict"] == [
        {
            "label": "How are they affected?",
            "theirs": "They carry people through it.",
            "mine": "They hear every alarm.",
        },
        {"label": "Should they be involved?", "theirs": "Yes", "mine": "Not sure yet"},
    ]
    assert Group.objects.get().affected == "They carry people through it."

    again = mine | {"revision": conflict.context["form"]["revision"].value()}
    assert client.post(url("group_change", group), again).status_code == 302
    assert Group.objects.get().affected == "They hear every alarm."


def test_group_retire_takes_a_group_off_the_map_and_keeps_it_readable(
    signed_in, facilitator, group, map_url
):
    client = signed_in(facilitator)
    client.get(url("group_retire", group))
    assert Group.objects.get().retired_at is None

    client.post(url("group_retire", group))
    assert list(client.get(map_url).context["page"].groups) == []
    assert "off the map" in client.get(url("group_detail", group)).content.decode()


def test_a_group_of_another_project_is_not_there(signed_in, facilitator, twin, project):
    theirs = factories.GroupFactory(project=twin)
    address = reverse("participation:group_detail", args=[project.slug, theirs.pk])
    assert signed_in(facilitator).get(address).status_code == 404


def test_the_map_shows_for_how_many_groups_nobody_one_or_more_can_speak(
    signed_in, participant, project, amina, jo, map_url
):
    nobody, one, more = (
        factories.GroupFactory(project=project, sector="staff") for _group in range(3)
    )
    factories.GroupFactory(project=project, sector="staff", involve="no", involve_why="Away")
    for group, member in ((one, amina), (more, amina), (more, jo)):
        services.say_speaks_for(member, group, extent="some", now=timezone.now())
    gone = factories.MemberFactory(project=project, left_at=factories.NOW)
    services.say_speaks_for(gone, nobody, extent="many", now=timezone.now())

    page = signed_in(participant).get(map_url)
    staff = next(part for part in page.context["parts"] if part.key == "staff")
    assert (staff.nobody, staff.one, staff.more, staff.not_involved) == (1, 1, 1, 1)
    assert [group.speakers for group in page.context["page"].groups] == [0, 1, 2, 0]
    assert len(page.context["parts"]) == 5


def test_the_map_shows_one_part_and_pages(signed_in, participant, project, map_url):
    factories.GroupFactory.create_batch(30, project=project, sector="carers")
    factories.GroupFactory(project=project, sector="staff")
    client = signed_in(participant)
    first = client.get(map_url, {"part": "carers"}).context["page"]
    second = client.get(map_url, {"part": "carers", "after": first.after}).context["page"]
    assert (len(first.groups), len(second.groups), second.after) == (25, 5, 0)


def test_the_map_asks_as_many_queries_for_30_groups_as_for_3(
    signed_in, participant, project, map_url, count_queries
):
    signed_in(participant)
    factories.SpeaksForFactory.create_batch(3, group__project=project)
    few = count_queries(map_url)
    factories.SpeaksForFactory.create_batch(27, group__project=project)
    assert count_queries(map_url) == few
    assert few <= 12
