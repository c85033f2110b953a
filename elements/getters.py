"""Loads what the pages of a review show, in a few queries whatever its size."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from core.prepared import Prepared, moment, number, text, totals
from elements.models import (
    Asked,
    Element,
    Indicator,
    Result,
    Review,
    Words,
)
from projects.models import Project

#: The order of the framework, facilitators before participants.
ORDER = ("indicator__element__position", "indicator__position", "who")
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


def get_review_or_404(project: Project, pk: int) -> Review:
    """
    Return a review of a project, with its seal.

    :raises Http404: when there is none.
    """
    review: Review | None = _REVIEW.first(project=project.pk, review=pk)
    if review is None:
        raise Http404
    review.project = project
    return review


_REVIEW = Prepared(
    lambda: Review.objects.filter(project=number("project"), pk=number("review")).select_related(
        "seal"
    )
)


def results_by_element(review: Review) -> list[ElementResults]:
    """Return what is published of a closed review in the order of the framework, in one query."""
    by_element: dict[int, ElementResults] = {}
    by_indicator: dict[int, IndicatorResults] = {}
    for row in _RESULTS.all(review=review.pk):
        of_element, of_indicator, said = row[:_INDICATOR], row[_INDICATOR:_RESULT], row[_RESULT:]
        result = Result.from_db("default", _OF_RESULT, said)
        if result.indicator_id not in by_indicator:
            indicator = Indicator.from_db("default", _OF_INDICATOR, of_indicator)
            known = by_element.get(indicator.element_id)
            if known is None:
                known = ElementResults(Element.from_db("default", _OF_ELEMENT, of_element))
                by_element[indicator.element_id] = known
            indicator.element = known.element
            by_indicator[indicator.pk] = IndicatorResults(indicator)
            known.indicators.append(by_indicator[indicator.pk])
        result.review, result.indicator = review, by_indicator[result.indicator_id].indicator
        by_indicator[result.indicator_id].results.append(result)
    return list(by_element.values())


_OF_ELEMENT, _OF_INDICATOR, _OF_RESULT = (
    tuple(field.attname for field in model._meta.concrete_fields)
    for model in (Element, Indicator, Result)
)
#: Where the values of an indicator begin in a row, and those of a result.
_INDICATOR = len(_OF_ELEMENT)
_RESULT = _INDICATOR + len(_OF_INDICATOR)
# Plain values: an element and an indicator for each result would cost more than the query.
_RESULTS = Prepared(
    lambda: (
        Result.objects.filter(review=number("review"))
        .in_order()
        .values_list(
            *(f"indicator__element__{name}" for name in _OF_ELEMENT),
            *(f"indicator__{name}" for name in _OF_INDICATOR),
            *_OF_RESULT,
        )
    )
)


def words_counts(review: Review) -> dict[str, int]:
    """Return how many words of one's own there are, by what became of them, and ``total``."""
    counts: dict[str, int] = _WORDS_COUNTS.first(review=review.pk)
    return {name: count for name, count in counts.items() if name != "all_rows"}


_WORDS_COUNTS = Prepared(
    lambda: totals(
        Words.objects.filter(review=number("review")),
        total=Count("pk"),
        **{
            outcome.name.lower(): Count("pk", filter=Q(outcome=outcome))
            for outcome in Words.Outcome
        },
    )
)


_OF_REVIEW = (
    "review_id",
    "review__title",
    "review__closed_at",
    "review__element_count",
    "review__answered_count",
)
#: Where the last review asked of some elements only, so many before it are looked at for the others.
EARLIER = 4
ELEMENTS = 10


def _closed(**when: Any) -> QuerySet:
    """Return the keys of the closed reviews of a project, the last first."""
    closed = Review.objects.closed().filter(project=number("project"), **when)
    return closed.order_by("-closed_at", "-pk").values("pk")


def _values(results: QuerySet) -> QuerySet:
    """Return results of reviews, those of the last first, as plain values: models would cost more."""
    rows = results.order_by("-review__closed_at", *ORDER)
    return rows.values_list("indicator__key", *_OF_REVIEW, *_OF_RESULT)


