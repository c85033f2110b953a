"""What every template may use about signing in."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.waiting_words import COOKIE, PRIVATE, find_words


def words(request: HttpRequest) -> dict[str, Any]:
    """
    Return the words that came back to whoever is signed in; nothing is asked without a key in the cookie.

    ``words_wait``: somebody is about to sign in, and words wait for them, or were too private to be kept.
    """
    cookie = request.COOKIES.get(COOKIE)
    if cookie is None or not hasattr(request, "user"):
        return {}
    if request.user.is_authenticated:
        return {"kept": find_words(request, now=timezone.now())}
    return {"words_wait": True, "words_were_private": cookie == PRIVATE}
