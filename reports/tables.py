"""What is published of a review, as a table for spreadsheet programs."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from elements.getters import results_by_element
from elements.models import Answer, Result, Review

#: The order in which the answers stand in a table, as on the page.
ANSWERS = (*list(Answer)[1:], Answer.CANNOT_SAY)


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
