"""Pages of actions: what somebody promised to do by a date."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actions import permissions, services
from actions.forms import ActionForm
from actions.models import Action
from core.access import PROJECT_READERS, Who, access, require
from core.pages import page_by_key
from projects.forms import WordsForm, people_of
from projects.getters import get_project_or_404
from projects.permissions import can_edit_plan


@access(*PROJECT_READERS)
def action_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is promised, soonest first; or what was done, and what came of it."""
    project = get_project_or_404(request.user, slug)
    show_done = request.GET.get("show") == "done"
    rows = project.actions.done() if show_done else project.actions.open()
    page = page_by_key(
        rows.select_related("owner"),
        key=("done_at" if show_done else "due_on", "pk"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=show_done,
    )
    context = {
        "project": project,
        "tab": "plan",
        "actions": page.rows,
        "pages": page.addresses(show="done" if show_done else ""),
        "show_done": show_done,
        "today": timezone.localdate(),
        "can_edit": can_edit_plan(project),
    }
    return render(request, "actions/action_list.html", context)


@access(Who.FACILITATOR)
def action_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what somebody promised to do."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    form = ActionForm(
        request.POST or None, instance=Action(project=project), people=people_of(project)
    )
    if form.is_valid():
        services.add_action(project, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The action is in the list."))
        return redirect("actions:action_list", slug)
    context = {"project": project, "tab": "plan", "form": form}
    return render(request, "actions/action_create.html", context)


# A participant is let in as well to an action that they promised themselves: the permission says so.
@access(Who.FACILITATOR)
def action_finish(request: HttpRequest, slug: str, action_pk: int) -> HttpResponse:
    """Say that an action is done, and what came of it."""
    project = get_project_or_404(request.user, slug)
    action = get_object_or_404(project.actions.select_related("owner"), pk=action_pk)
    require(permissions.can_finish_action(project, action))
    form = WordsForm(
        request.POST or None,
        label=_("What came of it?"),
        hint=_("A sentence is enough. Everybody in the project can read it."),
        missing=_("Say what came of it."),
    )
    if form.is_valid():
        services.finish_action(action, outcome=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("The action is done."))
        return redirect("actions:action_list", slug)
    context = {"project": project, "tab": "plan", "form": form, "action": action}
    return render(request, "actions/action_finish.html", context)
