"""The way from an indicator to the place where something can be done about it."""

from collections.abc import Mapping

from django import template
from django.urls import reverse

from elements.beside import Voice

register = template.Library()


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
