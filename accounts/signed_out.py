"""Answers to forms that come too late, and the button with which kept words are forgotten."""

from dataclasses import replace

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.waiting_words import NOT_KEPT, forget_words, keep_words
from core.access import Visitor, access
from core.typed import typed_in
from core.whose import user_of_form


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """
    Say that the page was open for too long, and give back what was typed to whoever typed it.

    Nobody else sees it, and no other site can put words here: only a form of ours says whose it is.
    """
    owner = user_of_form(request)
    if owner and not request.user.is_authenticated:
        response = redirect_to_login(request.get_full_path())
        keep_words(request, response, now=timezone.now())
        return response
    context = {}
    if owner and owner == request.user.pk:
        typed = typed_in(request)
        again = tuple(pair for pair in typed.again if pair[0] not in NOT_KEPT)
        context = {
            "typed": replace(typed, again=again),
            "address": request.get_full_path(),
        }
    return render(request, "403_csrf.html", context, status=403)


@access(Visitor.SIGNED_IN)
@require_POST
def words_forget(request: HttpRequest) -> HttpResponse:
    """Delete the words that came back, because their owner does not need them."""
    response = redirect("home:person_home")
    forget_words(request, response)
    return response
