"""The way from an indicator to the place where something can be done about it."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse

from elements.beside import Pair, Voice
from elements.models import Review
from elements.records.record import IndicatorRecord

register = template.Library()


@register.inclusion_tag("elements/record.html")
def show_record(
    shown: IndicatorRecord, voices: Mapping[str, list[Voice]], review: Review | None
) -> dict[str, Any]:
    """Show an indicator with its record, its rules and what people say of it."""
    return {
        "indicator": shown.indicator,
        "record": shown.record,
        "is_rated": review is not None,
        "heard": voices.get(shown.indicator.key, []) if review else [],
    }


@register.inclusion_tag("elements/pair.html")
def show_pair(
    pair: Pair, review: Review, places: Mapping[str, tuple[str, str]], slug: str
) -> dict[str, Any]:
    """Show an indicator with its record beside what people say, and where something can be done, if the viewer can."""
    act = None
    if pair.indicator.key in places:
        name, words = places[pair.indicator.key]
        act = (reverse(name, args=[slug]), words)
    return {
        "pair": pair,
        "indicator": pair.indicator,
        "record": pair.record,
        "review": review,
        "act": act,
    }


@register.simple_tag
def voices_on(voices: Mapping[str, list[Voice]], key: str) -> list[Voice]:
    """Return what people say of an indicator; empty when nothing is shown."""
    return voices.get(key, [])
