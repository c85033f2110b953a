"""What every template may use about signing in."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.waiting_words import COOKIE, PRIVATE, TOO_LONG, find_words


def words(request: HttpRequest) -> dict[str, Any]:
    """
    Return the words that came back to whoever is signed in; nothing is asked without a key in the cookie.

    Not on the answer to sending them: what was sent is in the form that comes back.
    ``words_wait``: somebody is about to sign in, and words wait for them, or were too private or long to be kept.
    """
    cookie = request.COOKIES.get(COOKIE)
    if cookie is None or not hasattr(request, "user"):
        return {}
    if request.user.is_authenticated:
        if request.method == "POST" and "kept" in request.POST:
            return {}
        return {"kept": find_words(request, now=timezone.now())}
    return {
        "words_wait": True,
        "words_were_private": cookie == PRIVATE,
        "words_were_too_long": cookie == TOO_LONG,
    }
