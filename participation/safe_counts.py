"""
Decides which counts of answers can be shown without showing whose they are, also to somebody who compares two days.

It knows nothing of the database. The rules, and why they hold, are in docs/adr/0173.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ballots.disclosure import FEWEST

#: Of fewer answers nothing is shown, whatever they are: what is shown is of five, and so is the rest.
FEWEST_ANSWERS = 2 * FEWEST


class Chosen(NamedTuple):
    """What somebody chose (the place of the choice), and whether a facilitator typed it in and so knows it."""

    choice: int
    is_typed: bool = False


@dataclass(frozen=True)
class Attempt:
    """
    One time when the answers were counted, and whether the counts were shown then.

    ``counts`` and ``typed``: how many chose each, and how many of these were typed in; nothing when they were not
    shown. ``total`` and ``typed_total`` are known either way. ``people``: who of those that were counted can be counted
    today, and whether it was typed in. Whoever has gone since is in the totals alone.
    """

    counts: Sequence[int]
    typed: Sequence[int]
    total: int
    typed_total: int
    people: Mapping[int, bool]


def count(people: Mapping[int, Chosen], choices: int) -> tuple[list[int], list[int]]:
    """Return how many chose each, and how many of these were typed in by a facilitator."""
    counts, typed = [0] * choices, [0] * choices
    for said in people.values():
        counts[said.choice] += 1
        typed[said.choice] += said.is_typed
    return counts, typed


def show(counts: Sequence[int], typed: Sequence[int]) -> list[int | None]:
    """
    Return the counts as they are shown, None for each that is too small to be; nothing when none can be shown.

    Each that is shown is of five or more, and so are all others together; where fewer than five are left over, the
    smallest of the others is hidden with them. What nobody typed in must not be all, or all but one, the same.
    """
    own = _minus(counts, typed)
    if sum(own) and (sum(own) < FEWEST or _are_alike(own)):
        return []
    seen = {place for place, number in enumerate(counts) if number >= FEWEST}
    while seen and 0 < sum(counts) - sum(counts[place] for place in seen) < FEWEST:
        seen.remove(min(seen, key=lambda place: (counts[place], place)))
    if not seen or max(counts[place] for place in seen) > sum(counts) - FEWEST:
        return []
    return [number if place in seen else None for place, number in enumerate(counts)]


def has_moved(before: Attempt, now: Mapping[int, Chosen]) -> bool:
    """
    Whether five people or more came or went since; the same for those whose answers nobody typed in, or none did.

    After a time when nothing could be shown, five have to come: that it could not tells something, too.
    """
    came, went = _moves(before, now)
    own = sum(_moves(before, now, by_themselves=True))
    has = came + went if before.counts else came
    return has >= FEWEST and (not own or own >= FEWEST)


def may_follow(before: Attempt, now: Mapping[int, Chosen]) -> bool:
    """
    Whether counts can be shown of people as they are now to somebody who has those of another time, and knows who came
    and who went since, and their own answer, or all that were typed in.
    """
    if not has_moved(before, now):
        return False
    if not before.counts:
        return True
    counts, typed = count(now, len(before.counts))
    own, own_before = _minus(counts, typed), _minus(before.counts, before.typed)
    return _is_hidden(_minus(counts, before.counts), *_moves(before, now)) and _is_hidden(
        _minus(own, own_before), *_moves(before, now, by_themselves=True)
    )


def _moves(
    before: Attempt, now: Mapping[int, Chosen], *, by_themselves: bool = False
) -> tuple[int, int]:
    """Return how many came and went since; ``by_themselves``: of those whose answers nobody typed in."""
    then = {pk for pk, is_typed in before.people.items() if not (by_themselves and is_typed)}
    here = {pk for pk, said in now.items() if not (by_themselves and said.is_typed)}
    total = before.total - (before.typed_total if by_themselves else 0)
    return len(here - then), total - len(then & here)


def _is_hidden(differs: Sequence[int], came: int, went: int) -> bool:
    """
    Whether nobody who came or went is given away by what differs.

    Where two or more who came said the same as two who went, these can have said anything. Else those who came must not
    be all, or all but one, the same, nor those who went. It looks at what anybody can see, so that nothing can be
    learned from counts that were not shown.
    """
    more = [max(number, 0) for number in differs]
    fewer = [max(-number, 0) for number in differs]
    if min(came - sum(more), went - sum(fewer)) >= 2:
        return True
    return not _are_alike(more) and not _are_alike(fewer)


def _minus(some: Sequence[int], others: Sequence[int]) -> list[int]:
    return [one - other for one, other in zip(some, others, strict=True)]


def _are_alike(numbers: Sequence[int]) -> bool:
    """Whether all but one at most are of one kind, and there is somebody."""
    return 0 < sum(numbers) <= max(numbers) + 1
