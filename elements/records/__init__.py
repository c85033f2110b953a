"""What the record shows for each indicator: a module an element, a function an indicator, and all of them in order."""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy

from core.prepared import Prepared, number
from elements.models import Element, Indicator
from elements.records import (
    action,
    creative,
    equal,
    human,
    inclusive,
    iterative,
    kept_record,
    open,
    positive,
    thorough,
    transparent,
)
from elements.records.evidence import Evidence
from elements.records.record import (
    ElementRecord,
    IndicatorRecord,
    Record,
    RecordState,
)
from projects.models import Project

#: Working together takes somebody to work with, whatever is written down.
ALONE = gettext_lazy("Nobody takes part but those who run the project, so nothing can be in place.")

#: Key of an indicator -> the function that reads its record.
RECORDS: dict[str, Callable[[Evidence], Record]] = {
    "equal.experience": equal.experience,
    "equal.power": equal.power,
    "equal.return": equal.given_back,
    "equal.care": equal.care,
    "inclusive.mapping": inclusive.mapping,
    "inclusive.representation": inclusive.representation,
    "inclusive.reviews": inclusive.reviews,
    "inclusive.needs": inclusive.needs,
    "open.exploring": open.exploring,
    "open.data": open.data,
    "open.curiosity": open.curiosity,
    "open.uncertainty": open.uncertainty,
    "open.mess": open.mess,
    "human.together": human.together,
    "human.safety": human.safety,
    "human.networks": human.networks,
    "human.feelings": human.feelings,
    "transparent.informed": transparent.informed,
    "transparent.boundaries": transparent.boundaries,
    "transparent.decisions": transparent.decisions,
    "transparent.loop": transparent.loop,
    "creative.potential": creative.potential,
    "creative.listening": creative.listening,
    "creative.reframing": creative.reframing,
    "creative.unasked": creative.unasked,
    "positive.strengths": positive.strengths,
    "positive.appreciation": positive.appreciation,
    "positive.experience": positive.experience,
    "action.impact": action.impact,
    "action.good-and-done": action.good_and_done,
    "action.readiness": action.readiness,
    "thorough.community": thorough.community,
    "thorough.existing": thorough.existing,
    "thorough.new-ideas": thorough.new_ideas,
    "thorough.future": thorough.future,
    "iterative.lessons": iterative.lessons,
    "iterative.change": iterative.change,
    "iterative.small-steps": iterative.small_steps,
}


def show_records(project: Project, *, on: date) -> list[ElementRecord]:
    """
    Return the ten elements in their order, each with its indicators and what the record shows on that day.

    Two queries while nothing of the project was written since it was read last. Else the same number, whatever the
    size of the project. The words of the elements and indicators are those of today.
    """
    found = kept_record.find(project, on=on)
    records = found.records
    if records is None:
        records = read_records(project, on=on)
        kept_record.write(project, found.key, records)
    return [
        ElementRecord(element, [_show(indicator, records) for indicator in indicators])
        for element, indicators in groupby(
            _IN_USE.all(organisation=project.organisation_id), lambda row: row.element
        )
    ]


def read_records(project: Project, *, on: date) -> dict[str, Record]:
    """Return what the record shows on a day, by the key of the indicator, read from the rows as they are now."""
    # What is at hand may be older than the last move.
    seen = Evidence(Project.objects.get(pk=project.pk), on)
    alone = (seen.is_alone, ALONE)
    return {key: read(seen).held_against(alone) for key, read in RECORDS.items()}


def _in_their_order() -> "QuerySet[Indicator]":
    """Return the indicators in use with their elements, in one query; those of the organisation stand last."""
    return (
        Indicator.objects.in_use(number("organisation"))
        .select_related("element")
        .order_by("element__position", F("organisation").asc(nulls_first=True), "position", "pk")
    )


_IN_USE = Prepared(_in_their_order)


def _show(indicator: Indicator, records: dict[str, Record]) -> IndicatorRecord:
    return IndicatorRecord(indicator, records.get(indicator.key))


def needing_attention(records: list[ElementRecord]) -> list[tuple[Element, IndicatorRecord]]:
    """Return the indicators that need attention, each with its element, in the order of the framework."""
    return [
        (entry.element, indicator)
        for entry in records
        for indicator in entry.shown
        if indicator.record and indicator.record.state == RecordState.NEEDS_ATTENTION
    ]
