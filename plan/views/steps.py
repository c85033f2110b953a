"""Pages of the steps of the plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.came_up import came_up_at, where_it_came_up
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from plan import services
from plan.forms import EditStepForm, MoveForm, NewStepForm, PlannedTogetherForm
from plan.linked import target_of_step
from plan.models import PlannedTogether, Step
from plan.permissions import can_link_step, can_say_planned
from plan.together import Planning, get_planning, next_to_ask_about
from projects.access import PROJECT_READERS, Who
from projects.coming import comes_from, way_back
from projects.forms import people_of
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from projects.permissions import can_edit_plan
from questions.linking import said_behind

#: How many entries of a step's history its page shows; the newest ones.
HISTORY = 50


@access(*PROJECT_READERS)
def step_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List every step by its number, all of them or those in one state."""
    project = get_project_or_404(request.user, slug)
    state = request.GET.get("state", "")
    if state not in Step.State.values:
        state = ""
    page = page_by_key(
        project.steps.in_state(state).select_related("owner"),
        key="number",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "project": project,
        "tab": "plan",
        "steps": page.rows,
        "pages": page.addresses(state=state),
        "state": state,
        "states": Step.State.choices,
        "can_edit": can_edit_plan(project),
        "came_from": comes_from(request),
    }
    return render(request, "plan/step_list.html", context)


@access(*PROJECT_READERS)
def step_detail(request: HttpRequest, slug: str, step_pk: int) -> HttpResponse:
    """Show a step: how it is going, who planned it, and everything that happened to it."""
    project = get_project_or_404(request.user, slug)
    steps = project.steps.select_related("owner", "planners_named_by")
    return show_step(request, project, get_object_or_404(steps, pk=step_pk))


def show_step(
    request: HttpRequest,
    project: Project,
    step: Step,
    *,
    form: PlannedTogetherForm | None = None,
) -> HttpResponse:
    """Show a step; ``form``: what was sent of its planning and could not be saved."""
    planning = get_planning(step, me=project.viewer.member_id)
    context = {
        "project": project,
        "tab": "plan",
        "step": step,
        "planning": planning,
        "came_up": where_it_came_up(project, "step", [step.pk]).get(step.pk),
        "form": form or _own_form(project, step, planning),
        "next": _next(request, project, planning),
        "changes": step.changes.select_related("by").order_by("-at", "-pk")[:HISTORY],
        "can_edit": can_edit_plan(project),
        "behind": said_behind(project, target_of_step(step).address),
        "link_url": reverse("plan:step_said", args=[project.slug, step.pk])
        if can_link_step(project, step)
        else "",
    }
    return render(request, "plan/step_detail.html", context, status=status_of(form))


def _own_form(project: Project, step: Step, planning: Planning) -> PlannedTogetherForm | None:
    """Return the form with which the viewer says whether they planned it; None where they cannot."""
    me = project.viewer.member_id
    if me is None or not can_say_planned(project):
        return None
    return PlannedTogetherForm(row=planning.mine or PlannedTogether(step=step, member_id=me))


def _next(request: HttpRequest, project: Project, planning: Planning) -> Step | None:
    """Return the next step about which the viewer is asked, once they have answered here."""
    user = request.user.pk
    if planning.mine is None or user is None or not can_say_planned(project):
        return None
    return next_to_ask_about(project, user=user, on=timezone.localdate())


@access(Who.FACILITATOR)
def step_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a step to the plan."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    form = NewStepForm(
        request.POST or None, instance=Step(project=project), people=people_of(project)
    )
    came_up = came_up_at(request, project)
    back = came_up.address or way_back(request, slug, "plan:plan")
    if form.is_valid():
        by: dict[str, Any] = {"by": get_member_or_403(project), "now": timezone.now()}
        typed = {**by, **form.cleaned_data}
        came_up.write_down("step", lambda: services.add_step(project, **typed), **by)
        messages.success(request, _("The step is in the plan."))
        return redirect(back)
    context = {"project": project, "tab": "plan", "form": form, "back": back, "came_up": came_up}
    return render(request, "plan/step_create.html", context)


@access(Who.FACILITATOR)
def step_edit(request: HttpRequest, slug: str, step_pk: int) -> HttpResponse:
    """Change what a step says; what it said before joins its history."""
    project = get_project_or_404(request.user, slug)
    step = get_object_or_404(project.steps, pk=step_pk)
    require(can_edit_plan(project))
    form = EditStepForm(request.POST or None, instance=step, people=people_of(project))
    if save_edit(
        form,
        lambda: services.change_step(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            by=get_member_or_403(project),
            planned_by=form.cleaned_data["planned_by"],
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("The step is changed."))
        return redirect("plan:step_detail", slug, step_pk)
    context = {"project": project, "tab": "plan", "form": form, "step": step}
    return render(request, "plan/step_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def step_move(request: HttpRequest, slug: str, step_pk: int) -> HttpResponse:
    """Say how a step is going."""
    project = get_project_or_404(request.user, slug)
    step = get_object_or_404(project.steps, pk=step_pk)
    require(can_edit_plan(project))
    form = MoveForm(
        request.POST or None, initial={"to_state": step.state, "from_state": step.state}
    )
    if form.is_valid():
        services.move_step(
            step, by=get_member_or_403(project), now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Thank you. The plan shows it now."))
        return redirect("plan:step_detail", slug, step_pk)
    context = {"project": project, "tab": "plan", "form": form, "step": step}
    return render(request, "plan/step_move.html", context)
