"""Notes when a visit begins, so that a home can show what happened since the one before; keeps words on the way in."""

import logging
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from accounts import known_browsers as known_browsers_of
from accounts import sessions, waiting_words
from accounts.models import User
from core.outages import Outage, outage_of
from core.typed import is_nameless

VISIT = timedelta(minutes=30)
logger = logging.getLogger(__name__)


def visits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """
    Keep the time of this visit and of the one before; one write for each half hour.

    Where nothing can be written just now, the visit is not noted: the page can be read all the same. Nor is it where
    people say something without a name: its time would lead to them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            now = timezone.now()
            is_new = user.seen_at is None or now - user.seen_at > VISIT
            if is_new and not is_nameless(request):
                _note(request, user)
        return get_response(request)

    return middleware


def known_browsers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let a browser keep that somebody signed in there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if user := sessions.who_just_came(request):
            known_browsers_of.remember(request, response, user)
        return response

    return middleware


def words_that_wait(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """
    Keep what somebody sends who turns out to be signed out, until they sign in and have sent it.

    When another person signs in in the same browser, it is gone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and _leads_to_sign_in(response):
            waiting_words.keep_words(request, response, now=timezone.now())
        elif waiting_words.COOKIE in request.COOKIES and response.status_code < 500:
            _tidy(request, response)
        return response

    return middleware


def _leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether somebody who is signed out was sent to sign in, and from there on to where they wanted to go."""
    if response.status_code != 302:
        return False
    where = urlsplit(response.headers["Location"])
    return where.path == resolve_url(settings.LOGIN_URL) and where.query.startswith("next=")


def _tidy(request: HttpRequest, response: HttpResponse) -> None:
    if not request.user.is_authenticated:
        return
    kept = waiting_words.find_words(request, now=timezone.now())
    sent = request.POST.get("kept") if request.method == "POST" else None
    is_shown_once = kept and kept.row is None and response.status_code == 200
    # With 200 the form comes back, with the words in it.
    is_taken = response.status_code in (200, 302)
    is_sent = kept and kept.row and sent == str(kept.row.pk) and is_taken
    if kept is None or is_shown_once or is_sent:
        waiting_words.forget_words(request, response)


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
