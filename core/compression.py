"""Pages leave compressed; see docs/adr/0104 for why that tells nobody a secret."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """
    Compress HTML for browsers that take it, with a few bytes of chance, so that the length tells little.

    Nothing else: a PDF is compressed already, and static files are by WhiteNoise, which stands before this.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
