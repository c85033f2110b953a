"""Draws bars of answers."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ballots.bars import Bar, Part, ThinBar

register = template.Library()

_PART_AND_NUMBER = '<rect class="seg {}" x="{}%" y="0" width="{}%" height="100%"/>{}'
_NUMBER = '<text class="{}" x="{}%" y="50%">{}</text>'
_LINE = '<line class="mid" x1="{0}%" x2="{0}%" y1="-12%" y2="112%"/>'


@register.simple_tag
def answer_bar(bar: Bar | ThinBar) -> SafeString:
    """
    Draw one bar of answers. Each part has a pattern and its number; all of it is in the label.

    A thin bar has no number, and the words beside it are its label.
    """
    is_thin = isinstance(bar, ThinBar)
    return format_html(
        '<svg class="bar{}" width="100%" role="img" aria-label="{}">{}{}</svg>',
        " thin" if is_thin else "",
        bar.words if isinstance(bar, ThinBar) else bar.label,
        format_html_join("", _PART_AND_NUMBER, (_drawn(part) for part in bar.parts)),
        format_html(_LINE, _round(bar.line)) if bar.line is not None else "",
    )


def _drawn(part: Part) -> tuple[str, str, str, SafeString]:
    return part.look, _round(part.start), _round(part.width), _number(part)


def _number(part: Part) -> SafeString:
    if not part.text:
        return SafeString()
    look = "on" if part.look == "a4" else "off"
    return format_html(_NUMBER, look, _round(part.middle), part.text)


def _round(value: float) -> str:
    """Write a number for SVG: with a point, whatever the language."""
    return f"{value:.2f}"
