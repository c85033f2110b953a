"""How many of a group should be here: nothing said, "a few", or a number."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.revisions import Clash
from participation.models import Group, SpeaksFor
from participation.snapshots import take_snapshots
from tests import factories
from tests.pages import lacks, tight
from tests.participation.test_groups import FORM


def group_of(project, *, extents=(), **fields) -> Group:
    """Return a group with one member for each extent."""
    group = factories.GroupFactory(project=project, **fields)
    for extent in extents:
        factories.SpeaksForFactory(group=group, member__project=project, extent=extent)
    return group


@pytest.mark.parametrize(
    ("said", "here", "is_short"),
    [
        ({}, 0, False),
        ({"should_be_here": 1}, 0, True),
        ({"should_be_here": 1}, 1, False),
        ({"should_be_here": 2}, 1, True),
        ({"should_be_here": 999}, 2, True),
        ({"should_be_a_few": True}, 2, True),
        ({"should_be_a_few": True}, 3, False),
    ],
)
def test_a_group_is_short_of_people_when_fewer_are_here_than_should_be(
    project, said, here, is_short
):
    group = group_of(project, extents=["some"] * here, **said)
    assert list(Group.objects.short_of()) == [group] * is_short


def test_who_speaks_for_themselves_only_is_one_of_them_and_who_left_or_never_came_is_not(project):
    group = group_of(project, extents=["myself", "many"], should_be_here=2)
    assert not Group.objects.short_of().exists()
    for state in ({"left_at": factories.NOW}, {"joined_at": None}):
        SpeaksFor.objects.all().delete()
        gone = factories.MemberFactory(project=project, **state)
        for member in (gone, factories.MemberFactory(project=project)):
            factories.SpeaksForFactory(group=group, member=member)
        assert [short.people_here for short in Group.objects.short_of()] == [1]


def test_who_is_off_the_map_or_not_asked_is_not_short(project):
    group_of(project, should_be_here=2, retired_at=factories.NOW)
    group_of(project, should_be_here=2, involve="no", involve_why="They asked us not to.")
    unsure = group_of(project, should_be_here=2, involve="not-sure")
    assert list(Group.objects.short_of()) == [unsure]


@pytest.mark.parametrize(
    ("said", "words", "at_least"),
    [
        ({}, "", 0),
        ({"should_be_here": 12}, "12", 12),
        ({"should_be_a_few": True}, "a few", 3),
    ],
)
def test_how_many_should_be_here_in_words(said, words, at_least):
    group = Group(**said)
    assert (group.should_be_in_words, group.should_be_at_least) == (words, at_least)


@pytest.mark.parametrize(
    "said", [{"should_be_here": 0}, {"should_be_here": 1000}, {"should_be_here": 2, "few": True}]
)
def test_the_database_takes_a_few_or_a_number_within_reason(project, said):
    group = factories.GroupFactory(project=project)
    is_few = said.pop("few", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.filter(pk=group.pk).update(should_be_a_few=is_few, **said)


def url(name: str, group: Group) -> str:
    return reverse(f"participation:{name}", args=[group.project.slug, group.pk])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, (None, False)),
        ({"should_be_here": "5"}, (5, False)),
        ({"should_be_a_few": "on"}, (None, True)),
    ],
)
def test_a_facilitator_says_how_many_should_be_here(signed_in, facilitator, project, typed, said):
    client = signed_in(facilitator)
    client.post(reverse("participation:group_create", args=[project.slug]), FORM | typed)
    made = Group.objects.get()
    assert (made.should_be_here, made.should_be_a_few) == said
    client.post(url("group_change", made), FORM | {"revision": 1})
    made.refresh_from_db()
    assert (made.should_be_here, made.should_be_a_few) == (None, False)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"should_be_here": "5", "should_be_a_few": "on"},
            {"__all__": ["Choose “a few” or a number, not both."]},
        ),
        *(
            ({"should_be_here": number}, {"should_be_here": ["Write a number between 1 and 999."]})
            for number in ("0", "1000", "-1", "some", "9" * 30)
        ),
    ],
)
def test_what_is_no_number_of_people_is_refused(signed_in, facilitator, project, typed, errors):
    address = reverse("participation:group_create", args=[project.slug])
    answer = signed_in(facilitator).post(address, FORM | typed)
    assert answer.context["form"].errors == errors
    assert not Group.objects.exists()


def test_of_two_who_say_how_many_the_second_reads_both(signed_in, facilitator, project):
    group = group_of(project)
    client = signed_in(facilitator)
    client.post(
        url("group_change", group), FORM | {"revision": 1, "sector": "using", "should_be_here": 1}
    )
    mine = FORM | {"revision": 1, "sector": "using", "should_be_a_few": "on"}
    answer = client.post(url("group_change", group), mine)
    assert answer.status_code == 409
    assert answer.context["form"].conflict == [
        Clash("A few: three or more", theirs="No", mine="Yes"),
        Clash("Or a number", theirs="1", mine=""),
    ]


@pytest.mark.parametrize(
    ("fields", "extents", "words"),
    [
        ({"should_be_here": 4}, ["some", "myself"], "2 so far. There should be 4 of them."),
        ({"should_be_a_few": True}, [], "There should be a few of them."),
        ({"should_be_here": 1}, ["many"], "As many of them are here as should be."),
    ],
)
def test_people_and_the_page_of_a_group_say_how_many(
    signed_in, participant, project, fields, extents, words
):
    group = group_of(project, extents=extents, **fields)
    client = signed_in(participant)
    assert words in tight(client.get(reverse("participation:people", args=[project.slug])).text)
    page = tight(client.get(url("group_detail", group)).text)
    shown = group.should_be_in_words.capitalize()
    assert f"<dt>How many should be here</dt><dd>{shown}</dd>" in page


def test_of_a_group_that_is_not_asked_the_map_says_no_number(signed_in, participant, project):
    group_of(project, should_be_here=4, involve="no", involve_why="They asked us not to.")
    page = signed_in(participant).get(reverse("participation:people", args=[project.slug])).text
    assert lacks(page, "There should be", but_has="They asked us not to.")


def test_a_look_at_who_is_missing_keeps_how_many_should_be_here_and_their_say(project):
    group = group_of(project, should_be_here=4, say_today="none", say_wanted="lot")
    (kept,) = take_snapshots([project.pk], now=factories.NOW)[project.pk]["groups"]
    assert kept == {
        "id": group.pk,
        "name": group.name,
        "sector": "using",
        "involve": "yes",
        "speakers": 0,
        "say_today": "none",
        "say_wanted": "lot",
        "should_be_here": 4,
        "should_be_a_few": False,
        "short_at": 0,
    }
