"""Six of the records' rules that can be asked of many projects at once: which of them need attention."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.summary import Sign
from elements.records import action, inclusive, iterative, transparent, unsettled
from elements.records.steps import GRACE


def before_the_end(
    rows: Callable[[date], QuerySet[Any]],
    field: str,
    project: str,
    *,
    after: timedelta | None = None,
) -> Callable[[date], QuerySet[Any]]:
    """
    Keep what was late already when its project ended; as for a record, time stands still then (``Evidence.day``).

    :param field: the day by which it was to be done; ``after``: how much later than that it is late.
    """
    late_on = F(field) + after if after else F(field)
    lasts = Q(**{f"{project}__ended_on": None}) | Q(**{f"{project}__ended_on__gt": late_on})
    return lambda on: rows(on).filter(lasts)


SIGNS = [
    Sign(
        "inclusive.reviews",
        before_the_end(inclusive.overdue_reviews, "finish_by", "project"),
        "project",
        _("Looking at who is missing is late."),
    ),
    Sign(
        "open.uncertainty",
        before_the_end(unsettled.unsettled_past_their_day, "look_again_on", "project"),
        "project",
        _("Something not settled should be looked at again."),
    ),
    Sign(
        "transparent.decisions",
        before_the_end(
            transparent.decisions_to_look_at_again, "look_again_on", "current_of__project"
        ),
        "current_of__project",
        _("A decision should be looked at again."),
    ),
    Sign(
        "transparent.loop",
        transparent.updates_not_followed,
        "project",
        _("News that were promised are late."),
    ),
    Sign(
        "action.readiness",
        lambda on: action.started_unready(),
        "pk",
        _("Time, money or permission is not confirmed."),
    ),
    Sign(
        "iterative.small-steps",
        before_the_end(iterative.steps_long_past_their_end, "due_on", "project", after=GRACE),
        "project",
        _("A step is more than 14 days late."),
    ),
]
