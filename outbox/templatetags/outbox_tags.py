"""Shows what became of deliveries, and the text of a demo email with our own links made into links."""

import re

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.dates import long_moment
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
    State.HELD: "none",
    State.BY_HAND: "mind",
    State.TICKED: "full",
    State.FAILED: "mind",
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
    return counts["total"] - counts.get("waiting", 0)


@register.filter
def handled_percent(counts: dict[str, int]) -> int:
    return 100 * handled(counts) // max(counts["total"], 1)
