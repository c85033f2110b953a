"""Loads what the pages of a review show, in a few queries whatever its size."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, Subquery, Window
from django.db.models.functions import RowNumber

from elements.models import Element, Indicator, Result, Review, Words
from projects.models import Project

#: So many words of one's own are shown beside an element; the rest is a page further.
MOST_WORDS_SHOWN = 5


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
    return _by_element(review.results.in_order().select_related("indicator__element"))


def _by_element(rows: Iterable[Result]) -> list[ElementResults]:
    by_element: dict[int, ElementResults] = {}
    by_indicator: dict[int, IndicatorResults] = {}
    for result in rows:
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


def results_before(review: Review) -> tuple[Review | None, list[ElementResults]]:
    """Return the review that closed last before this one, and what is published of it, in one query."""
    earlier = Review.objects.closed().filter(
        project=review.project_id, closed_at__lt=review.closed_at
    )
    last = earlier.order_by("-closed_at", "-pk").values("pk")[:1]
    rows = Result.objects.filter(review=Subquery(last)).in_order()
    found = list(rows.select_related("indicator__element", "review"))
    return (found[0].review if found else None), _by_element(found)


def last_results(project: Project) -> tuple[Review | None, dict[str, list[Result]]]:
    """
    Return the review that closed last, and what is published of it by the key of the indicator, in one query.

    None and nothing before a review closed.
    """
    last = project.element_reviews.closed().order_by("-closed_at", "-pk").values("pk")[:1]
    rows = Result.objects.filter(review=Subquery(last)).in_order()
    found: dict[str, list[Result]] = {}
    review = None
    for result in rows.select_related("indicator", "review__project"):
        review = result.review
        found.setdefault(result.indicator.key, []).append(result)
    return review, found


def words_by_element(review: Review) -> dict[int | None, list[Words]]:
    """Return the first few released words of each element, and of the standing question (None), in one query."""
    place = Window(RowNumber(), partition_by=F("element"), order_by=F("pk").asc())
    shown = review.words.shown().annotate(place=place)
    found: dict[int | None, list[Words]] = {}
    for words in shown.filter(place__lte=MOST_WORDS_SHOWN + 1).order_by("pk"):
        found.setdefault(words.element_id, []).append(words)
    return found
