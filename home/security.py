"""Tells whoever finds a hole in Coproduce where to say so: /.well-known/security.txt, as RFC 9116 has it."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import Visitor, access

#: So long is it good from each asking, where nobody has said until which day it is.
GOOD_FOR = timedelta(days=90)


def good_until(now: datetime) -> datetime:
    """Return until when the contact is good: the end of the day in the settings, or some time from now."""
    if settings.SECURITY_EXPIRES:
        return datetime.combine(settings.SECURITY_EXPIRES, time(23, 59, 59), tzinfo=UTC)
    return (now + GOOD_FOR).astimezone(UTC)


@access(Visitor.ANYBODY, because="Whoever finds a hole in it need not take part in anything here.")
@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Say where to write to; nothing when nobody said so, or when what they said is over."""
    until = good_until(timezone.now())
    if not settings.SECURITY_CONTACT or until <= timezone.now():
        raise Http404
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "en",
        "Canonical": f"{settings.SITE_URL}{reverse('home:security_contact')}",
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
