"""How many have read what can change, and what cannot: counts from which nobody can be told."""

from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from django.urls import reverse

from ballots.disclosure import FEWEST
from plan.readers import ReadCount, count_readers
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight

READ, LONG_AGO = NOW + timedelta(hours=1), NOW - timedelta(days=1)


@pytest.fixture
def boundary(project):
    return factories.BoundaryFactory(project=project)


@pytest.fixture
def people(project):
    """Return a function that brings so many people in, of whom the first so many have read it."""

    def come(count, *, read=0, **more):
        return [
            factories.MemberFactory(
                project=project, boundaries_read_at=READ if number < read else LONG_AGO, **more
            )
            for number in range(count)
        ]

    return come


@pytest.fixture
def group(project):
    """Return a function that puts a group on the map for which these members can speak."""

    def put(name, members, **more):
        group = factories.GroupFactory(project=project, name=name, **more)
        for member in members:
            factories.SpeaksForFactory(group=group, member=member)
        return group

    return put


def test_those_are_counted_who_take_part_and_read_it_since_it_changed(
    project, twin, people, boundary
):
    people(6, read=2)
    people(1, read=1, left_at=NOW)
    people(1, read=1, joined_at=None)
    factories.MemberFactory.create_batch(3, project=twin, boundaries_read_at=READ)
    assert count_readers(project).all == ReadCount("", 2, 6)
    boundary.changed_at = READ
    boundary.save()
    assert count_readers(project).all == ReadCount("", 2, 6)
    boundary.changed_at = READ + timedelta(seconds=1)
    boundary.save()
    assert count_readers(project).all == ReadCount("", 0, 6)


def test_what_is_no_longer_true_counts_as_a_change(project, people, boundary):
    people(5, read=5)
    gone = {"retired_at": NOW, "retired_why": "It opened.", "changed_at": READ + timedelta(days=1)}
    factories.BoundaryFactory(project=project, **gone)
    assert count_readers(project).all == ReadCount("", 0, 5)


def test_nothing_is_counted_where_nothing_can_be_read(project, people):
    people(9)
    assert count_readers(project) is None


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_than_five_are_not_counted_at_all(project, people, group, boundary, count):
    group("Carers", people(count, read=1))
    readers = count_readers(project)
    assert (readers.all, readers.groups, readers.participants) == (None, (), None)


@pytest.mark.parametrize(("facilitators", "shown"), [(0, False), (4, False), (5, True)])
def test_roles_stand_apart_when_each_has_five(project, people, boundary, facilitators, shown):
    people(7, read=3)
    people(facilitators, read=1, role="facilitator")
    readers = count_readers(project)
    assert readers.participants == (ReadCount("", 3, 7) if shown else None)
    assert readers.facilitators == (ReadCount("", 1, facilitators) if shown else None)


def test_a_group_of_five_is_shown_and_a_smaller_one_is_not(project, people, group, boundary):
    many, few = people(6, read=4), people(4, read=1)
    people(6)
    group("Carers", many)
    group("Porters", few)
    readers = count_readers(project)
    assert readers.groups == (ReadCount("Carers", 4, 6),)
    assert readers.others == ReadCount("", 1, 10)
    assert not readers.are_all_shown


def test_everybody_else_is_who_can_speak_for_no_group_that_is_shown(
    project, people, group, boundary
):
    carers = people(7, read=3)
    group("Carers", carers)
    group("Porters", [carers[0], *people(3, read=1)])
    people(2, read=2)
    readers = count_readers(project)
    assert readers.groups == (ReadCount("Carers", 3, 7),)
    assert readers.others == ReadCount("", 3, 5)
    assert not readers.are_all_shown


def test_nobody_is_left_over_where_each_can_speak_for_a_group(project, people, group, boundary):
    group("Porters", people(5, read=1))
    group("Carers", people(6, read=2))
    readers = count_readers(project)
    assert readers.groups == (ReadCount("Porters", 1, 5), ReadCount("Carers", 2, 6))
    assert (readers.others, readers.are_all_shown) == (None, True)


def test_groups_come_before_roles(project, people, group, boundary):
    some = [*people(6), *people(2, role="facilitator")]
    group("Carers", some)
    people(5, role="facilitator")
    readers = count_readers(project)
    assert (len(readers.groups), readers.participants) == (1, None)


