"""Headers for every answer, sessions that cost no page, and sign-in for htmx calls."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from core.outages import outage_of

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
_FIXED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


def headers(get_response: GetResponse) -> GetResponse:
    """
    Set the fixed headers; what a signed-in person sees is not kept by a browser or a proxy.

    Only what says that it never changes, and is for everybody, is.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        # Asking who the user is could need the database, which may be away; the cookie says enough.
        is_for_all = "immutable" in response.headers.get("Cache-Control", "")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_for_all:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


class LastingSessions(SessionMiddleware):
    """
    Django's own, but what a signed-in person asked for is not taken back when only their session cannot be written.

    What is lost then is a message at the top of a page, or that it was read.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            answer: HttpResponse = super().process_response(request, response)
        except (SessionInterrupted, DatabaseError) as error:
            kept = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
            goes_on = kept == request.session.session_key and SESSION_KEY in request.session
            if not goes_on or outage_of(error) is None:
                raise
            logger.warning("A session could not be saved: %s", error)
            return response
        return answer


def htmx_sign_in(get_response: GetResponse) -> GetResponse:
    """Turn a redirect to the sign-in page into a whole-page move, so that it is not swapped into a list."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        location = response.headers.get("Location", "")
        if getattr(request, "htmx", False) and location.startswith(resolve_url(settings.LOGIN_URL)):
            moved = HttpResponse(status=204)
            moved.headers["HX-Redirect"] = location
            return moved
        return response

    return middleware
