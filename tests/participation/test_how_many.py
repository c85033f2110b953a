"""How many of a group should be here: nothing said, "a few", or a number."""

import pytest
from django.db import IntegrityError, transaction

from participation.models import Group, SpeaksFor
from tests import factories


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
