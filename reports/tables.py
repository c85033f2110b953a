"""Tables for spreadsheet programs: CSV that opens as it is, and in which no cell is ever run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from elements.getters import results_by_element
from elements.models import Answer, Result, Review

#: A spreadsheet program takes a cell that starts like this for a formula (OWASP, "CSV injection").
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: The order in which the answers stand in a table, as on the page.
ANSWERS = (*list(Answer)[1:], Answer.CANNOT_SAY)


def as_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte-order mark, which spreadsheet programs need to read it as such."""
    text = StringIO()
    csv.writer(text).writerows([[plain_cell(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def plain_cell(value: Any) -> Any:
    """Return a cell that is shown and never run: words that start like a formula get an apostrophe before them."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def table_of_results(review: Review) -> list[list[Any]]:
    """Return what is published of a closed review, a row for each indicator and role, as its page shows it."""
    head = [_("Element"), _("Key"), _("Indicator"), _("Who"), _("Answered")]
    head += [str(answer.label) for answer in ANSWERS]
    return [[*head, _("Mostly or fully"), _("Shown"), _("Review"), _("Closed on")], *_rows(review)]


def _rows(review: Review) -> Iterable[list[Any]]:
    closed_on = timezone.localdate(review.closed_at).isoformat() if review.closed_at else ""
    for element in results_by_element(review):
        for entry in element.indicators:
            said = [element.element.name, entry.indicator.key, entry.indicator.wording]
            for result in entry.results:
                yield [*said, *_said_by(result), review.title, closed_on]


def _said_by(result: Result) -> list[Any]:
    shown = result.is_shown
    return [
        result.get_who_display(),
        result.count if shown else "",
        *("" if count is None else count for count in result.counts),
        result.up if shown else "",
        result.get_level_display(),
    ]
