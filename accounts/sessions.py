"""How long a session lasts, and how one begins."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User

BEGAN = "began_at"
#: So long after signing in somebody need not do so again, also over midnight.
LATELY = timedelta(hours=12)
JUST_BEGAN = "who_just_came"


def begin(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Sign a user in, in a session with a new key that ends on its own."""
    login(request, user, backend="accounts.backends.EmailBackend")
    request.session[BEGAN] = now.isoformat()
    request.session.set_expiry(now + length(user))
    setattr(request, JUST_BEGAN, user)


def who_just_came(request: HttpRequest) -> User | None:
    """Return who was signed in while this request was answered."""
    user: User | None = getattr(request, JUST_BEGAN, None)
    return user


def shorten(request: HttpRequest, user: User) -> None:
    """End a session earlier when its user has meanwhile become somebody whose sessions are shorter."""
    began = request.session.get(BEGAN)
    if began is None:
        return
    end = datetime.fromisoformat(began) + length(user)
    if end < request.session.get_expiry_date():
        request.session.set_expiry(end)


def began_lately(request: HttpRequest, *, now: datetime) -> bool:
    """Whether whoever asks typed a code or used a link today, or in the last twelve hours."""
    said = request.session.get(BEGAN)
    if said is None:
        return False
    began = datetime.fromisoformat(said)
    return timezone.localdate(began) == timezone.localdate(now) or now - began < LATELY


def length(user: User) -> timedelta:
    """Ask the app that knows what a user is trusted with; see ``SESSION_LENGTH`` in the settings."""
    answer: timedelta = import_string(settings.SESSION_LENGTH)(user)
    return answer