def test_a_group_is_not_shown_where_the_others_are_fewer_than_five(
    project, people, group, boundary
):
    group("Carers", people(8, read=3))
    people(4)
    readers = count_readers(project)
    assert (readers.all.all, readers.groups, readers.are_all_shown) == (12, (), False)


def test_a_group_within_another_is_not_shown_where_the_rest_can_be_worked_out(
    project, people, group, boundary
):
    carers = people(9, read=4)
    people(6)
    group("Parents", carers[:6])
    group("Carers", carers)
    assert count_readers(project).groups == (ReadCount("Carers", 4, 9),)


def test_groups_off_the_map_are_not_shown(project, people, group, boundary):
    group("Carers", people(6), retired_at=NOW)
    people(6)
    readers = count_readers(project)
    assert (readers.all.all, readers.groups, readers.are_all_shown) == (12, (), True)


def can_be_worked_out(shown: list[frozenset[int]]) -> set[frozenset[int]]:
    """Return the sets of people whose count is a sum or difference of up to four of those that are shown."""
    found = set()
    for size in range(1, 5):
        for some in combinations(shown, size):
            for signs in range(2**size):
                weights: dict[int, int] = {}
                for place, kind in enumerate(some):
                    for member in kind:
                        sign = 1 if signs >> place & 1 else -1
                        weights[member] = weights.get(member, 0) + sign
                left = {member: weight for member, weight in weights.items() if weight}
                if len(set(left.values())) == 1:
                    found.add(frozenset(left))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_no_count_of_fewer_than_five_can_be_worked_out(project, people, group, boundary, seed):
    random = Random(seed)
    everybody = people(random.randint(8, 34), read=5)
    everybody += people(random.randint(0, 8), read=2, role="facilitator")
    members = {}
    for number in range(random.randint(2, 7)):
        some = random.sample(everybody, random.randint(1, len(everybody)))
        members[f"Group {number}"] = frozenset(member.pk for member in some)
        group(f"Group {number}", some)
    readers = count_readers(project)
    shown = [frozenset(member.pk for member in everybody)]
    shown += [members[one.name] for one in readers.groups]
    if readers.participants:
        shown.append(frozenset(one.pk for one in everybody if one.role == "participant"))
    if readers.others:
        named = frozenset().union(*(members[one.name] for one in readers.groups))
        shown.append(shown[0] - named)
    assert all(len(kind) >= FEWEST for kind in can_be_worked_out(shown))
    assert [one.all for one in readers.groups] == [len(members[one.name]) for one in readers.groups]


def test_the_page_shows_everybody_the_same_counts_and_no_names(
    signed_in, facilitator, participant, coordinator, project, people, group, boundary
):
    group("Carers <b>", people(6, read=4))
    group("Porters", people(2, known_as="Hidden Harry", read=1))
    people(5, known_as="Hidden Hanna")
    url = reverse("plan:boundary_list", args=[project.slug])
    for user in (facilitator, participant, coordinator):
        page = signed_in(user).get(url)
        html = tight(page.content.decode())
        assert "5 of the 15 people who take part have read it since it last changed." in html
        row = '<th scope="row">Carers &lt;b&gt;</th><td data-label="Have read it">4</td>'
        assert f'{row}<td data-label="Take part">6</td>' in html
        assert "Some groups are not shown" in html
        assert lacks(page, "Hidden", "Porters", but_has="How many have read it as it is now")
        gone = signed_in(user).get(url, {"show": "retired"})
        assert lacks(gone, "How many have read it", but_has="See what is true now")


def test_the_page_says_why_it_does_not_count_a_few(signed_in, participant, project, boundary):
    url = reverse("plan:boundary_list", args=[project.slug])
    page = signed_in(participant).get(url)
    assert lacks(page, "have read it since", but_has="when at least five people take part")


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (0, "None of the 6 people who take part have read it"),
        (1, "1 of the 6 people who take part has read it"),
        (6, "6 of the 6 people who take part have read it"),
    ],
)
def test_the_total_is_said_in_words(signed_in, coordinator, project, people, boundary, read, words):
    people(6, read=read)
    page = signed_in(coordinator).get(reverse("plan:boundary_list", args=[project.slug]))
    assert words in tight(page.content.decode())
