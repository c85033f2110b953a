"""Where somebody came from: whoever comes from the set-up list goes back to it."""

from django.http import HttpRequest
from django.urls import reverse

from projects.middleware import FROM_LIST


def comes_from(request: HttpRequest) -> str:
    """Return what an address carries on while somebody works through the set-up list; empty for all others."""
    return f"?from={FROM_LIST}" if request.GET.get("from") == FROM_LIST else ""


def way_back(request: HttpRequest, slug: str, page: str) -> str:
    """Return the address of the set-up list for whoever came from it, and of a page of the project for all others."""
    return reverse("plan:setup" if comes_from(request) else page, args=[slug])


def onward(request: HttpRequest, address: str) -> str:
    """Return the address of the next page of a task of several pages; the set-up list comes after the last."""
    return f"{address}{comes_from(request)}"
