"""
The address that Prometheus, or what reads its format, asks: ``/metrics``, for whoever has METRICS_TOKEN.

Numbers of how the installation runs, the same as on ``/running/`` (docs/adr/0158).
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare


def page(request: HttpRequest) -> HttpResponse:
    """Answer with the numbers; 404 when nobody set a token, 401 to whoever has another one."""
    if not settings.METRICS_TOKEN:
        return HttpResponse("Not found", status=404, content_type="text/plain")
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        words = "This needs the token of METRICS_TOKEN."
        headers = {"WWW-Authenticate": "Bearer"}
        return HttpResponse(words, status=401, content_type="text/plain", headers=headers)
    # Only whom somebody asks pays for it: the library takes 2.5 MB a process.
    from coproduce import prometheus

    return HttpResponse(prometheus.text(), content_type=prometheus.CONTENT_TYPE)
