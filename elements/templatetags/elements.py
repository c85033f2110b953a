"""What the pages of the elements draw and link: bars of answers, and where something can be done."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from elements.bars import Bar, Part, ThinBar

register = template.Library()

_PART = '<rect class="seg {}" x="{}%" y="0" width="{}%" height="100%"/>'
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
        format_html_join("", "{}{}", ((_part(part), _number(part)) for part in bar.parts)),
        format_html(_LINE, _round(bar.line)) if bar.line is not None else "",
    )


def _part(part: Part) -> SafeString:
    return format_html(_PART, part.look, _round(part.start), _round(part.width))


def _number(part: Part) -> SafeString:
    if not part.text:
        return SafeString()
    look = "on" if part.look == "a4" else "off"
    return format_html(_NUMBER, look, _round(part.middle), part.text)


def _round(value: float) -> str:
    """Write a number for SVG: with a point, whatever the language."""
    return f"{value:.2f}"


#: How wide a bar is drawn in a report.
PRINTED_WIDTH = 300
#: The lines of "mostly" in print, drawn over the whole bar at once: a small pattern shows seams in the PDF.
_HATCH = "".join(f"M{x} 20l20-20" for x in range(-20, PRINTED_WIDTH, 7))


@register.simple_tag
def printed_hatch() -> str:
    """Return the path of the lines that mean "mostly" in a report."""
    return _HATCH


@register.filter
def printed(per_cent: float) -> str:
    """Turn per cent of a bar's width into a length of the report's drawing."""
    return f"{per_cent * PRINTED_WIDTH / 100:.1f}"


@register.simple_tag
def printed_plate(part: Part) -> SafeString:
    """Draw the white ground that the text of a part with a pattern stands on, as wide as the text."""
    width = max(18, 7 * len(part.text) + 4)
    return format_html(
        '<rect class="plate" x="{}" y="3" width="{}" height="14" fill="#ffffff" />',
        f"{part.middle * PRINTED_WIDTH / 100 - width / 2:.1f}",
        width,
    )


@register.filter
def of_key(places: Mapping[str, Sequence[str]], key: str) -> Sequence[str]:
    """Return what stands under a key; nothing when there is none."""
    return places.get(key, ())
