"""Addresses in the plan that are made in more than one place."""

from django.urls import reverse


def known_address(slug: str, kind: str = "", *, one: int | None = None) -> str:
    """Return the address of what we know and build on: all of it, one kind, or one thing."""
    query = f"?one={kind}-{one}" if one else f"?kind={kind}" if kind else ""
    return reverse("plan:known", args=[slug]) + query
