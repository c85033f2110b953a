"""Draws the line of life of what somebody said."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from questions.life import Life, LifeStep

register = template.Library()


@register.simple_tag
def life_line(life: Life) -> SafeString:
    """Draw how far something has come; the sentence beside it says the same."""
    return _drawn(get_language(), life.steps)


@lru_cache(maxsize=256)
def _drawn(language: str | None, steps: tuple[LifeStep, ...]) -> SafeString:
    """Kept, because there are few lines, and lists show one in every row."""
    return render_to_string("questions/life_line.html", {"steps": steps})
