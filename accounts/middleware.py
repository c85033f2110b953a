"""Notes when a visit begins, so that a home can show what happened since the one before."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import sessions
from accounts.models import User
from core.outages import Outage, outage_of

VISIT = timedelta(minutes=30)
logger = logging.getLogger(__name__)


def visits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """
    Keep the time of this visit and of the one before; one write for each half hour.

    Where nothing can be written just now, the visit is not noted: the page can be read all the same.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            now = timezone.now()
            if user.seen_at is None or now - user.seen_at > VISIT:
                _note(request, user)
        return get_response(request)

    return middleware


def _note(request: HttpRequest, user: User) -> None:
    now, previous = timezone.now(), user.seen_at
    try:
        User.objects.filter(pk=user.pk, seen_at=previous).update(
            seen_at=now, previous_visit_at=previous
        )
    except DatabaseError as error:
        if outage_of(error) not in (Outage.READ_ONLY, Outage.LOCKED, Outage.FULL):
            raise
        logger.warning("A visit could not be noted: %s", error)
        return
    user.seen_at, user.previous_visit_at = now, previous
    sessions.shorten(request, user)
