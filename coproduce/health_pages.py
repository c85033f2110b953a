"""
The addresses that machines ask: ``/health/live`` (this process answers), ``/health/ready`` (all of it works), and
``/metrics`` (:mod:`coproduce.metrics`).

They come before everything else: whoever asks from inside a container has no name that we answer to, no HTTPS and no
session, and a database that is away is what they want to hear of. They write no line to the log (docs/adr/0155).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from coproduce import health, metrics

GetResponse = Callable[[HttpRequest], HttpResponse]


def for_machines(get_response: GetResponse) -> GetResponse:
    """Answer what machines ask; let everything else pass."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = _ANSWERS.get(request.path_info.rstrip("/"))
        if answer is None:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            response: HttpResponse = HttpResponseNotAllowed(["GET", "HEAD"])
        else:
            response = answer(request)
        if request.method == "HEAD":
            response.content = b""
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        # Django's own mark: else each 503 is a line in the log, every few seconds.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return middleware


def live(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers. It touches nothing: what else is away is not made better by starting it anew."""
    return JsonResponse({"status": "live"})


def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether database, broker and schedule work: 200 when they do, else 503, with a word for each."""
    found = health.parts(now=timezone.now())
    is_well = health.is_well(found)
    words = {"status": "ready" if is_well else "not ready", **found}
    return JsonResponse(words, status=200 if is_well else 503)


_ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/metrics": metrics.page,
}
