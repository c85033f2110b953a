"""Sets what the record shows beside what people say, where the two disagree first (docs/adr/0086)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elements.models import Result
from elements.records.record import STATE_WORDS, State
from elements.standing import PLACES, UP, Stand, stand

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from elements.models import Element, Indicator
    from elements.records.record import ElementRecord, Record

Who = Result.Who


class Kind(StrEnum):
    """How record and experience stand to each other, in the order in which the page tells them."""

    DISAGREE = "disagree"
    WEAK = "weak"
    STRONG = "strong"


@dataclass(frozen=True)
class Words:
    """The heading of a kind, and its rule in a sentence that the page shows."""

    heading: "_StrPromise"
    rule: "_StrPromise"


WORDS = {
    Kind.DISAGREE: Words(
        gettext_lazy("Where the two disagree"),
        gettext_lazy(
            "The record says in place, and half or fewer said “mostly” or “fully”. "
            "Or the record says nothing yet or needs attention, and more than half did."
        ),
    ),
    Kind.WEAK: Words(
        gettext_lazy("Weak in both"),
        gettext_lazy("The record is not in place, and half or fewer said “mostly” or “fully”."),
    ),
    Kind.STRONG: Words(
        gettext_lazy("Strong in both"),
        gettext_lazy(
            "The record says in place or started, and more than half said “mostly” or “fully”."
        ),
    ),
}


LEADS = {
    Who.EVERYBODY.value: gettext_lazy("people say"),
    Who.PARTICIPANTS.value: gettext_lazy("participants say"),
    Who.FACILITATORS.value: gettext_lazy("facilitators say"),
}


@dataclass(frozen=True)
class Voice:
    """What some people said of an indicator, as far as it is published."""

    result: Result
    stand: Stand | None

    @property
    def is_strong(self) -> bool:
        """Whether more than half of those who answered said "mostly" or "fully"."""
        return (self.result.up or 0) * 2 > self.result.count

    @property
    def word(self) -> str:
        """The answer in the middle, unless so many could not say that it tells too much."""
        if not self.stand:
            return _("Too few could say")
        if self.stand.place >= UP and not self.is_strong:
            return _("Many can’t say")
        return str(PLACES[self.stand.place])

    @property
    def sentence(self) -> str:
        """Say how many, in words."""
        return _("%(up)s of %(count)s %(who)s said “mostly” or “fully”.") % {
            "up": self.result.up,
            "count": self.result.count,
            "who": self._people,
        }

    @property
    def _people(self) -> str:
        return _("people") if self.result.who == Who.EVERYBODY else self.result.get_who_display()

    @property
    def lead(self) -> str:
        """Name who says it: "participants say"."""
        return str(LEADS[self.result.who])


@dataclass(frozen=True)
class Pair:
    """An indicator with its record and what people say of it."""

    element: "Element"
    indicator: "Indicator"
    record: "Record"
    voices: Sequence[Voice]

    @property
    def voice(self) -> Voice:
        """Whom the record is held against: participants where they stand apart, else everybody."""
        return self.voices[-1]

    @property
    def kind(self) -> Kind:
        return judge(self.record.state, is_strong=self.voice.is_strong)

    @property
    def headline(self) -> str:
        """Say both in one sentence."""
        return _("The record says “%(record)s”, %(people)s “%(word)s”.") % {
            "record": str(STATE_WORDS[self.record.state]).lower(),
            "people": self.voice.lead,
            "word": self.voice.word.lower(),
        }


@dataclass(frozen=True)
class Beside:
    """All of a project's pairs by kind, and how many indicators have none."""

    groups: Sequence[tuple[Kind, Words, Sequence[Pair]]]
    only_said: Sequence[tuple["Indicator", Sequence[Voice]]]
    hidden_count: int
    not_asked_count: int

    @property
    def disagreements(self) -> Sequence[Pair]:
        return next(pairs for kind, _words, pairs in self.groups if kind == Kind.DISAGREE)


def judge(state: State, *, is_strong: bool) -> Kind:
    """Say how a record's state and people's answer stand to each other."""
    if is_strong:
        return Kind.STRONG if state in (State.IN_PLACE, State.STARTED) else Kind.DISAGREE
    return Kind.DISAGREE if state == State.IN_PLACE else Kind.WEAK


def voices_of(results: Sequence[Result]) -> list[Voice]:
    """Return what is shown of an indicator's results, participants last; nothing of what is hidden."""
    shown = [result for result in results if result.is_shown]
    order = [Who.EVERYBODY, Who.FACILITATORS, Who.PARTICIPANTS]
    shown.sort(key=lambda result: order.index(Who(result.who)))
    return [Voice(result, stand([result], result.who)) for result in shown]


def set_beside(
    records: "Sequence[ElementRecord]", results: Mapping[str, Sequence[Result]]
) -> Beside:
    """
    Set each indicator's record beside its results (by the indicator's key).

    Where they disagree, "in place" against a weak answer comes first: there the record claims what people do not see.
    """
    pairs: list[Pair] = []
    only_said: list[tuple[Indicator, Sequence[Voice]]] = []
    hidden = not_asked = 0
    for element in records:
        for entry in element.indicators:
            found = results.get(entry.indicator.key)
            voices = voices_of(found or [])
            if not voices:
                hidden, not_asked = hidden + (found is not None), not_asked + (found is None)
            elif entry.record is None:
                only_said.append((entry.indicator, voices))
            else:
                pairs.append(Pair(element.element, entry.indicator, entry.record, voices))
    pairs.sort(key=lambda pair: pair.record.state != State.IN_PLACE)
    only_said.sort(key=lambda entry: entry[1][-1].is_strong)
    groups = [(kind, WORDS[kind], [pair for pair in pairs if pair.kind == kind]) for kind in Kind]
    return Beside(groups, only_said, hidden, not_asked)
