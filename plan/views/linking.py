"""Pages on which a step, or what changed, is linked to what people said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.access import access, require
from plan import linked, services
from projects.access import Who
from projects.getters import get_project_or_404
from projects.permissions import can_edit_plan
from questions.views.linking import show_linking


@access(Who.FACILITATOR)
def step_said(request: HttpRequest, slug: str, step_pk: int) -> HttpResponse:
    """Say from which of what people said a step comes."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    step = get_object_or_404(project.steps.select_related("project"), pk=step_pk)
    answer = show_linking(request, project, linked.target_of_step(step), tab="plan")
    if request.method == "POST":
        services.move_what_is_linked(step, now=timezone.now())
    return answer


@access(Who.FACILITATOR)
def impact_said(request: HttpRequest, slug: str, impact_pk: int) -> HttpResponse:
    """Say which of what people said led to a change."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    impact = get_object_or_404(project.impacts.in_force().select_related("project"), pk=impact_pk)
    return show_linking(request, project, linked.target_of_impact(impact), tab="plan")
