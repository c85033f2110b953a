"""The people map."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.revisions import Clash
from outbox.emails import letter
from outbox.kinds import put_into_words
from participation import services
from participation.missing import MOST_NAMED
from participation.models import Group
from participation.people_map import GROUPS_A_PAGE
from tests import factories
from tests.pages import tight

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
    return reverse("participation:people", args=[project.slug])


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
    assert conflict.context["form"].conflict == [
        Clash(
            "How are they affected?",
            theirs="They carry people through it.",
            mine="They hear every alarm.",
        ),
        Clash("Should they take part?", theirs="Yes", mine="Not sure yet"),
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
    assert list(client.get(map_url).context["groups"]) == []
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
        services.record_group_spoken_for(
            member, group, extent="some", is_named=True, now=timezone.now()
        )
    gone = factories.MemberFactory(project=project, left_at=factories.NOW)
    services.record_group_spoken_for(gone, nobody, extent="many", is_named=True, now=timezone.now())

    page = signed_in(participant).get(map_url)
    staff = next(part for part in page.context["map"].parts if part.key == "staff")
    assert (staff.nobody, staff.one, staff.more, staff.not_involved) == (1, 1, 1, 1)
    assert [group.speakers for group in page.context["groups"]] == [0, 1, 2, 0]
    assert len(page.context["map"].parts) == 5


def test_people_names_those_who_can_speak_for_a_group_and_counts_the_others(
    signed_in, participant, project, map_url
):
    night = factories.GroupFactory(project=project)
    for name in ("zoe", "Ben", "Ada", "Cy", "Di", "Eve", "Flo", "Gil", "Hal", "Ida"):
        member = factories.MemberFactory(project=project, known_as=name)
        services.record_group_spoken_for(
            member, night, extent="some", is_named=True, now=timezone.now()
        )
    factories.GroupFactory(project=project)
    page = tight(signed_in(participant).get(map_url).content.decode())
    assert "Ada, Ben, Cy, Di, Eve, Flo, Gil, Hal and 2 more" in page
    assert page.count("<b>Nobody yet</b>") == 1


def test_people_names_who_can_speak_for_each_group_of_a_full_page_and_each_that_is_missing(
    signed_in, participant, project, map_url
):
    """So many that each group asked about has its place in the query: those on the page, and others named above."""
    pairs = [factories.GroupFactory(project=project) for _number in range(GROUPS_A_PAGE)]
    alone = [factories.GroupFactory(project=project) for _number in range(MOST_NAMED)]
    said = [factories.SpeaksForFactory(group=group) for group in [*pairs, *pairs, *alone]]
    factories.SpeaksForFactory(member__known_as="Somebody else")
    page = signed_in(participant).get(map_url)
    expected = {group.pk: set() for group in [*pairs, *alone]}
    for one in said:
        expected[one.group_id].add(one.member.known_as)
    assert {group: set(names) for group, names in page.context["names"].items()} == expected


def test_a_project_without_a_group_says_what_to_do_first(
    client, project, facilitator, participant, map_url
):
    create = reverse("participation:group_create", args=[project.slug])
    for user, is_led in ((facilitator, True), (participant, False)):
        client.force_login(user)
        page = client.get(map_url).content.decode()
        assert "Who does this touch, near and far?" in page
        assert (create in page) == is_led


def test_the_map_shows_one_part_and_pages(signed_in, participant, project, map_url):
    factories.GroupFactory.create_batch(30, project=project, sector="carers")
    factories.GroupFactory(project=project, sector="staff")
    client = signed_in(participant)
    first = client.get(map_url, {"part": "carers"})
    page = first.content.decode()
    assert first.context["group_pages"]["older"].replace("&", "&amp;") in page
    second = client.get(map_url + first.context["group_pages"]["older"])
    back = client.get(map_url + second.context["group_pages"]["newer"])
    shown = [page.context["groups"] for page in (first, second, back)]
    assert [len(groups) for groups in shown] == [15, 15, 15]
    assert shown[0] == shown[2] != shown[1]
    assert second.context["group_pages"]["older"] == ""
    assert back.context["group_pages"]["newer"] == ""
    assert first.context["group_pages"]["older"].endswith("#groups")


@pytest.mark.parametrize("key", ["x", "0", "9" * 5000, "\x00"])
def test_a_made_up_group_leads_to_the_first_page_of_groups(
    signed_in, participant, project, map_url, key
):
    group = factories.GroupFactory(project=project)
    for word in ("from", "to"):
        assert signed_in(participant).get(map_url, {word: key}).context["groups"] == [group]


def test_the_map_asks_as_many_queries_for_30_groups_as_for_3(
    signed_in, participant, project, map_url, count_queries
):
    signed_in(participant)
    factories.SpeaksForFactory.create_batch(3, group__project=project)
    few = count_queries(map_url)
    factories.SpeaksForFactory.create_batch(27, group__project=project)
    assert count_queries(map_url) == few
    assert few <= 12


SAY = {"say_today": "little", "say_wanted": "lot"}
PROMISE = {"what": "Two seats in each decision", "due_on": "2027-03-01"}


@pytest.fixture
def uneven(project) -> Group:
    return factories.GroupFactory(project=project, name="Night porters", **SAY)


@pytest.mark.parametrize(
    ("today", "wanted", "words"),
    [
        ("", "", ""),
        ("little", "", "They have a little say today."),
        ("", "lot", "They should have a lot."),
        ("some", "some", "They have some say today. That is as it should be."),
        ("none", "lot", "They have no say today. They should have a lot."),
    ],
)
def test_the_say_of_a_group_is_told_in_words(today, wanted, words):
    group = Group(say_today=today, say_wanted=wanted)
    assert group.say_in_words == words
    assert group.has_imbalance == (today == "none")


def test_a_facilitator_says_how_much_say_a_group_has(signed_in, facilitator, project, group):
    client = signed_in(facilitator)
    client.post(reverse("participation:group_create", args=[project.slug]), FORM | SAY)
    client.post(url("group_change", group), FORM | SAY | {"name": "Porters", "revision": 1})
    assert set(Group.objects.values_list("say_today", "say_wanted")) == {("little", "lot")}


def test_the_map_shows_who_has_how_much_say(
    signed_in, participant, project, map_url, group, uneven, jo
):
    client = signed_in(participant)
    page = tight(client.get(map_url).content.decode())
    assert "We know for 1 of 2 groups how much say they have." in page
    assert "1 has too much or too little." in page
    assert "For 1 of them nobody is doing anything about it yet." in page
    factories.imbalance_action(uneven, jo)
    factories.imbalance_action(uneven, jo, done_at=factories.NOW, outcome="They sit in.")
    page = client.get(map_url, {"part": "uneven"})
    say = page.context["map"].say
    assert (say.all, say.looked_at, say.uneven, say.unanswered) == (2, 1, 1, 0)
    assert [(g.name, g.has_open_action, g.has_done_action) for g in page.context["groups"]] == [
        ("Night porters", True, True)
    ]
    assert "Somebody is doing something about how much say they have." in page.content.decode()
    shown = client.get(url("group_detail", uneven)).content.decode()
    assert "They have a little say today. They should have a lot." in shown
    assert "They sit in." in shown


def test_an_action_on_an_imbalance_is_promised_once_and_its_owner_is_told_why(
    signed_in, facilitator, uneven, amina
):
    client, address = signed_in(facilitator), url("imbalance_action", uneven)
    key = client.get(address).context["form"]["sent_key"].value()
    for _press in range(2):
        client.post(address, PROMISE | {"owner": amina.pk, "sent_key": key})
    tie = uneven.imbalance_actions.get()
    assert (tie.action.what, tie.action.owner) == ("Two seats in each decision", amina)
    (message,) = uneven.project.messages.all()
    assert message.path == url("group_detail", uneven)
    (delivery,) = message.deliveries.all()
    body = letter(put_into_words(message))(delivery).body
    assert "Why: this group has too much say or too little: Night porters." in body


def test_an_action_needs_an_imbalance(signed_in, facilitator, group):
    answer = signed_in(facilitator).get(url("imbalance_action", group))
    assert answer.status_code == 403
    assert "Say first how much say this group has today" in answer.content.decode()
