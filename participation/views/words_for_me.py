"""Private words for whoever they were written to: a facilitator who signs in, or the person outside with their link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.getters import signed_in
from accounts.sessions import began_lately
from accounts.views import connection, send_code
from core.access import Visitor, access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.typed import takes_private_answers
from participation import permissions, services, words
from participation.coming_in import KEY_IS_AWAY
from participation.forms import WordAnswerForm, WordAskForm, WordWhyForm
from participation.getters import get_me
from participation.models import PrivateWord
from participation.word_links import count_opening, find_word
from participation.word_opening import is_open_here, is_open_outside, open_here, open_outside
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Member, Project


@access(Who.FACILITATOR)
def words_for_me(request: HttpRequest, slug: str) -> HttpResponse:
    """List for a facilitator what was written to them alone: from whom, when and how far it is; no words."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    rows = words.list_for(get_me(project))
    context = {"project": project, "tab": "people", "rows": rows}
    return render(request, "participation/words_for_me.html", context)


@access(Who.FACILITATOR)
@never_cache
@takes_private_answers
@require_http_methods(["GET", "HEAD", "POST"])
def word_read(request: HttpRequest, slug: str, word_pk: int) -> HttpResponse:
    """Open a private word for whoever it was written to, and take the answer."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    me = get_me(project)
    word = words.find_for(project, me, word_pk)
    if word is None:
        return _gone(request, project)
    forms = _forms(request)
    if request.method == "POST" and forms["sent"].is_valid():
        if "why" in request.POST and not began_lately(request, now=timezone.now()):
            here = reverse("participation:word_read", args=[slug, word.pk])
            return send_code(request, email=signed_in(request).email, next_path=here)
        if said := _take(request, word, forms, by=me):
            messages.success(request, said)
            return redirect("participation:word_read", slug, word.pk)
    context = {"project": project, "tab": "people", "word": word, **forms}
    context["is_fresh"] = began_lately(request, now=timezone.now())
    if is_open_here(request, word, by=me):
        context |= _opened(word)
    return render(request, "participation/word_read.html", context)


def _gone(request: HttpRequest, project: Project) -> HttpResponse:
    """
    Say that there is nothing, in the same way whether there was; what somebody typed is there once more, to copy.

    :raises Http404: when nothing was typed.
    """
    if not (typed := _typed(request)):
        raise Http404
    context = {"project": project, "tab": "people", "typed": typed}
    return render(request, "participation/word_gone.html", context, status=404)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("answer") or request.POST.get("ask") or ""


_LINK = "The person outside a project has no account; the link is signed, and asks before it opens anything."


@access(Visitor.ANYBODY, because=_LINK)
@csrf_exempt  # A token would set a cookie. Whoever has no link can do nothing here.
@never_cache
@takes_private_answers
@require_http_methods(["GET", "HEAD", "POST"])
def word_link(request: HttpRequest, word_token: str) -> HttpResponse:
    """Ask the person outside a project whether they want to open a private word; open it, and take the answer."""
    now = timezone.now()
    word = find_word(word_token, connection=connection(request), now=now)
    if word is None or _is_inside(request, word):
        context = {"is_inside": word is not None, "typed": _typed(request)}
        return _private(render(request, "participation/word_link_gone.html", context, status=410))
    forms = _forms(request)
    is_sent = request.method == "POST" and forms["sent"].is_valid()
    if is_sent and "why" in request.POST and not count_opening(word, now=now):
        forms["why_form"].add_error(
            None, _("This was opened very often in the last hour. Please try again in an hour.")
        )
    elif is_sent and _take(request, word, forms, by=None):
        word.refresh_from_db()
        if "why" not in request.POST:
            return _private(redirect(request.path))
    context = {"word": word, "project": word.project, **forms}
    if is_open_outside(word, forms["opened"]):
        context |= _opened(word)
    return _private(render(request, "participation/word_link.html", context))


def _is_inside(request: HttpRequest, word: PrivateWord) -> bool:
    """Whether somebody is signed in who is in the project: then they are not the person outside it."""
    members = Member.objects.here_or_invited().filter(project=word.project_id)
    return request.user.is_authenticated and members.filter(user=request.user.pk).exists()


def _forms(request: HttpRequest) -> dict[str, Any]:
    """
    Return the three forms of the page, by their names; ``sent``: the one that was sent; ``opened``: the mark of the
    page of the person outside on which it was opened.
    """
    kinds = {"ask": WordAskForm, "answer": WordAnswerForm, "why": WordWhyForm}
    sent = next((name for name in kinds if name in request.POST), "why")
    is_post = request.method == "POST"
    found: dict[str, Any] = {
        f"{name}_form": kind(request.POST if is_post and name == sent else None)
        for name, kind in kinds.items()
    }
    return {**found, "sent": found[f"{sent}_form"], "opened": request.POST.get("opened", "")}


def _take(
    request: HttpRequest, word: PrivateWord, forms: dict[str, Any], *, by: Member | None
) -> str:
    """Do what the form says that was sent; return thanks for it. What is in the way is an error of the form."""
    form, now = forms["sent"], timezone.now()
    data = form.cleaned_data
    try:
        if "answer" in data:
            services.answer_word(word, words=data["answer"], by=by, now=now)
            return _("Thank you. They are told that there is an answer, and nobody else is.")
        if "ask" in data:
            services.ask_to_send_on(word, why=data["ask"], by=by, now=now)
            return _("Thank you. They read it, and choose.")
        if by is None:
            forms["opened"] = open_outside(word, why=data["why"])
        else:
            open_here(request, word, by=by, why=data["why"])
        return _("You can read it for ten minutes.")
    except services.WordChanged:
        form.add_error(
            None,
            _("Something changed meanwhile: look at how far it is. Copy what you typed first."),
        )
    except CannotLock:
        form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
    except WordsAreLocked:
        form.add_error(None, KEY_IS_AWAY)
    return ""


def _opened(word: PrivateWord) -> dict[str, Any]:
    try:
        return {"read": services.read_word(word), "is_locked": False}
    except WordsAreLocked:
        return {"read": None, "is_locked": True}


def _private(answer: HttpResponse) -> HttpResponse:
    """Let no cache keep it, and tell no other site the address."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
