"""What the record shows for each indicator: a module an element, a function an indicator, and all of them in order."""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from django.db.models import F, QuerySet

from elements.models import Element, Indicator
from elements.records import (
    action,
    creative,
    equal,
    inclusive,
    iterative,
    open,
    positive,
    thorough,
    transparent,
)
from elements.records.practices import PRACTICES
from elements.records.record import (
    ElementRecord,
    IndicatorRecord,
    Record,
    State,
    asked_once,
)
from projects.models import Project

#: Key of an indicator -> the function that reads its record. What is missing here has a sentence in PRACTICES.
RECORDS: dict[str, Callable[..., Record]] = {
    "equal.experience": equal.experience,
    "equal.power": equal.power,
    "equal.care": equal.care,
    "inclusive.mapping": inclusive.mapping,
    "inclusive.representation": inclusive.representation,
    "inclusive.reviews": inclusive.reviews,
    "open.exploring": open.exploring,
    "open.data": open.data,
    "open.curiosity": open.curiosity,
    "open.uncertainty": open.uncertainty,
    "open.mess": open.mess,
    "transparent.informed": transparent.informed,
    "transparent.boundaries": transparent.boundaries,
    "transparent.decisions": transparent.decisions,
    "transparent.loop": transparent.loop,
    "creative.unasked": creative.unasked,
    "positive.strengths": positive.strengths,
    "action.impact": action.impact,
    "action.good-and-done": action.good_and_done,
    "action.readiness": action.readiness,
    "thorough.community": thorough.community,
    "thorough.existing": thorough.existing,
    "thorough.future": thorough.future,
    "iterative.lessons": iterative.lessons,
    "iterative.change": iterative.change,
    "iterative.small-steps": iterative.small_steps,
}


def show_records(project: Project, *, on: date) -> list[ElementRecord]:
    """
    Return the ten elements in their order, each with its indicators and what the record shows on that day.

    It takes the same number of queries, and reads the same number of rows, whatever the size of the project.
    """
    with asked_once():
        return [
            ElementRecord(
                element,
                [_show(indicator, project, on=on) for indicator in indicators],
            )
            for element, indicators in groupby(
                _in_their_order(project.organisation_id), lambda row: row.element
            )
        ]


def _in_their_order(organisation_id: int) -> "QuerySet[Indicator]":
    """Return the indicators in use with their elements, in one query; those of the organisation stand last."""
    return (
        Indicator.objects.in_use(organisation_id)
        .select_related("element")
        .order_by("element__position", F("organisation").asc(nulls_first=True), "position", "pk")
    )


def _show(indicator: Indicator, project: Project, *, on: date) -> IndicatorRecord:
    read = RECORDS.get(indicator.key)
    return IndicatorRecord(
        indicator,
        read(project, on=on) if read else None,
        str(PRACTICES.get(indicator.key, "")),
    )


def needing_attention(records: list[ElementRecord]) -> list[tuple[Element, IndicatorRecord]]:
    """Return the indicators that need attention, each with its element, in the order of the framework."""
    return [
        (entry.element, indicator)
        for entry in records
        for indicator in entry.shown
        if indicator.record and indicator.record.state == State.NEEDS_ATTENTION
    ]
