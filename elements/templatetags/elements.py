"""The way from an indicator to the place where something can be done about it."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.kept import write_kept
from elements.beside import Pair, Voice
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
def show_pair(
    pair: Pair, review: Review, places: Mapping[str, tuple[str, str]], slug: str
) -> SafeString:
    """Show an indicator with its record beside what people say, and where something can be done, if the viewer can."""
    record, key = pair.record, pair.indicator.key
    act = None
    if key in places:
        name, words = places[key]
        act = (reverse(name, args=[slug]), str(words))
    return write_kept(
        "elements/pair.html",
        key=key,
        wording=pair.indicator.wording,
        headline=pair.headline,
        state=str(record.state),
        sentence=record.sentence,
        voices=tuple(
            (
                voice.sentence,
                voice.result.review.title if voice.result.review_id != review.pk else "",
            )
            for voice in pair.voices
        ),
        path=record.path,
        rows=record.rows,
        act=act,
    )


@register.simple_tag
def voices_on(voices: Mapping[str, list[Voice]], key: str) -> list[Voice]:
    """Return what people say of an indicator; empty when nothing is shown."""
    return voices.get(key, [])
