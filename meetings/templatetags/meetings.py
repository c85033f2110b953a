"""The template tags of meetings: lists of names and of meetings, which have many rows."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from core.addresses import of_row
from core.dates import long_date
from core.templatetags.own_words import apart
from projects.models import Member

register = template.Library()


@register.simple_tag
def answer_links(members: Iterable[Member], address: str, *, me: int | None) -> SafeString:
    """Write a line for each person, with the way to note their answer; one's own is given further up."""
    return format_html_join(
        "\n",
        "<li>{}</li>",
        ((_named(member, "" if member.pk == me else address),) for member in members),
    )


def _named(member: Member, address: str) -> SafeString:
    name = apart(member.known_as)
    if not address:
        return format_html("{}", name)
    return format_html('<a href="{}">{}</a>', of_row(address, member.pk), name)


@register.simple_tag
def past_lines(past: Iterable[Any], address: str) -> SafeString:
    """Write a line for each meeting that is over: what it was called, when it was, and how many were ``there``."""
    return format_html_join(
        "\n",
        '<li><a href="{}">{}</a><span class="when">{}</span></li>',
        (
            (of_row(address, row.pk), apart(row.title), f"{long_date(row.on)}{_how_many(row)}")
            for row in past
        ),
    )


def _how_many(row: Any) -> str:
    if row.is_called_off:
        return ", " + gettext("called off")
    if not row.there:
        return ""
    words = ngettext("%(n)s person was there", "%(n)s people were there", row.there)
    return ", " + words % {"n": row.there}
