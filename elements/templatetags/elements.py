"""The way from an indicator to the place where something can be done about it."""

from collections.abc import Mapping

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from elements.beside import Voice
from elements.records.record import Record

register = template.Library()
#: The four rules of an indicator as they are shown when one of them holds, in each language: they never change.
_kept: dict[tuple[int, str, str | None], SafeString] = {}


@register.simple_tag
def rules_of(record: Record) -> SafeString:
    """Show the four rules of a record, the one that holds marked; each such list is written once in a process."""
    key = (id(record.rules), str(record.state), get_language())
    if key not in _kept:
        _kept[key] = render_to_string("elements/rules.html", {"rules": record.all_rules})
    return _kept[key]


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
