"""Nobody who reads all that is published, and knows their own answer, learns what another person said."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.disclosure import AnsweredBy, Level, Published, publish
from bench import reidentify

ROLES = (0, 1)
#: How many gave each of the five answers.
counts = st.tuples(*[st.integers(0, 6)] * 5)


def worlds_of(size: int) -> list[tuple[int, ...]]:
    """Return every way in which so many people can answer."""
    return [world for world in product(range(size + 1), repeat=5) if sum(world) == size]


def who_is_found_out(size_f: int, size_p: int) -> list[tuple]:
    """
    Try to recover an answer, in every way so many people can answer.

    The reader knows how many of each role answered, all that is published, and what one of them said. Whoever could
    have said one thing only, in all the worlds that fit, is found out.
    """
    worlds = defaultdict(list)
    for world in product(worlds_of(size_f), worlds_of(size_p)):
        worlds[tuple(publish(*world))].append(world)
    found = []
    for published, fitting in worlds.items():
        for own_role, own in product(ROLES, range(5)):
            left = [_without(world, own_role, own) for world in fitting if world[own_role][own]]
            for role in ROLES:
                possible = {answer for rest in left for answer in range(5) if rest[role][answer]}
                if len(possible) == 1:
                    found.append((published, own_role, own, role, possible))
    return found


def _without(world, role: int, answer: int):
    rest = [list(numbers) for numbers in world]
    rest[role][answer] -= 1
    return rest


@pytest.mark.parametrize(
    ("size_f", "size_p"),
    [(0, 1), (1, 4), (1, 5), (4, 1), (0, 5), (0, 7), (2, 3), (3, 4), (4, 4), (5, 1), (5, 5)],
)
def test_whoever_knows_their_own_answer_learns_no_other(size_f, size_p):
    assert who_is_found_out(size_f, size_p) == []


def test_the_search_finds_somebody_where_all_counts_are_shown(monkeypatch):
    def show_all(facilitators, participants):
        return [Published(AnsweredBy.EVERYBODY, Level.EXACT, tuple(facilitators))]

    monkeypatch.setattr(f"{__name__}.publish", show_all)
    assert who_is_found_out(5, 0)


@given(counts, counts)
def test_no_role_stands_apart_with_fewer_than_five(facilitators, participants):
    shown = publish(facilitators, participants)
    apart = {entry.who for entry in shown} == {AnsweredBy.FACILITATORS, AnsweredBy.PARTICIPANTS}
    assert apart == (sum(facilitators) >= 5 and sum(participants) >= 5)


@given(counts, counts)
def test_what_is_shown_is_of_five_or_more_and_counts_everybody_once(facilitators, participants):
    shown = publish(facilitators, participants)
    sizes = [entry.up + entry.down for entry in shown if entry.up is not None]
    assert all(size >= 5 for size in sizes)
    everybody = sum(facilitators) + sum(participants)
    assert sum(sizes) == (everybody if everybody >= 5 else 0)


@given(counts, counts)
def test_nothing_can_be_taken_away_from_anything_else(facilitators, participants):
    """Either a total is shown, or its parts, never both: no difference is left that is a small group."""
    shown = publish(facilitators, participants)
    assert len({entry.who == AnsweredBy.EVERYBODY for entry in shown}) == 1


@given(counts, counts)
def test_whether_roles_stand_apart_says_nothing_about_what_they_answered(first, second):
    """Any other answers of as many people are shown for the same roles."""
    shown = [entry.who for entry in publish(first, second)]
    other = (sum(first), 0, 0, 0, 0), (0, 0, 0, 0, sum(second))
    assert shown == [entry.who for entry in publish(*other)]


@given(counts.filter(lambda numbers: sum(numbers) >= 5))
def test_after_taking_ones_own_answer_away_two_answers_are_left(numbers):
    (shown,) = publish((0,) * 5, numbers)
    if shown.level == Level.COARSE:
        assert shown.counts == ()
        return
    for own in (answer for answer in range(5) if numbers[answer]):
        left = list(shown.counts)
        left[own] -= 1
        assert sum(1 for number in left if number) >= 2


def test_nobody_is_found_out_in_many_random_reviews():
    assert reidentify.main(reviews=200, seed=3) == 0


def test_the_attack_finds_people_where_the_rule_is_broken():
    five_alike = Published(AnsweredBy.EVERYBODY, Level.EXACT, (0, 0, 0, 0, 5), up=5, down=0)
    assert reidentify.is_found_out(five_alike, 5, own=None)
    one_apart = Published(AnsweredBy.EVERYBODY, Level.EXACT, (0, 1, 0, 0, 4), up=4, down=1)
    assert reidentify.is_found_out(one_apart, 5, own=1)
    assert not reidentify.is_found_out(one_apart, 5, own=4)


def test_when_all_came_on_paper_all_is_shown():
    """Nothing is left for the typist to find out."""
    paper = ((0,) * 5, (2, 2, 2, 0, 0))
    (shown,) = publish(*paper, on_paper=paper)
    assert (shown.level, shown.counts) == (Level.EXACT, (2, 2, 2, 0, 0))


@given(counts, counts, counts, counts)
def test_whoever_typed_sheets_in_and_knows_their_own_answer_learns_no_other(f, p, paper_f, paper_p):
    """The typist takes what came on paper away from what is shown; what is left is of many, and never all alike."""
    all_f, all_p = (
        [a + b for a, b in zip(x, y, strict=True)] for x, y in ((f, paper_f), (p, paper_p))
    )
    by_themselves = {
        AnsweredBy.FACILITATORS: (f, paper_f),
        AnsweredBy.PARTICIPANTS: (p, paper_p),
        AnsweredBy.EVERYBODY: (
            [a + b for a, b in zip(f, p, strict=True)],
            [a + b for a, b in zip(paper_f, paper_p, strict=True)],
        ),
    }
    for shown in publish(all_f, all_p, on_paper=(paper_f, paper_p)):
        rest, typed = by_themselves[shown.who]
        if shown.level == Level.HIDDEN or not sum(typed) or not sum(rest):
            continue
        assert sum(rest) >= 5
        if shown.level == Level.EXACT:
            assert max(rest) < sum(rest) - 1


@pytest.mark.parametrize(
    ("counts", "level", "up", "down"),
    [
        ((0, 0, 0, 1, 3), Level.HIDDEN, None, None),  # of four
        ((0, 0, 0, 1, 4), Level.COARSE, 5, 0),  # all but one alike
        ((0, 0, 0, 2, 3), Level.EXACT, 5, 0),  # all but two
        ((1, 2, 4, 8, 16), Level.EXACT, 24, 7),
    ],
)
def test_what_is_shown_at_the_edge_of_each_rule(counts, level, up, down):
    (shown,) = publish((0,) * 5, counts)
    assert (shown.level, shown.up, shown.down) == (level, up, down)


@pytest.mark.parametrize(
    ("by_themselves", "level"), [(4, Level.HIDDEN), (5, Level.EXACT), (6, Level.EXACT)]
)
def test_beside_paper_five_who_answered_by_themselves_are_enough(by_themselves, level):
    paper = (2, 1, 1, 1, 1)
    counts = (paper[0] + by_themselves - 2, paper[1] + 2, *paper[2:])
    (shown,) = publish((0,) * 5, counts, on_paper=((0,) * 5, paper))
    assert shown.level == level
