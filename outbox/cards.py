"""
Back to a card: whoever writes something down for a person, from what goes to that person, comes back to it afterwards.

The address of the page says whose card it was (``?card=12``), and nothing else: where it leads is made of that number
alone. Apps put ``@comes_back`` on a view that facilitators alone use, and ask :func:`card_of` where others do as well.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from core.numbers import read_number
from projects.models import Member, Project

#: How an address says whose card somebody came from.
CARD = "card"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def card_query(request: HttpRequest, sign: str = "?") -> str:
    """Return what an address has to end with so that the card is not lost on the way; ``sign``: "?" or "&"."""
    number = read_number(request.GET.get(CARD))
    return f"{sign}{CARD}={number}" if number else ""


def from_card(address: str, member: Member) -> str:
    """Return an address of this site as it leads back to the card of a member."""
    parts = urlsplit(address)
    query = "&".join(filter(None, [parts.query, urlencode({CARD: member.pk})]))
    return urlunsplit(("", "", parts.path, query, parts.fragment))


def card_of(request: HttpRequest, project: Project) -> str:
    """Return the card that somebody came from who runs the project; empty for all others."""
    number = read_number(request.GET.get(CARD))
    if not number or not project.viewer.is_facilitator:
        return ""
    return reverse("outbox:delivery_by_hand_detail", args=[project.slug, number])


def comes_back(view: View) -> View:
    """Lead from a view of facilitators, once it has kept something, to the card; ``request.card`` is its address."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        number = read_number(request.GET.get(CARD))
        card = reverse("outbox:delivery_by_hand_detail", args=[slug, number]) if number else ""
        request.card = card  # type: ignore[attr-defined]
        response = view(request, slug, *args, **kwargs)
        is_kept = request.method == "POST" and response.status_code == 302
        return redirect(card) if card and is_kept else response

    return wrapped  # type: ignore[return-value]
