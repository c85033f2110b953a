"""The answers to what went wrong. None of them loses what a person typed."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.outages import RETRY_AFTER, Outage, outage_of
from core.typed import typed_in


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Answer 503 with what a person can do when the database failed, 500 otherwise; both show what was typed.

    Django calls it while the exception is handled, wherever it was raised: in a view, a template or a middleware.
    It writes the exception to the log itself. The page needs no database, no session and no user.
    """
    outage = outage_of(sys.exc_info()[1])
    return _outage(request, outage) if outage else _trouble(request, 500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """
    Answer 400 with what was typed; 503 when it is the database that kept the session from being saved.

    Then the view had done its work already, so the page does not say that nothing is saved.
    """
    outage = outage_of(exception)
    return _outage(request, outage, may_be_saved=True) if outage else _trouble(request, 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the reason of the permission, and what was typed."""
    context = {"exception": str(exception), "typed": typed_in(request)}
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, with what was typed: somebody may have taken away meanwhile what it was about."""
    return render(request, "404.html", {"typed": typed_in(request)}, status=404)


def _outage(request: HttpRequest, outage: Outage, *, may_be_saved: bool = False) -> HttpResponse:
    more = {
        "address": request.get_full_path(),
        "may_be_saved": may_be_saved,
        **{f"is_{kind.name.lower()}": kind is outage for kind in Outage},
    }
    response = _trouble(request, 503, **more)
    response.headers["Retry-After"] = str(RETRY_AFTER[outage])
    return response


def _trouble(request: HttpRequest, status: int, **more: object) -> HttpResponse:
    return render(None, f"{status}.html", {"typed": typed_in(request), **more}, status=status)
