"""
Says where people stand on an element, from what is published of a review and from nothing else (docs/adr/0085).

It reads no tally and knows nothing of the database: what is hidden in the results is hidden here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ballots.disclosure import FEWEST
from elements.models import Result

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from elements.getters import ElementResults
    from elements.models import Element

Who = Result.Who

#: Places on the line from "not at all" to "fully", and their words. Where nearly all gave the same answer, only the
#: half is published: that answer stands between the two of its half.
PLACES: dict[float, "_StrPromise"] = {
    1: _("Not at all"),
    1.5: _("Less than mostly"),
    2: _("A little"),
    3: _("Mostly"),
    3.5: _("Mostly or fully"),
    4: _("Fully"),
}
#: From here on people say that it is so.
UP = 3


@dataclass(frozen=True)
class Stand:
    """Where some people stand on an element: the middle one of ``answers`` answers."""

    who: str
    place: float
    answers: int

    @property
    def word(self) -> str:
        return str(PLACES[self.place])

    @property
    def who_word(self) -> str:
        return str(Who(self.who).label)


@dataclass(frozen=True)
class StandingMove:
    """Where some people stand on an element now, and where they stood in the review before; either may be unknown."""

    who: str
    now: Stand | None
    before: Stand | None

    @property
    def who_word(self) -> str:
        return str(Who(self.who).label)

    @property
    def moved(self) -> str:
        """Say "up", "down" or "same"; nothing when there is nothing to compare with."""
        if not self.now or not self.before:
            return ""
        if self.now.place == self.before.place:
            return "same"
        return "up" if self.now.place > self.before.place else "down"


@dataclass(frozen=True)
class ElementStanding:
    """An element with where people stand on it: facilitators and participants, or everybody."""

    element: "Element"
    moves: Sequence[StandingMove]

    @property
    def is_hidden(self) -> bool:
        return not any(move.now for move in self.moves)

    def of(self, who: str) -> StandingMove | None:
        return next((move for move in self.moves if move.who == who), None)


def stand(results: Iterable[Result], who: str) -> Stand | None:
    """
    Return where these people stand: the answer in the middle of all they gave, the lower one of two.

    "I can't say" is no place on the line and does not count. None when fewer than five answers are left.
    """
    counts: Counter[float] = Counter()
    for result in results:
        if result.who == who and result.is_shown:
            counts.update(_places(result))
    answers = sum(counts.values())
    if answers < FEWEST:
        return None
    middle, passed = (answers + 1) // 2, 0
    for place in sorted(counts):
        passed += counts[place]
        if passed >= middle:
            return Stand(who, place, answers)
    raise AssertionError  # pragma: no cover - the middle lies within


def _places(result: Result) -> dict[float, int]:
    if not result.is_exact:
        return {1.5: result.down or 0, 3.5: result.up or 0}
    return {
        1: result.not_at_all or 0,
        2: result.a_little or 0,
        3: result.mostly or 0,
        4: result.fully or 0,
    }


def standings(
    now: "Sequence[ElementResults]", before: "Sequence[ElementResults]" = ()
) -> list[ElementStanding]:
    """Return where people stand on each element of a review, beside the review before."""
    earlier = {entry.element.key: entry for entry in before}
    return [_standing(entry, earlier.get(entry.element.key)) for entry in now]


def _standing(now: "ElementResults", before: "ElementResults | None") -> ElementStanding:
    results = _results(now)
    is_apart = any(result.who != Who.EVERYBODY for result in results)
    roles = [Who.FACILITATORS, Who.PARTICIPANTS] if is_apart else [Who.EVERYBODY]
    was = _results(before) if before else []
    return ElementStanding(
        now.element,
        [StandingMove(who.value, stand(results, who), stand(was, who)) for who in roles],
    )


def _results(entry: "ElementResults") -> list[Result]:
    return [result for row in entry.indicators for result in row.results]
