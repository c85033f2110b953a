"""Shows what became of deliveries, and the text of a demo email with our own links made into links."""

import re
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date, long_moment
from outbox.cards import card_query
from outbox.models import Delivery, State

register = template.Library()
# A full stop or bracket after an address ends the sentence, not the address.
_END = re.compile(r"[^\s<>\"']*[^\s<>\"'.,;:!?)]")


@register.filter
def with_own_links(text: str) -> SafeString:
    """
    Return the text, escaped, with each address of this installation made into a link.

    The link keeps to the host on which the page is read; any other address stays text.
    """
    head, *tails = str(text).split(f"{settings.SITE_URL}/")
    return format_html_join("", "{}", [(head,), *((_link(tail),) for tail in tails)])


def _link(tail: str) -> SafeString:
    if tail.startswith(("/", "\\")):  # two slashes would lead to another host
        return format_html("{}/{}", settings.SITE_URL, tail)
    found = _END.match(tail)
    path = found.group() if found else ""
    return format_html(
        '<a href="/{}">{}/{}</a>{}', path, settings.SITE_URL, path, tail[len(path) :]
    )


_LOOKS = {
    State.SENT: "full",
    State.WAITING: "half",
    State.LATE: "mind",
    State.HELD: "none",
    State.BY_HAND: "mind",
    State.TICKED: "full",
    State.FAILED: "mind",
    State.OVER: "none",
}


@register.simple_tag
def delivery_state(delivery: Delivery) -> SafeString:
    """Show what became of a delivery: its state, when, by whom, and why it failed."""
    words = [f"{delivery.done_by}"] if delivery.done_by else []
    words += [long_moment(delivery.done_at)] if delivery.done_at else []
    if not delivery.done_at and delivery.last_error:
        words.append(delivery.last_error)
    tag = format_html(
        '<span class="tag {}">{}</span>', _LOOKS[delivery.state], delivery.state.label
    )
    return format_html('{} <span class="soft">{}</span>', tag, ", ".join(words)) if words else tag


@register.simple_tag
def tried(delivery: Delivery) -> str:
    """Say how often a late email was tried, since when, and when it is tried again."""
    email, day = delivery.email, long_date(delivery.message.created_at)
    words = ngettext(
        "Tried %(n)s time since %(day)s.", "Tried %(n)s times since %(day)s.", email.tries
    )
    said = words % {"n": email.tries, "day": day}
    if not email.tries:
        said = _("On its way since %(day)s.") % {"day": day}
    again = _("We keep trying.")
    if email.due_at > timezone.now():
        again = _("We try again on %(moment)s.") % {"moment": long_moment(email.due_at)}
    return f"{said} {again}"


@register.filter
def in_states(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """List the states that some deliveries are in: key, word, number."""
    return [
        (state.value, str(state.label), counts[state.name.lower()])
        for state in State
        if counts.get(state.name.lower())
    ]


@register.filter
def handled(counts: dict[str, int]) -> int:
    """Count the deliveries that no worker has to send any more."""
    return counts["total"] - to_go(counts)


@register.filter
def to_go(counts: dict[str, int]) -> int:
    """Count the deliveries that a worker still has to send, late ones too."""
    return counts.get("waiting", 0) + counts.get("late", 0)


@register.filter
def last_leaves(counts: dict[str, Any]) -> str:
    """Write when the last of the deliveries leaves that wait for their hour; empty when none does."""
    last = counts.get("last_due")
    return long_moment(last) if last and last > timezone.now() else ""


@register.filter
def handled_percent(counts: dict[str, int]) -> int:
    return 100 * handled(counts) // max(counts["total"], 1)


@register.simple_tag(takes_context=True)
def back_to_card(context: dict[str, Any]) -> str:
    """Return what the address of a form ends with, so that whoever came from a card comes back to it."""
    return card_query(context["request"])
