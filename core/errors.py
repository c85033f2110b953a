"""The answer to a form that was sent without a valid token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the page was open for too long, or in another window."""
    words = _(
        "This page was open for a long time, or you signed in elsewhere. Go back, load it again and send it once more."
    )
    return render(request, "403.html", {"exception": words}, status=403)
