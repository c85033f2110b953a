"""What the record shows for each indicator: a module an element, a function an indicator, and all of them in order."""

from collections.abc import Callable
from datetime import date

from elements.models import Element
from elements.records import action, equal, inclusive, iterative, open, thorough, transparent
from elements.records.record import ElementRecord, IndicatorRecord, Record, State
from projects.models import Project

#: Key of an indicator -> the function that reads its record. What is missing here is not built yet.
RECORDS: dict[str, Callable[..., Record]] = {
    "equal.experience": equal.experience,
    "inclusive.mapping": inclusive.mapping,
    "inclusive.representation": inclusive.representation,
    "inclusive.reviews": inclusive.reviews,
    "open.uncertainty": open.uncertainty,
    "open.mess": open.mess,
    "transparent.informed": transparent.informed,
    "transparent.boundaries": transparent.boundaries,
    "transparent.decisions": transparent.decisions,
    "transparent.loop": transparent.loop,
    "action.readiness": action.readiness,
    "thorough.community": thorough.community,
    "iterative.small-steps": iterative.small_steps,
}


def show_records(project: Project, *, on: date) -> list[ElementRecord]:
    """
    Return the ten elements in their order, each with its indicators and what the record shows on that day.

    It takes the same number of queries, and reads the same number of rows, whatever the size of the project.
    """
    return [
        ElementRecord(
            element,
            [
                IndicatorRecord(
                    indicator,
                    RECORDS[indicator.key](project, on=on) if indicator.key in RECORDS else None,
                )
                for indicator in element.indicators_in_use
            ],
        )
        for element in Element.objects.in_use().with_indicators()
    ]


def needing_attention(records: list[ElementRecord]) -> list[tuple[Element, IndicatorRecord]]:
    """Return the indicators that need attention, each with its element, in the order of the framework."""
    return [
        (entry.element, indicator)
        for entry in records
        for indicator in entry.shown
        if indicator.record and indicator.record.state == State.NEEDS_ATTENTION
    ]
