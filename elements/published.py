"""
Writes what is published of a closed review as parts of a page: its picture, and the tables of each element.

It is read as plain values: a review has some hundred results, and models would cost more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from elements.charts import chart_of_standings
from elements.getters import by_element, review_before
from elements.models import Element, Indicator, Result, Review
from elements.standing import standings

_RESULT = (
    "pk",
    "who",
    "level",
    "cannot_say",
    "not_at_all",
    "a_little",
    "mostly",
    "fully",
    "up",
    "down",
)
_INDICATOR = ("indicator__pk", "indicator__key", "indicator__wording")
_ELEMENT = ("indicator__element__pk", "indicator__element__key", "indicator__element__name")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class PublishedElement:
    """What is published of an element, as a part of the page."""

    pk: int
    key: str
    name: str
    tables: SafeString


@dataclass(frozen=True)
class Published:
    """What is published of a review: the picture of where people stand with its table, and each element."""

    standing: SafeString
    elements: Sequence[PublishedElement]


def write_published(review: Review) -> Published:
    """Return the parts of a closed review in two queries."""
    before = Result.objects.filter(review=Subquery(review_before(review).values("pk")[:1]))
    rows_before = tuple(
        before.in_order().values_list("review__title", *_RESULT, *_INDICATOR, *_ELEMENT)
    )
    rows = tuple(review.results.in_order().values_list(*_RESULT, *_INDICATOR, *_ELEMENT))
    return _write(rows, rows_before)


def _write(rows: tuple[Row, ...], rows_before: tuple[Row, ...]) -> Published:
    entries = by_element(_results(rows))
    stands = standings(entries, by_element(_results(row[1:] for row in rows_before)))
    previous = {"title": rows_before[0][0]} if rows_before else None
    picture = {
        "standings": stands,
        "chart": chart_of_standings(stands),
        "previous": previous,
    }
    return Published(
        SafeString(render_to_string("elements/standing.html", picture)),
        [
            PublishedElement(
                entry.element.pk,
                entry.element.key,
                entry.element.name,
                SafeString(render_to_string("elements/result_tables.html", {"entry": entry})),
            )
            for entry in entries
        ],
    )


def _results(rows: Iterable[Row]) -> list[Result]:
    """Return rows as models, each with its indicator and element, which rows share; without asking the database."""
    elements: dict[int, Element] = {}
    indicators: dict[int, Indicator] = {}
    found = []
    for row in rows:
        fields, of_indicator, of_element = row[:10], row[10:13], row[13:]
        if of_indicator[0] not in indicators:
            if of_element[0] not in elements:
                elements[of_element[0]] = Element(
                    **dict(zip(("pk", "key", "name"), of_element, strict=True))
                )
            named = dict(zip(("pk", "key", "wording"), of_indicator, strict=True))
            indicators[of_indicator[0]] = Indicator(**named, element=elements[of_element[0]])
        result = Result(**dict(zip(_RESULT, fields, strict=True)))
        result.indicator = indicators[of_indicator[0]]
        found.append(result)
    return found
