"""Sets what the record shows beside what people say of each indicator, where they disagree first (docs/adr/0086)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ballots.bars import Bar
from elements.bars import bars_of, gap_of, gap_words, is_wide, shown
from elements.models import Result
from elements.records.record import STATE_WORDS, RecordState

if TYPE_CHECKING:
    from elements.models import Element, Indicator, Review
    from elements.records.record import ElementRecord, Record

Who = Result.Who


class PairKind(StrEnum):
    """How record and people stand to each other."""

    DISAGREE = "disagree"
    WEAK = "weak"
    STRONG = "strong"


def judge(state: RecordState, *, is_strong: bool) -> PairKind:
    """Say how a record's state and people's answer stand to each other."""
    if is_strong:
        return (
            PairKind.STRONG
            if state in (RecordState.IN_PLACE, RecordState.STARTED)
            else PairKind.DISAGREE
        )
    return PairKind.DISAGREE if state == RecordState.IN_PLACE else PairKind.WEAK


def is_strong(result: Result) -> bool:
    """Whether more than half of those who answered said "mostly" or "fully"."""
    return (result.up or 0) * 2 > result.count


def sentence_of(result: Result) -> str:
    """Say in a sentence how many said "mostly" or "fully"."""
    if not result.up:
        words = {
            Who.EVERYBODY: _("None of %(count)s people said “mostly” or “fully”."),
            Who.FACILITATORS: _("None of %(count)s facilitators said “mostly” or “fully”."),
            Who.PARTICIPANTS: _("None of %(count)s participants said “mostly” or “fully”."),
        }
    elif is_strong(result):
        words = {
            Who.EVERYBODY: _("%(up)s of %(count)s people said “mostly” or “fully”."),
            Who.FACILITATORS: _("%(up)s of %(count)s facilitators said “mostly” or “fully”."),
            Who.PARTICIPANTS: _("%(up)s of %(count)s participants said “mostly” or “fully”."),
        }
    else:
        words = {
            Who.EVERYBODY: _("Only %(up)s of %(count)s people said “mostly” or “fully”."),
            Who.FACILITATORS: _("Only %(up)s of %(count)s facilitators said “mostly” or “fully”."),
            Who.PARTICIPANTS: _("Only %(up)s of %(count)s participants said “mostly” or “fully”."),
        }
    return words[Who(result.who)] % {"up": result.up, "count": result.count}


@dataclass(frozen=True)
class Pair:
    """An indicator with its record, if it has one, and what was published of people's answers last."""

    indicator: "Indicator"
    record: "Record | None"
    results: Sequence[Result]

    @property
    def review(self) -> "Review | None":
        """The review that asked it last."""
        return self.results[0].review if self.results else None

    @property
    def drawn_from(self) -> str:
        """All that its bars and numbers show, and the language (docs/adr/0105)."""
        published = [result.published for result in self.results]
        return repr((get_language(), self.indicator.wording, published))

    @cached_property
    def voice(self) -> Result | None:
        """Whom the record is held against: participants where they stand apart, else everybody; None when hidden."""
        found = shown(self.results)
        return found[-1] if found else None

    @cached_property
    def kind(self) -> PairKind | None:
        """How record and people stand to each other; None where one of the two is missing."""
        if not self.record or not self.voice:
            return None
        return judge(self.record.state, is_strong=is_strong(self.voice))

    @cached_property
    def bars(self) -> list[Bar]:
        return bars_of(self.results)

    @cached_property
    def gap(self) -> Fraction:
        return gap_of(self.results)

    @property
    def is_apart(self) -> bool:
        """Whether record and people, or facilitators and participants, disagree."""
        return self.kind == PairKind.DISAGREE or is_wide(self.gap)

    @property
    def claims_too_much(self) -> bool:
        """Whether the record claims what people do not see."""
        return self.kind == PairKind.DISAGREE and not is_strong(self.voice)  # type: ignore[arg-type]

    @property
    def headline(self) -> str:
        """Say in a few words who disagrees; nothing where nobody does."""
        if self.kind != PairKind.DISAGREE:
            return gap_words(self.gap)
        if self.voice and self.voice.who == Who.PARTICIPANTS:
            return _("Our record and the participants disagree.")
        return _("Our record and what people say disagree.")

    @property
    def both_sides(self) -> str:
        """Say what each side says, where record and people disagree."""
        if self.kind != PairKind.DISAGREE or not self.record or not self.voice:
            return ""
        word = str(STATE_WORDS[self.record.state]).lower()
        says = _("Our record says “%(state)s”.") % {"state": word}
        return " ".join(filter(None, [says, sentence_of(self.voice)]))

    @property
    def also(self) -> str:
        """Say that facilitators and participants disagree, where the headline says something else."""
        return gap_words(self.gap) if self.kind == PairKind.DISAGREE else ""

    @property
    def disagreement(self) -> str:
        """Say in one go what each side says where they disagree, for a report; nothing where nobody disagrees."""
        return " ".join(filter(None, [self.both_sides, gap_words(self.gap)]))

    @property
    def why(self) -> str:
        """Why its record needs attention; nothing in other states."""
        if self.record and self.record.state == RecordState.NEEDS_ATTENTION:
            return self.record.rule
        return ""

    @property
    def is_told(self) -> bool:
        """Whether a report has anything to tell of it: a record, or what people said."""
        return bool(self.record or self.bars)

    @property
    def is_well(self) -> bool:
        """Whether record and people agree that it is so."""
        in_place = self.record is not None and self.record.state == RecordState.IN_PLACE
        return in_place and self.kind == PairKind.STRONG and not self.is_apart

    @property
    def place(self) -> tuple[bool, bool, Fraction]:
        """Where it is told: what the record claims too much, other disagreements, then the widest gap."""
        is_wide_gap = abs(self.gap) if is_wide(self.gap) else Fraction(0)
        return (not self.claims_too_much, self.kind != PairKind.DISAGREE, -is_wide_gap)


@dataclass(frozen=True)
class ElementPairs:
    """An element with its indicators, those that people or records disagree about first."""

    element: "Element"
    state: str
    pairs: Sequence[Pair]

    @property
    def drawn_from(self) -> str:
        """All that the table of its numbers shows (docs/adr/0105)."""
        return repr([pair.drawn_from for pair in self.pairs])

    @property
    def apart_count(self) -> int:
        return sum(pair.is_apart for pair in self.pairs)

    @property
    def has_records(self) -> bool:
        return any(pair.record for pair in self.pairs)

    @property
    def has_people(self) -> bool:
        return any(pair.bars for pair in self.pairs)

    @property
    def told(self) -> "Sequence[Pair]":
        """The indicators that a report tells of."""
        return [pair for pair in self.pairs if pair.is_told]

    @property
    def state_word(self) -> str:
        return str(STATE_WORDS[self.state])


def state_of(entry: "ElementRecord") -> str:
    """Return the state of an element: one that has no record has nothing yet."""
    return entry.state if entry.shown else RecordState.NOTHING_YET


def set_beside(
    records: "Sequence[ElementRecord]", results: Mapping[str, Sequence[Result]]
) -> list[ElementPairs]:
    """Set each indicator's record beside its results (by the indicator's key), the elements in their order."""
    return [
        ElementPairs(
            entry.element,
            state_of(entry),
            sorted(
                (
                    Pair(row.indicator, row.record, results.get(row.indicator.key, ()))
                    for row in entry.indicators
                ),
                key=lambda pair: pair.place,
            ),
        )
        for entry in records
    ]
