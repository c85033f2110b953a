"""What a record is: one of four states with its rule, a sentence, counts, and the way to the rows behind them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from elements.models import Element, Indicator

#: What is fresh, and what has gone stale.
QUARTER = timedelta(days=91)
HALF_YEAR = timedelta(days=182)
YEAR = timedelta(days=364)
#: A day to look again that is further off is a day on which nobody will.
FAR_OFF = timedelta(days=2 * 364)
FAR_OFF_WORDS = _("A day to look again is more than two years off, so nobody will.")


class RecordState(StrEnum):
    """What a record says. Never a score."""

    NOTHING_YET = "nothing-yet"
    STARTED = "started"
    IN_PLACE = "in-place"
    NEEDS_ATTENTION = "needs-attention"


#: Shown where the app has no place for the practice yet. Not a state: it says nothing about the project.
NOT_BUILT = "not-built"

STATE_WORDS: dict[str, "_StrPromise"] = {
    RecordState.NOTHING_YET: _("Nothing yet"),
    RecordState.STARTED: _("Started"),
    RecordState.IN_PLACE: _("In place"),
    RecordState.NEEDS_ATTENTION: _("Needs attention"),
    NOT_BUILT: _("No record yet"),
}


@dataclass(frozen=True)
class Rules:
    """The four rules of an indicator, each a sentence that the page shows."""

    nothing_yet: "str | _StrPromise"
    started: "str | _StrPromise"
    in_place: "str | _StrPromise"
    needs_attention: "str | _StrPromise"

    def of(self, state: RecordState) -> str:
        return str(getattr(self, state.name.lower()))


class OnlyCounted(StrEnum):
    """Why a figure leads to no rows. All others do (elements.records.behind)."""

    PEOPLE = "The rows would name people who were told that nobody but facilitators sees it, or that nobody does."
    WORDS = "The rows would show words that were left out, or that nobody has looked at yet."
    ANSWERS = "It counts what was said without a person: there are no rows that somebody could be told from."
    ITSELF = "It counts nothing: the words say all that there is."


@dataclass(frozen=True)
class Count:
    """A number in words ("4 groups with nobody")."""

    text: str
    number: int
    #: Which figure of its record it is, where it leads to the rows that it counts (elements.records.behind).
    key: str = ""
    only: OnlyCounted | None = None


@dataclass(frozen=True)
class Record:
    """What the app's own records show for one indicator of one project on one day."""

    state: RecordState
    rules: Rules
    sentence: str
    counts: "Sequence[Count]"
    path: str
    #: Where the path leads, in words.
    rows: str
    #: Why it is not in place although its rule holds, in a sentence; empty when nothing speaks against it.
    against: str = ""

    @property
    def rule(self) -> str:
        """Why it is in the state that holds: what speaks against it, else the sentence of the state."""
        return self.against or self.rules.of(self.state)

    def held_against(self, *found: "tuple[bool, str | _StrPromise]") -> "Record":
        """
        Return the record as it stands when these are known: whether it is so, and the sentence that says it.

        A record that would be in place has only started when one of them is so. No other state changes.
        """
        words = [str(said) for is_so, said in found if is_so]
        if not words or self.state != RecordState.IN_PLACE:
            return self
        return replace(self, state=RecordState.STARTED, against=words[0])

    @property
    def all_rules(self) -> list[tuple[RecordState, str, bool]]:
        """Each state with its rule, and whether it is the one that holds."""
        return [
            (state, self.rule if state == self.state else self.rules.of(state), state == self.state)
            for state in RecordState
        ]


@dataclass(frozen=True)
class IndicatorRecord:
    """An indicator with its record; None where the practice is not built yet."""

    indicator: "Indicator"
    record: Record | None


@dataclass(frozen=True)
class ElementRecord:
    """An element with its indicators and their records."""

    element: "Element"
    indicators: "Sequence[IndicatorRecord]"

    @property
    def shown(self) -> list[IndicatorRecord]:
        return [entry for entry in self.indicators if entry.record]

    @property
    def not_built(self) -> list[IndicatorRecord]:
        return [
            entry for entry in self.indicators if not entry.record and not entry.indicator.is_own
        ]

    @property
    def own(self) -> "list[Indicator]":
        """What the organisation added: it is rated in reviews, and has no record."""
        return [entry.indicator for entry in self.indicators if entry.indicator.is_own]

    @property
    def state(self) -> str:
        """
        The state of the element, by this rule.

        It needs attention when one of its indicators does. It is in place when all of its indicators are. It
        has nothing yet when none of them has begun. Else it has started. With no record built, it has no state.
        """
        states = [entry.record.state for entry in self.indicators if entry.record]
        if not states:
            return NOT_BUILT
        if RecordState.NEEDS_ATTENTION in states:
            return RecordState.NEEDS_ATTENTION
        if not self.not_built and set(states) == {RecordState.IN_PLACE}:
            return RecordState.IN_PLACE
        return (
            RecordState.NOTHING_YET
            if set(states) == {RecordState.NOTHING_YET}
            else RecordState.STARTED
        )

    @property
    def state_word(self) -> str:
        return str(STATE_WORDS[self.state])


def judge(*, nothing: bool, attention: bool, in_place: bool) -> RecordState:
    """Return the first state whose rule holds: nothing yet, needs attention, in place; else started."""
    if nothing:
        return RecordState.NOTHING_YET
    if attention:
        return RecordState.NEEDS_ATTENTION
    return RecordState.IN_PLACE if in_place else RecordState.STARTED


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def local_day(moment: datetime | None) -> date | None:
    """Return the day here of a moment; None of none."""
    return timezone.localdate(moment) if moment else None


def days(first: date, last: date) -> int:
    """Return how many days lie between two days."""
    return (last - first).days
