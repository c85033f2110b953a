"""The record of connections: who shares how they can be reached, counted by those who do not run the project."""

from datetime import timedelta

import pytest

from elements.records import read_records
from elements.records.record import RecordState
from participation.models import DirectoryEntry
from projects.models import Member
from tests import factories
from tests.elements.conftest import DAY, NOW, ago
from tests.sharing import SHARED, share

pytestmark = pytest.mark.django_db
KEY = "human.networks"
NOTHING, STARTED = RecordState.NOTHING_YET, RecordState.STARTED
IN_PLACE, ATTENTION = RecordState.IN_PLACE, RecordState.NEEDS_ATTENTION


def show(project, on=DAY):
    return read_records(project, on=on)[KEY]


@pytest.fixture
def people(project, jo):
    """Three who do not run the project; somebody can speak for a group of the community."""
    found = factories.MemberFactory.create_batch(3, project=project)
    group = factories.GroupFactory(project=project, sector="community")
    factories.SpeaksForFactory(group=group, member=found[2], said_at=ago(10))
    return found


def share_for(member, *, days=365, said=10, **more):
    return share(member, until=DAY + timedelta(days=days), now=ago(said), **more)


def test_before_anybody_shares_there_is_nothing(project, people, jo):
    assert (show(project).state, show(project).counts) == (NOTHING, [])
    share_for(jo)
    assert show(project).state == NOTHING


@pytest.mark.parametrize(
    ("shares", "state"),
    [
        # For each: for how many days more, and how many days ago they said so.
        ([(365, 10)], STARTED),
        ([(365, 10), (365, 10)], IN_PLACE),
        ([(28, 10), (28, 10)], IN_PLACE),
        ([(28, 10), (27, 10)], STARTED),
        ([(1, 10), (1, 10)], STARTED),
        ([(0, 10), (0, 10)], ATTENTION),
        ([(365, 364), (365, 364)], IN_PLACE),
        ([(365, 365), (365, 365)], ATTENTION),
        ([(365, 365), (365, 364)], IN_PLACE),
    ],
)
def test_how_many_share_and_how_long(project, people, shares, state):
    for member, (days, said) in zip(people, shares, strict=False):
        share_for(member, days=days, said=said)
    assert show(project).state == state


@pytest.mark.parametrize(("more", "state"), [(2, IN_PLACE), (3, STARTED)])
def test_a_third_of_all_share(project, people, more, state):
    factories.MemberFactory.create_batch(more, project=project)
    for member in people[:2]:
        share_for(member)
    assert show(project).state == state


@pytest.mark.parametrize(("has_email", "state"), [(True, NOTHING), (False, IN_PLACE)])
def test_what_is_typed_for_those_who_sign_in_is_none_of_theirs(
    project, jo, people, has_email, state
):
    if not has_email:
        Member.objects.filter(pk__in=[one.pk for one in people]).update(user=None)
    else:
        for one in people:
            one.user = factories.UserFactory()
            one.save()
    for member in people:
        member.refresh_from_db()
        share_for(member, by=jo)
    assert show(project).state == state


def test_nobody_shares_any_more(project, people):
    for member in people:
        share_for(member, days=100)
    later = DAY + timedelta(days=100)
    assert show(project, on=later).state == ATTENTION
    DirectoryEntry.objects.all().delete()
    assert show(project, on=later).state == ATTENTION


def test_who_left_is_not_counted(project, people):
    for member in people[:2]:
        share_for(member)
    Member.objects.filter(pk=people[0].pk).update(left_at=NOW)
    assert show(project).state == STARTED


def test_it_says_how_many_and_nothing_of_what(project, people):
    for member in people[:2]:
        share_for(member, **SHARED)
    record = show(project)
    assert record.sentence == "2 of 4 people share how the others can reach them."
    assert [count.number for count in record.counts] == [2, 2, 1]
    assert not [words for words in SHARED.values() if words in repr(record)]
