"""Notes when a visit begins, so that a home can show what happened since the one before."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import sessions
from accounts.models import User

VISIT = timedelta(minutes=30)


def visits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep the time of this visit and of the one before; one write for each half hour."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            now = timezone.now()
            if user.seen_at is None or now - user.seen_at > VISIT:
                previous = user.seen_at
                User.objects.filter(pk=user.pk, seen_at=previous).update(
                    seen_at=now, previous_visit_at=previous
                )
                user.seen_at, user.previous_visit_at = now, previous
                sessions.shorten(request, user)
        return get_response(request)

    return middleware
