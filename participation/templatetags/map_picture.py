"""Draws the people map: the circle, the list beside it and its table: in Python, where many cost little."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import of_row
from core.templatetags.own_words import apart
from participation.map_drawn import MapPicture, NumberedGroup, Slice
from participation.map_picture import BOX, HUB, MIDDLE, Layout

register = template.Library()
#: Dots are told apart by shape and by fill, never by colour alone (static/css/map.css).
_CIRCLE = '<circle class="{}" cx="{}" cy="{}" r="{}"/>'
_SQUARE = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
_NUMBER = '<text class="of-{}" x="{}" y="{}" font-size="{}">{}</text>'
#: A number is so much smaller than its dot, and its middle so far above the line it is written on.
_SIZE, _DOWN = 1.12, 0.39


@register.simple_tag
def map_svg(picture: MapPicture) -> SafeString:
    """Draw the picture; screen readers get its title and what it says, and everybody a list and a table beside it."""
    return format_html(
        '<svg class="people-map" viewBox="0 0 {box} {box}" role="img" aria-labelledby="map-title map-says">'
        '<title id="map-title">{title}</title><desc id="map-says">{says}</desc>{frame}{dots}</svg>',
        box=BOX,
        title=_("The people map as a circle"),
        says=_says(picture),
        frame=_frame(picture.layout, [part.letter for part in picture.slices]),
        dots=_dots(picture),
    )


def _says(picture: MapPicture) -> str:
    """Say how many groups each ring has."""
    counts = [f"{words}: {count}" for words, count in picture.counts if count]
    all_groups = len(picture.groups)
    said = ngettext("%(n)d group.", "%(n)d groups.", all_groups) % {"n": all_groups}
    return " ".join([said, *(capfirst(f"{one}.") for one in counts), _("The table says it too.")])


def _frame(layout: Layout, letters: list[str]) -> SafeString:
    """Draw the rings, what parts the slices, and their letters."""
    # From the outside inwards: each ring is on top of the one around it.
    circles = [("rim" if radius == layout.rings[-1] else "ring", radius) for radius in layout.rings]
    circles = [*reversed(circles), ("hub", HUB)]
    return format_html(
        "{}{}{}",
        format_html_join("", _CIRCLE, ((look, MIDDLE, MIDDLE, size) for look, size in circles)),
        format_html_join("", '<path class="border" d="M{} {}L{} {}"/>', layout.borders),
        format_html_join(
            "",
            '<text class="letter" x="{}" y="{}">{}</text>',
            (
                (x, round(y + 5, 1), one)
                for (x, y), one in zip(layout.letters, letters, strict=True)
            ),
        ),
    )


def _dots(picture: MapPicture) -> SafeString:
    layout = picture.layout
    placed = zip(picture.groups, layout.dots, strict=True)
    return format_html_join("", "{}", ((_dot(one, at, layout),) for one, at in placed))


def _dot(one: NumberedGroup, at: tuple[float, float], layout: Layout) -> SafeString:
    drawn = _shape(one.dot, at, layout.radius)
    if not layout.can_be_numbered:
        return drawn
    (x, y), size = at, layout.radius
    number = format_html(
        _NUMBER, one.dot, x, round(y + _DOWN * size, 1), round(_SIZE * size, 1), one.number
    )
    return format_html("{}{}", drawn, number)


def _shape(dot: str, at: tuple[float, float], radius: float) -> SafeString:
    x, y = at
    if dot != "not_involved":
        return format_html(_CIRCLE, dot, x, y, round(radius - 1, 2))
    # A square that fits into the circle that the dot would be.
    side = radius * 1.4
    corner = (round(x - side / 2, 1), round(y - side / 2, 1))
    return format_html(_SQUARE, dot, *corner, round(side, 1), round(side, 1))


@register.simple_tag
def map_key_dot(dot: str) -> SafeString:
    """Draw one dot for the words that say what it means."""
    return format_html(
        '<svg class="people-map key" viewBox="0 0 26 26" aria-hidden="true" focusable="false">{}</svg>',
        _shape(dot, (13, 13), 12),
    )


@register.simple_tag
def blank_map_svg(layout: Layout, parts: list[tuple[str, str]], rings: list[str]) -> SafeString:
    """Draw the empty circle for paper, with its words in it; the PDF reads no style sheet for a picture."""
    said = "; ".join([*rings, *(f"{letter}: {name}" for letter, name in parts)])
    return format_html(
        '<svg viewBox="0 0 {box} {box}" role="img" aria-labelledby="map-title" font-family="{font}">'
        '<title id="map-title">{title}</title>{circles}{borders}{letters}{words}</svg>',
        box=BOX,
        font="Atkinson Hyperlegible Next, sans-serif",
        title=_("An empty circle with rings and slices: %(said)s") % {"said": said},
        circles=format_html_join(
            "",
            '<circle cx="{}" cy="{}" r="{}" fill="none" stroke="#1d1b26" stroke-width=".8"/>',
            ((MIDDLE, MIDDLE, radius) for radius in (HUB, *layout.rings)),
        ),
        borders=format_html_join(
            "", '<path d="M{} {}L{} {}" stroke="#77727f" stroke-width=".6"/>', layout.borders
        ),
        letters=format_html_join(
            "",
            '<text x="{}" y="{}" text-anchor="middle" font-size="11" font-weight="700">{}</text>',
            (
                (x, round(y + 4, 1), letter)
                for (x, y), (letter, _name) in zip(layout.letters, parts, strict=True)
            ),
        ),
        words=_words_of_rings(layout, rings),
    )


def _words_of_rings(layout: Layout, rings: list[str]) -> SafeString:
    """Let each ring say what it is in its middle, across the line that begins the first slice."""
    between = zip((HUB, *layout.rings), layout.rings, rings, strict=False)
    words = [
        (round(MIDDLE - (inner + outer) / 2, 1), round(len(text) * 3.2 + 4, 1), text)
        for inner, outer, text in between
    ]
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="9" fill="#fff"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-size="6">{}</text>',
        (
            (MIDDLE - wide / 2, round(y - 4.5, 1), wide, MIDDLE, round(y + 2, 1), text)
            for y, wide, text in words
        ),
    )


@register.simple_tag
def map_list(part: Slice, address: str) -> SafeString:
    """List the groups of a slice, each with its number, and in which ring it is."""
    return format_html_join(
        "\n",
        '<li><b>{}</b> <span><a href="{}">{}</a> <small>{}</small></span></li>',
        (
            (one.number, of_row(address, one.group.pk), apart(one.group.name), one.ring)
            for one in part.groups
        ),
    )


@register.simple_tag
def map_table_rows(picture: MapPicture) -> SafeString:
    """Write a row of the table for each group."""
    labels = (_("Part of the community"), _("Who is here"), _("How many should be"), _("Say today"))
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}. {}</th><td data-label="{}">{}</td><td data-label="{}">{}</td>'
        '<td data-label="{}">{}</td><td data-label="{}">{}</td></tr>',
        (
            (
                one.number,
                apart(one.group.name),
                *(labels[0], part.name),
                *(labels[1], _here(one)),
                *(labels[2], capfirst(one.group.should_be_in_words) or _("not said yet")),
                *(labels[3], capfirst(one.group.get_say_today_display()) or _("not said yet")),
            )
            for part in picture.slices
            for one in part.groups
        ),
    )


def _here(one: NumberedGroup) -> str:
    return capfirst(one.here)
