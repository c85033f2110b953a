"""The page on which what people said is linked to what came of it; apps to the right show it for their rows."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.numbers import read_numbers
from projects.models import Project
from questions import services
from questions.linking import MOST_OFFERED, Target, said_behind, said_to_link
from questions.models import Contribution


def show_linking(
    request: HttpRequest,
    project: Project,
    target: Target,
    *,
    tab: str,
    holding: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> HttpResponse:
    """
    Show what people said behind something, and link more or take links away. The caller says who may.

    :param holding: holds what they are linked to while that is done, and says when it is over.
    """
    if request.method == "POST":
        with holding():
            return _link(request, project, target)
    words = request.GET.get("q", "")[:200]
    offered = said_to_link(project, target.address, words)
    context = {
        "project": project,
        "tab": tab,
        "target": target,
        "behind": said_behind(project, target.address),
        "offered": offered,
        "words": words,
        "has_more": len(offered) == MOST_OFFERED,
    }
    return render(request, "questions/linking.html", context)


def _link(request: HttpRequest, project: Project, target: Target) -> HttpResponse:
    keys = read_numbers(request.POST.getlist("said"))
    is_back, now = "take_away" in request.POST, timezone.now()
    if is_back:
        found = services.unlink_contributions(project, keys, address=target.address, now=now)
    else:
        found = services.link_contributions(
            project, keys, whats=target.whats, address=target.address, title=target.title, now=now
        )
    if not found:
        messages.info(request, _("Tick what it rests on first."))
    elif is_back:
        messages.success(request, _("Taken away. It is not linked any more."))
    else:
        messages.success(request, f"{_('Linked.')} {_who_hears(found)}")
    return redirect(f"{request.path}?show={target.show}" if target.show else request.path)


def _who_hears(found: list[Contribution]) -> str:
    """Say who is told that something came of what they said: whoever said it in their own name."""
    told = {said.member is not None for said in found}
    if told == {True}:
        return _("Whoever said it is told, in the way they chose.")
    if told == {False}:
        return _("Its page shows it. We cannot write to whoever said it.")
    return _("Members who said it in their own name are told. The pages of the others show it.")
