"""The page on which what people said is linked to what came of it; apps to the right show it for their rows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.numbers import read_numbers
from projects.models import Project
from questions import services
from questions.linking import MOST_OFFERED, Target, said_behind, said_to_link


def show_linking(
    request: HttpRequest, project: Project, target: Target, *, tab: str
) -> HttpResponse:
    """Show what people said behind something, and link more or take links away. The caller says who may."""
    if request.method == "POST":
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
    now = timezone.now()
    found = list(project.contributions.in_sight().filter(pk__in=keys).order_by("pk"))
    for said in found:
        if "take_away" in request.POST:
            services.unlink_contribution(said, address=target.address, now=now)
        else:
            services.record_move(
                said, what=target.what, address=target.address, title=target.title, now=now
            )
    if not found:
        messages.info(request, _("Tick what it rests on first."))
    elif "take_away" in request.POST:
        messages.success(request, _("Taken away. It is not linked any more."))
    else:
        messages.success(request, _("Linked. Whoever said it is told, in the way they chose."))
    return redirect(request.path)
