"""Headers for every answer, sign-in for htmx calls, and a plain page when the database is away."""

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

#: Fields of a form that nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "revision", "base_version", "sent_key", "next"}
GetResponse = Callable[[HttpRequest], HttpResponse]
_FIXED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


def headers(get_response: GetResponse) -> GetResponse:
    """Set the fixed headers; what a signed-in person sees is not kept by a browser or a proxy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        # Asking who the user is could need the database, which may be away; the cookie says enough.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


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


class _DatabaseAway:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return _away(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _away(request) if isinstance(error, (OperationalError, InterfaceError)) else None


def _away(request: HttpRequest) -> HttpResponse:
    response = render(None, "503.html", {"typed": _typed(request)}, status=503)
    response.headers["Retry-After"] = "30"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the person was sending, field by field, so that they can copy it."""
    return [
        (name.replace("_", " ").capitalize(), text)
        for name, texts in request.POST.lists()
        if name not in NOT_TYPED
        for text in texts
        if text.strip()
    ]


def database_away(get_response: GetResponse) -> _DatabaseAway:
    """Answer 503 with a page that says what to do when the database cannot be reached."""
    return _DatabaseAway(get_response)
