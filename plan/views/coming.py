"""Where somebody came from: whoever comes from the set-up list goes back to it."""

from django.http import HttpRequest
from django.urls import reverse

SET_UP = "set-up"


def comes_from(request: HttpRequest) -> str:
    """Return what an address carries on while somebody works through the set-up list; empty for all others."""
    return f"?from={SET_UP}" if request.GET.get("from") == SET_UP else ""


def way_back(request: HttpRequest, slug: str, page: str) -> str:
    """Return the address of the set-up list for whoever came from it, and of a page of the project for all others."""
    return reverse("plan:setup" if comes_from(request) else page, args=[slug])
