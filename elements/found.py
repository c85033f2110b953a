"""What a closed review found, as its page shows it: the widest gaps first, each element with its bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ballots.bars import Bar
from elements.bars import bars_of, gap_of, gap_words, is_wide, thin_bar
from elements.models import Result

if TYPE_CHECKING:
    from elements.getters import ElementResults
    from elements.models import Element, Indicator, Words

MOST_GAPS = 3


@dataclass(frozen=True)
class IndicatorFound:
    """What people answered to an indicator, now and in the review before."""

    element: "Element"
    indicator: "Indicator"
    results: Sequence[Result]
    earlier: Sequence[Result]

    @cached_property
    def bars(self) -> list[Bar]:
        return bars_of(self.results)

    @cached_property
    def earlier_bars(self) -> list[Bar]:
        return bars_of(self.earlier)

    @cached_property
    def gap(self) -> Fraction:
        return gap_of(self.results)

    @property
    def drawn_from(self) -> tuple[object, ...]:
        """All that a page shows of it."""
        return (
            self.indicator.wording,
            *(row.published for row in self.results),
            "before",
            *(row.published for row in self.earlier),
        )


@dataclass(frozen=True)
class ElementFound:
    """What people answered about an element."""

    element: "Element"
    indicators: Sequence[IndicatorFound]
    words: Sequence["Words"] = ()

    @cached_property
    def gap(self) -> Fraction:
        """The widest gap of its indicators, whoever is more positive."""
        return max(abs(row.gap) for row in self.indicators)

    @property
    def drawn_from(self) -> str:
        """
        All that a page shows of it, and the language: what was drawn once is drawn alike wherever this is the same.

        So a drawing that is kept under it can never show anything else (docs/adr/0105).
        """
        named = (get_language(), self.element.key, self.element.name)
        published = [row.drawn_from for row in self.indicators]
        return repr((named, published, [words.shown_text for words in self.words]))

    @property
    def is_apart(self) -> bool:
        """Whether facilitators and participants are counted apart."""
        return any(result.who == Result.Who.PARTICIPANTS for result in self._results)

    @property
    def has_earlier(self) -> bool:
        return any(row.earlier_bars for row in self.indicators)

    @property
    def summary(self) -> str:
        """Say who is more positive, or how people answered where all are counted together."""
        if not any(result.is_shown for result in self._results):
            return _("Fewer than five people answered.")
        if not self.is_apart:
            said = thin_bar([row.results for row in self.indicators])
            return said.words if said else ""
        found = {gap_words(row.gap).rstrip(".") for row in self.indicators} - {""}
        if not found:
            return _("Facilitators and participants see it much the same")
        if len(found) > 1:
            return _("Facilitators are more positive about some of it, participants about the rest")
        return found.pop()

    @property
    def _results(self) -> list[Result]:
        return [result for row in self.indicators for result in row.results]


def read_found(
    now: "Sequence[ElementResults]",
    before: Mapping[str, Sequence[Result]],
    words: "Mapping[int | None, Sequence[Words]]",
) -> list[ElementFound]:
    """
    Return what was found of each element, the widest gap first; of equal ones, in the order of the framework.

    :param before: what the review before found, by the keys of indicators.
    :param words: people's own words, by the keys of elements, as many of each as are shown.
    """
    found = [
        ElementFound(
            entry.element,
            [
                IndicatorFound(
                    entry.element,
                    row.indicator,
                    row.results,
                    before.get(row.indicator.key, ()),
                )
                for row in entry.indicators
            ],
            words.get(entry.element.pk, ()),
        )
        for entry in now
    ]
    return sorted(found, key=lambda entry: -entry.gap)


def widest_gaps(found: Sequence[ElementFound]) -> list[IndicatorFound]:
    """Return the three indicators that facilitators and participants see most differently, of those worth words."""
    rows = [row for entry in found for row in entry.indicators if is_wide(row.gap)]
    return sorted(rows, key=lambda row: -abs(row.gap))[:MOST_GAPS]
