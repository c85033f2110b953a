"""Tells search engines what they may read: /robots.txt, as RFC 9309 has it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.access import Visitor, access

#: Addresses of pages that are for everybody, and what they are drawn with; "$" is the end, all below counts elsewhere.
#: A public page is there because its project wants to be found. Links that let somebody in are for nobody else.
FOR_EVERYBODY = ("/$", "/about/", "/accessibility/", "/privacy/", "/elements/", "/p/", "/static/")


@access(Visitor.ANYBODY, because="Search engines sign in nowhere.")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Allow what is for everybody, and nothing else: the rest would only lead to signing in."""
    lines = ["User-agent: *", *(f"Allow: {address}" for address in FOR_EVERYBODY), "Disallow: /"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
