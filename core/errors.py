"""The answers to what went wrong. None of them loses what a person typed."""

import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.outages import RETRY_AFTER, Outage, is_taken, outage_of
from core.typed import typed_in

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Answer 503 with what a person can do when the database failed, 409 when something saved is in the way, else 500.

    All show what was typed, and the first two have a button that sends it again.

    Django calls it while the exception is handled, wherever it was raised: in a view, a template or a middleware.
    It writes the exception to the log itself. The page needs no database, no session and no user.
    """
    error = sys.exc_info()[1]
    if outage := outage_of(error):
        return _outage(request, outage)
    if request.method == "POST" and is_taken(error):
        # Sent again, it meets what the other one saved: the form says so beside the field.
        return _trouble(request, 409, address=request.get_full_path())
    return _trouble(request, 500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """
    Answer 400 with what was typed; 503 when it is the database that kept the session from being saved.

    Then the view had done its work already, so the page does not say that nothing is saved. What came need not be
    readable for the page.
    """
    if outage := outage_of(exception):
        return _outage(request, outage, may_be_saved=True)
    return _trouble(
        request,
        400,
        was_sent=request.method == "POST",
        may_be_saved=isinstance(exception, SessionInterrupted),
        is_too_much=isinstance(exception, _TOO_MUCH),
        is_wrong_address=isinstance(exception, DisallowedHost),
    )


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
