"""Which counts are shown: a table of cases, and all small groups, as one of them sees them who compares."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest

from participation.safe_counts import Attempt, Chosen, count, has_moved, may_follow, show

#: Who is counted at both times, at the first alone, and at the second alone.
STAYED, WENT, CAME = (True, True), (True, False), (False, True)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([5, 5], [5, 5]),
        ([5, 4], []),
        ([4, 4], []),
        ([9, 9, 0], [9, 9, None]),
        # Of those that are left over, 3 could be told by taking away: a second one is hidden with them.
        ([3, 7, 13], [None, None, 13]),
        ([3, 7], []),
        ([3, 3, 6], [None, None, 6]),
        ([2, 6, 6], [None, None, 6]),
        ([12, 0], []),
        ([12, 4], []),
        ([0, 0, 30], []),
        ([1, 1, 1, 1, 1], []),
        ([20, 5, 1, 4, 7], [20, 5, None, None, 7]),
    ],
)
def test_each_that_is_shown_is_of_five_and_so_is_the_rest(counts, shown):
    assert show(counts, [0] * len(counts)) == shown


@pytest.mark.parametrize(
    ("counts", "typed", "is_shown"),
    [
        # Whoever typed them in takes them away: nobody, or five or more who differ, must be left.
        ([6, 6], [6, 6], True),
        ([6, 6], [5, 4], False),
        ([6, 6], [6, 1], False),
        ([6, 6], [5, 2], False),
        ([7, 6], [5, 2], True),
        ([6, 6], [3, 3], True),
    ],
)
def test_whoever_typed_answers_in_learns_nothing_of_the_others(counts, typed, is_shown):
    assert bool(show(counts, typed)) is is_shown


def people(*choices: int, first: int = 0, is_typed: bool = False) -> dict[int, Chosen]:
    return {first + place: Chosen(choice, is_typed) for place, choice in enumerate(choices)}


def attempt(then: dict[int, Chosen], *, now: dict[int, Chosen], is_shown: bool = True) -> Attempt:
    """Return a count of people, of whom those are still known who are here now."""
    counts, typed = count(then, 2) if is_shown else ([], [])
    known = {pk: said.is_typed for pk, said in then.items() if pk in now}
    total = sum(said.is_typed for said in then.values())
    return Attempt(counts, typed, len(then), total, known)


TWENTY = people(*[0, 1] * 10)


@pytest.mark.parametrize(
    ("came", "went", "may"),
    [
        (people(0, 1, 0, 1, first=50), 0, False),
        (people(0, 1, 0, 1, 1, first=50), 0, True),
        (people(1, 1, 1, 1, 1, first=50), 0, False),
        (people(0, 1, 1, 1, 1, first=50), 0, False),
        (people(0, 0, 0, 1, 1, first=50), 1, True),
        ({}, 5, True),
        ({}, 4, False),
        (people(1, first=50), 4, False),
        # Who typed in all but two knows what the two said.
        (people(0, 1, 0, 1, first=50, is_typed=True) | people(0, 1, first=60), 0, False),
        (people(0, 1, 0, 1, 1, first=50, is_typed=True), 0, True),
    ],
)
def test_two_times_differ_by_five_who_said_different_things(came, went, may):
    now = {pk: said for pk, said in TWENTY.items() if pk >= went} | came
    assert may_follow(attempt(TWENTY, now=now), now) is may


def test_somebody_who_says_something_else_does_not_make_a_difference():
    now = {**TWENTY, **people(1, 0, 1, 0, 1, 0)}
    assert not has_moved(attempt(TWENTY, now=now), now)


def test_after_a_time_when_nothing_could_be_shown_five_must_come():
    now = {pk: said for pk, said in TWENTY.items() if pk >= 5}
    assert has_moved(attempt(TWENTY, now=now), now)
    assert not has_moved(attempt(TWENTY, now=now, is_shown=False), now)


def shared_out(number: int, choices: int) -> Iterator[tuple[int, ...]]:
    """Return each way in which so many people can choose."""
    if choices == 1:
        yield (number,)
        return
    for first in range(number + 1):
        yield from ((first, *rest) for rest in shared_out(number - first, choices - 1))


def numbered(ways: tuple[tuple[int, ...], ...]) -> list[dict[int, Chosen]]:
    """Return the people of each kind, each with a number of their own, and what they chose."""
    found, number = [], 0
    for way in ways:
        choices = [choice for choice, many in enumerate(way) for _one in range(many)]
        found.append(people(*choices, first=number))
        number += len(choices)
    return found


def see(kinds: list[dict[int, Chosen]], times: list[tuple[bool, ...]], choices: int) -> list:
    """Return what is shown at each time, as the service does it."""
    seen, attempts = [], []
    for at in range(len(times[0])):
        some = [one for one, when in zip(kinds, times, strict=True) if when[at]]
        now = {pk: said for one in some for pk, said in one.items()}
        attempts = [
            Attempt(a.counts, a.typed, a.total, 0, {pk: False for pk in a.people if pk in now})
            for a in attempts
        ]
        if attempts and not has_moved(attempts[-1], now):
            seen.append(None)
            continue
        counts, typed = count(now, choices)
        shown = show(counts, typed) if all(may_follow(a, now) for a in attempts) else []
        known = dict.fromkeys(now, False)
        made = (counts, typed) if shown else ([], [])
        attempts.append(Attempt(*made, len(now), 0, known))
        seen.append(tuple(shown))
    return seen


def find_given_away(sizes: tuple[int, ...], times: list, choices: int) -> tuple[int, list]:
    """
    Return how often something was shown, and whose answer was clear.

    Somebody who answered knows who was counted when, their own answer and all that was shown. They compare all that
    could have been: where all people of a kind chose the same in all of it, these are given away.
    """
    could: dict = defaultdict(lambda: defaultdict(set))
    shown = 0
    for ways in product(*(list(shared_out(size, choices)) for size in sizes)):
        seen = tuple(see(numbered(ways), times, choices))
        shown += sum(bool(one) for one in seen)
        for mine, choice in product(range(len(sizes)), range(choices)):
            if ways[mine][choice]:
                for kind, way in enumerate(ways):
                    left = [n - ((kind, c) == (mine, choice)) for c, n in enumerate(way)]
                    could[seen, mine, choice][kind] |= {c for c, n in enumerate(left) if n > 0}
    clear = [
        (known, kind)
        for known, kinds in could.items()
        for kind, found in kinds.items()
        if len(found) == 1
    ]
    return shown, clear


@pytest.mark.parametrize("choices", [2, 3])
def test_one_count_of_a_small_group_gives_nobody_away(choices):
    found = [find_given_away((size,), [(True,)], choices) for size in range(1, 14)]
    assert sum(shown for shown, _clear in found) > 9
    assert [clear for _shown, clear in found if clear] == []


def test_two_counts_of_a_small_group_give_nobody_away():
    """Also when it is known that the first could not be shown."""
    sizes = product((9, 10), range(7), range(6))
    found = [(size, find_given_away(size, [STAYED, WENT, CAME], 2)) for size in sizes]
    assert sum(shown for _size, (shown, _clear) in found) > 999
    assert [(size, clear[0]) for size, (_shown, clear) in found if clear] == []


def was_shown(known: tuple) -> bool:
    """Whether all was shown, or it was not counted anew; what could not be shown tells something (docs/adr/0173)."""
    return () not in known[0]


@pytest.mark.parametrize("size", [(10, 0, 5), (10, 1, 4), (9, 2, 5), (8, 3, 3), (10, 4, 2)])
def test_two_counts_with_three_answers_give_nobody_away(size):
    shown, clear = find_given_away(size, [STAYED, WENT, CAME], 3)
    assert (shown > 99, [one for one in clear if was_shown(one[0])]) == (True, [])


@pytest.mark.parametrize(
    "size", [(9, 5, 0, 5), (7, 4, 1, 4), (7, 1, 4, 4), (8, 2, 3, 5), (10, 5, 5, 0), (9, 4, 1, 1)]
)
def test_three_counts_give_nobody_away(size):
    """Who was there always, from the second on, at the first alone, and at the last alone."""
    times = [(True,) * 3, (False, True, True), (True, False, False), (False, False, True)]
    shown, clear = find_given_away(size, times, 2)
    assert (shown > 9, [one for one in clear if was_shown(one[0])]) == (True, [])
