"""Picks what a project looks at first: three things at most, each with a sentence and the page that shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from elements.bars import is_wide, thin_bar
from elements.beside import ElementPairs, Pair, PairKind, is_strong
from elements.records.record import RecordState

MOST_FIRST = 3


@dataclass(frozen=True)
class First:
    """Something to look at first. ``indicator_key``: where on the page of the element; empty for the whole page."""

    title: str
    text: str
    element_key: str
    indicator_key: str = ""


def look_first(elements: Sequence[ElementPairs]) -> list[First]:
    """
    Return at most three: where record and people disagree, then what needs attention, then the widest gap.

    Among the first, what the record claims and people do not see comes before what people see and the record does not.
    """
    found: list[First] = []
    known: set[str] = set()
    for first in _in_order(elements):
        if first.indicator_key not in known or not first.indicator_key:
            found.append(first)
            known.add(first.indicator_key)
        if len(found) == MOST_FIRST:
            break
    return found


def _in_order(elements: Sequence[ElementPairs]) -> Iterator[First]:
    pairs = [(entry, pair) for entry in elements for pair in entry.pairs]
    disagreeing = [(entry, pair) for entry, pair in pairs if pair.kind == PairKind.DISAGREE]
    for entry, pair in sorted(disagreeing, key=lambda row: row[1].place):
        yield _first(entry, pair, pair.both_sides)
    yield from filter(None, map(_without_record, elements))
    for entry, pair in pairs:
        if pair.record and pair.record.state == RecordState.NEEDS_ATTENTION:
            yield _first(entry, pair, pair.record.rule)
    for entry, pair in sorted(pairs, key=lambda row: -abs(row[1].gap)):
        if is_wide(pair.gap):
            yield _first(entry, pair, pair.headline)


def _first(entry: ElementPairs, pair: Pair, text: str) -> First:
    return First(pair.indicator.wording, text, entry.element.key, pair.indicator.key)


def _without_record(entry: ElementPairs) -> First | None:
    """Return an element of which nothing is written down, where people say that it is so."""
    if entry.has_records:
        return None
    voices = [pair.voice for pair in entry.pairs if pair.voice]
    said = thin_bar([pair.results for pair in entry.pairs])
    if not said or sum(map(is_strong, voices)) * 2 <= len(voices):
        return None
    nothing = _("Nothing is written down about this yet.")
    return First(entry.element.name, f"{nothing} {said.words}.", entry.element.key)
