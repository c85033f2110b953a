"""Pages with which a project is made ready and started, and what is left to do until then."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from plan import permissions, services
from plan.forms import ReadinessForm, StartForm
from plan.getters import get_missing, get_readiness
from projects import set_up
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.permissions import can_edit_plan, can_set_up


@access(Who.FACILITATOR)
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is left to do before the project starts, and after."""
    project = get_project_or_404(request.user, slug)
    require(can_set_up(project))
    tasks = set_up.tasks_of(project)
    context = {
        "project": project,
        "tab": "",
        "tasks": tasks,
        "done_count": sum(task.state == "done" for task in tasks),
        "missing": get_missing(project) if project.is_being_set_up else [],
    }
    return render(request, "plan/setup.html", context)


@access(Who.FACILITATOR)
def project_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start the project; with a reason where it is not ready."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_start_project(project))
    if not project.is_being_set_up and request.method != "POST":
        messages.info(request, _("This project has started already."))
        return redirect("plan:plan", slug)
    missing = get_missing(project)
    is_ready = project.has_safety_contact and not missing
    # A form without fields is valid, so it is bound by the method and not by what was sent.
    form = StartForm(request.POST if request.method == "POST" else None, is_ready=is_ready)
    if form.is_valid():
        services.start_project(
            project,
            by=get_member_or_403(project),
            on=timezone.localdate(),
            reason=form.cleaned_data.get("reason", ""),
        )
        messages.success(request, _("The project has started."))
        return redirect("plan:plan", slug)
    context = {"project": project, "tab": "", "form": form, "missing": missing}
    return render(request, "plan/project_start.html", context)


@access(Who.FACILITATOR)
def readiness_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether there is enough time, money and permission."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    checks = get_readiness(project)
    back = reverse("plan:plan" if request.GET.get("from") == "plan" else "plan:setup", args=[slug])
    form = ReadinessForm(request.POST or None, checks=checks)
    me, today = get_member_or_403(project), timezone.localdate()
    if save_edit(form, lambda: services.answer_readiness(form.answers(), by=me, on=today)):
        messages.success(request, _("It is saved."))
        return redirect(back)
    context = {"project": project, "tab": "", "form": form, "checks": checks, "back": back}
    return render(request, "plan/readiness_edit.html", context, status=status_of(form))
