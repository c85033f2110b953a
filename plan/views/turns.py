"""The page on which a project is ended, or opened again; and how to leave it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import Action
from core.access import access, require
from plan import permissions, services
from plan.models import Turn
from projects.access import Who
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project


@access(Who.FACILITATOR)
def project_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what leaving and ending mean here; end the project, with a reason that everybody hears."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_end_project(project))
    return _turn(request, project, Turn.Kind.ENDED)


@access(Who.FACILITATOR)
def project_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a project again that has ended, with a reason that everybody hears."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_end_project(project))
    if request.method != "POST":
        return redirect("plan:project_end", slug)
    return _turn(request, project, Turn.Kind.REOPENED)


def _turn(request: HttpRequest, project: Project, kind: Turn.Kind) -> HttpResponse:
    """Make the turn for which a reason was sent, and lead home; else show the page."""
    is_end = kind == Turn.Kind.ENDED
    form = _form(request, kind)
    if not form.is_valid():
        return _page(request, project, form if form.is_bound else None)
    make = services.end_project if is_end else services.reopen_project
    words = form.cleaned_data["words"]
    try:
        make(project, by=get_member_or_403(project), why=words, now=timezone.now())
    except services.NotRunning:
        return _page(request, project, form)
    messages.success(
        request,
        _("The project has ended. Everybody is told, with your reason.")
        if is_end
        else _("The project goes on. Everybody is told, with your reason."),
    )
    return redirect("home:project_home", project.slug)


def _form(request: HttpRequest | None, kind: Turn.Kind) -> WordsForm:
    is_end = kind == Turn.Kind.ENDED
    return WordsForm(
        request.POST if request and request.method == "POST" else None,
        label=_("Why does it end?") if is_end else _("Why does it go on?"),
        hint=_("We send this to everybody who takes part. It stays in sight."),
        missing=_("Say why it ends.") if is_end else _("Say why it goes on."),
    )


def _page(request: HttpRequest, project: Project, form: WordsForm | None = None) -> HttpResponse:
    """Show where the project stands, and the form for what can come next."""
    coming = Turn.Kind.REOPENED if project.has_ended else Turn.Kind.ENDED
    context = {
        "project": project,
        "tab": "",
        "form": form or _form(None, coming),
        "turns": list(project.turns.newest_first().select_related("by")),
        "promises": Action.objects.open().filter(project=project).count(),
        "steps": project.steps.under_way().count(),
    }
    return render(request, "plan/project_end.html", context)
