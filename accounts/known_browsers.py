"""
Browsers in which somebody signed in before: when others guess at the codes of an account, its owner still comes in
there.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.tokens import derive, keys_that_count

COOKIE = "__Host-known" if settings.IS_HTTPS else "known"
KEPT_FOR = timedelta(days=365)
#: A browser that a family or a ward shares knows so many people, the last ones.
MOST = 5


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser keep that the user signed in there; only we can tell whose mark it is."""
    others = [mark for mark in _marks(request) if not _is_of(mark, user)]
    response.set_cookie(
        COOKIE,
        ".".join([_mark(user), *others][:MOST]),
        max_age=KEPT_FOR,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def is_known(request: HttpRequest, user: User | None) -> bool:
    """Whether the user signed in in this browser before, and not on "every device" out since."""
    return user is not None and any(_is_of(mark, user) for mark in _marks(request))


def _marks(request: HttpRequest) -> list[str]:
    cookie = request.COOKIES.get(COOKIE, "")
    return [mark for mark in cookie.split(".")[:MOST] if mark]


def _mark(user: User, *, key: str | None = None) -> str:
    return derive("known browser", user.pk, user.session_salt, key=key)[:40]


def _is_of(mark: str, user: User) -> bool:
    return any(constant_time_compare(_mark(user, key=key), mark) for key in keys_that_count())
