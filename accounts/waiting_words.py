"""
What somebody was sending when they turned out to be signed out: kept until they are signed in again.

It is sealed with a key that stands in a cookie of their browser and nowhere else (docs/adr/0113).
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from accounts.models import WaitingWords
from core.numbers import read_number
from core.typed import Typed, typed_in
from core.whose import FIELD, user_of_form

COOKIE = "waiting-words"
KEPT_FOR = timedelta(hours=1)
#: What the cookie says when the words were private, so that nothing is kept.
PRIVATE = "private"
#: What it says when the words were too long to be kept.
TOO_LONG = "too-long"
#: Longer than what anybody types; only a pasted list of people can be.
MOST_CHARACTERS = 200_000
#: Of one person; more are somebody's mischief.
MOST_ROWS = 5
NOT_KEPT = {"csrfmiddlewaretoken", FIELD}


@dataclass(frozen=True)
class ReturnedWords:
    """Words that came back. ``row`` is None when they were private or too long: then there are none."""

    row: WaitingWords | None
    typed: Typed
    address: str = ""


def keep_words(request: HttpRequest, response: HttpResponse, *, now: datetime) -> None:
    """Keep what was sent for the person whose form it was, and give the key to their browser."""
    typed, user_pk = typed_in(request), user_of_form(request)
    if user_pk is None:
        return
    if typed.is_private:
        _set_cookie(response, PRIVATE)
        return
    again = [(name, text) for name, text in typed.sent if name not in NOT_KEPT]
    kept = {"again": again, "shown": typed.shown, "files": typed.files}
    words = json.dumps({"address": request.get_full_path(), **kept})
    if not (typed.shown or typed.files):
        return
    if len(words) > MOST_CHARACTERS:
        _set_cookie(response, TOO_LONG)
        return
    key = random(SecretBox.KEY_SIZE)
    rows = WaitingWords.objects.filter(user_id=user_pk)
    rows.exclude(pk__in=rows.order_by("-pk").values("pk")[: MOST_ROWS - 1]).delete()
    row = WaitingWords.objects.create(
        user_id=user_pk, sealed=SecretBox(key).encrypt(words.encode()), kept_at=now
    )
    _set_cookie(response, f"{row.pk}.{urlsafe_b64encode(key).decode()}")


def find_words(request: HttpRequest, *, now: datetime) -> ReturnedWords | None:
    """Return the words of whoever is signed in; None when there are none, or they are somebody else's."""
    cookie = request.COOKIES.get(COOKIE, "")
    if cookie == PRIVATE:
        return ReturnedWords(row=None, typed=Typed(is_private=True))
    if cookie == TOO_LONG:
        return ReturnedWords(row=None, typed=Typed())
    pk, _dot, key = cookie.partition(".")
    row = WaitingWords.objects.filter(
        pk=read_number(pk) or 0, user=request.user.pk, kept_at__gt=now - KEPT_FOR
    ).first()
    if row is None:
        return None
    try:
        words = json.loads(SecretBox(urlsafe_b64decode(key)).decrypt(bytes(row.sealed)))
    except (CryptoError, ValueError):
        return None
    shown, again = (
        tuple((name, text) for name, text in words[part]) for part in ("shown", "again")
    )
    typed = Typed(shown=shown, again=again, files=tuple(words["files"]))
    return ReturnedWords(row, typed, words["address"])


def forget_words(request: HttpRequest, response: HttpResponse) -> None:
    """Delete the words whose key this browser holds, whosever they are, and the key."""
    pk, _dot, _key = request.COOKIES.get(COOKIE, "").partition(".")
    WaitingWords.objects.filter(pk=read_number(pk) or 0).delete()
    response.delete_cookie(COOKIE, samesite="Lax")


def _set_cookie(response: HttpResponse, value: str) -> None:
    response.set_cookie(
        COOKIE,
        value,
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