# One review is named by a subquery that has one row: the database then looks up its results alone.
_LAST_RESULTS = Prepared(lambda: _values(Result.objects.filter(review=Subquery(_closed()[:1]))))
_EARLIER_RESULTS = Prepared(
    lambda: _values(Result.objects.filter(review__in=_closed()[1 : 1 + EARLIER]))
)
_RESULTS_BEFORE = Prepared(
    lambda: _values(
        Result.objects.filter(review=Subquery(_closed(closed_at__lt=moment("before"))[:1]))
    )
)


def last_results(project: Project) -> tuple[Review | None, dict[str, list[Result]]]:
    """
    Return the review that closed last, and for each indicator, by its key, what was published of it last.

    One query; two when the last review asked of some elements only: the others keep what an earlier one found. None and
    nothing before a review closed. Of the reviews only name, day, address and how many answered are loaded.
    """
    found = _newest(project, _LAST_RESULTS.all(project=project.pk))
    review = next(iter(found.values()))[0].review if found else None
    if review and review.element_count < ELEMENTS:
        earlier = _newest(project, _EARLIER_RESULTS.all(project=project.pk))
        found = {**earlier, **found}
    return review, found


def results_before(review: Review) -> tuple[Review | None, dict[str, list[Result]]]:
    """Return the review that closed last before this one, and what is published of it by indicator, in one query."""
    rows = _RESULTS_BEFORE.all(project=review.project_id, before=review.closed_at)
    found = _newest(review.project, rows)
    return (next(iter(found.values()))[0].review if found else None), found


def _newest(project: Project, rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Result]]:
    """Return the results by indicator; of several reviews, the newest one first in the rows, only its."""
    reviews: dict[int, Review] = {}
    found: dict[str, list[Result]] = {}
    for key, pk, title, closed_at, element_count, answered_count, *said in rows:
        if pk not in reviews:
            reviews[pk] = Review(
                pk=pk,
                title=title,
                closed_at=closed_at,
                element_count=element_count,
                answered_count=answered_count,
                project=project,
            )
        known = found.setdefault(key, [])
        if not known or known[0].review_id == pk:
            result = Result.from_db("default", _OF_RESULT, said)
            result.review = reviews[pk]
            known.append(result)
    return found


def words_by_element(review: Review) -> dict[int | None, list[Words]]:
    """Return the first few released words of each element, and of the standing question (None), in one query."""
    found: dict[int | None, list[Words]] = {}
    for words in _FIRST_WORDS.all(review=review.pk):
        found.setdefault(words.element_id, []).append(words)
    return found


_FIRST_WORDS = Prepared(
    lambda: (
        Words.objects.filter(review=number("review"))
        .shown()
        .annotate(
            place=Window(RowNumber(), partition_by=F("element"), order_by=F("pk").asc()),
        )
        .filter(place__lte=MOST_WORDS_SHOWN + 1)
        .order_by("pk")
    )
)


def words_about(review: Review, element_key: str) -> list[Words]:
    """Return the first few released words of a review about an element, and one more if there are more."""
    return _WORDS_ABOUT.all(review=review.pk, element=element_key)


_WORDS_ABOUT = Prepared(
    lambda: (
        Words.objects.filter(review=number("review"), element__key=text("element"))
        .shown()
        .order_by("pk")[: MOST_WORDS_SHOWN + 1]
    )
)


def open_review_of(project: Project) -> tuple[Review | None, Asked | None]:
    """Return the review that is open in a project, and the viewer's own row in it, if they are asked."""
    me = project.viewer.member_id
    mine: Asked | None = _MINE.first(project=project.pk, member=me) if me else None
    return (mine.review, mine) if mine else (_OPEN.first(project=project.pk), None)


_MINE = Prepared(
    lambda: Asked.objects.filter(
        review__in=Review.objects.open().filter(project=number("project")), member=number("member")
    ).select_related("review")
)
_OPEN = Prepared(lambda: Review.objects.open().filter(project=number("project"))[:1])
