"""The way from an indicator to the place where something can be done about it."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.kept import write_kept
from elements.beside import Voice
from elements.models import Review
from elements.records.record import IndicatorRecord, Record

register = template.Library()


@register.simple_tag
def show_record(
    shown: IndicatorRecord, voices: Mapping[str, list[Voice]], review: Review | None
) -> SafeString:
    """Show an indicator with its record, its rules and what people say of it."""
    indicator, record = shown.indicator, shown.record
    if record is None:
        return SafeString()
    heard = voices.get(indicator.key, []) if review else []
    return write_kept(
        "elements/record.html",
        key=indicator.key,
        wording=indicator.wording,
        state=str(record.state),
        sentence=record.sentence,
        counts=tuple(count.text for count in record.counts),
        left_out=record.left_out,
        is_rated=review is not None,
        heard=tuple(voice.sentence for voice in heard),
        path=record.path,
        rows=record.rows,
        rules=rules_of(record),
    )


def rules_of(record: Record) -> SafeString:
    """Return the four rules of a record, the one that holds marked."""
    key = (id(record.rules), record.state, get_language())
    if key not in _rules:
        rules = tuple((str(state), rule, holds) for state, rule, holds in record.all_rules)
        _rules[key] = write_kept("elements/rules.html", rules=rules)
    return _rules[key]


#: The rules of an indicator are constants of their module: where they stand names them.
_rules: dict[tuple[int, str, str | None], SafeString] = {}


@register.simple_tag
def place_to_act(
    places: "Mapping[str, tuple[str, str]]", key: str, slug: str
) -> tuple[str, str] | None:
    """Return the address of an indicator's place and its words; None when the viewer has none."""
    if key not in places:
        return None
    name, words = places[key]
    return reverse(name, args=[slug]), str(words)


@register.simple_tag
def voices_on(voices: Mapping[str, list[Voice]], key: str) -> list[Voice]:
    """Return what people say of an indicator; empty when nothing is shown."""
    return voices.get(key, [])
