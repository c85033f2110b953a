"""The answer to a form that was sent without a valid token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the page was open for too long, or in another window."""
    return render(request, "403_csrf.html", status=403)
