"""Loads what the pages of a review show, in a few queries whatever its size."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from elements.models import Element, Indicator, Result, Review, Words


@dataclass
class IndicatorResults:
    """What is published of an indicator: one result for everybody, or one for each role."""

    indicator: Indicator
    results: list[Result] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        return not any(result.is_shown for result in self.results)


@dataclass
class ElementResults:
    """What is published of an element."""

    element: Element
    indicators: list[IndicatorResults] = field(default_factory=list)


def results_by_element(review: Review) -> list[ElementResults]:
    """Return what is published of a closed review in the order of the framework, in one query."""
    by_element: dict[int, ElementResults] = {}
    by_indicator: dict[int, IndicatorResults] = {}
    for result in review.results.in_order().select_related("indicator__element"):
        element = result.indicator.element
        of_element = by_element.setdefault(element.pk, ElementResults(element))
        if result.indicator_id not in by_indicator:
            by_indicator[result.indicator_id] = IndicatorResults(result.indicator)
            of_element.indicators.append(by_indicator[result.indicator_id])
        by_indicator[result.indicator_id].results.append(result)
    return list(by_element.values())


def words_counts(review: Review) -> dict[str, int]:
    """Return how many words of one's own there are, by what became of them, and ``total``."""
    counts = Words.objects.filter(review=review).aggregate(
        total=Count("pk"),
        **{
            outcome.name.lower(): Count("pk", filter=Q(outcome=outcome))
            for outcome in Words.Outcome
        },
    )
    return dict(counts)
