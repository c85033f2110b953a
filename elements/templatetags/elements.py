"""What the pages of the elements draw and link: bars of answers, and where something can be done."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ballots.bars import Part
from ballots.templatetags.answers import answer_bar

register = template.Library()
register.simple_tag(answer_bar)

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
