"""Pages on which a step, or a thing that we know, is linked to what people said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core.access import access, require
from plan import linked, permissions
from plan.kinds import KnownKind
from projects.access import Who
from projects.getters import get_project_or_404
from questions.views.linking import show_linking


@access(Who.FACILITATOR)
def step_said(request: HttpRequest, slug: str, step_pk: int) -> HttpResponse:
    """Say from which of what people said a step comes."""
    project = get_project_or_404(request.user, slug)
    step = get_object_or_404(project.steps.select_related("project"), pk=step_pk)
    require(permissions.can_link_step(project, step))
    return show_linking(request, project, linked.target_of_step(step), tab="plan")


@access(Who.FACILITATOR)
def known_said(request: HttpRequest, slug: str, kind: KnownKind, **named: int) -> HttpResponse:
    """Say which of what people said led to a change, or adds to a piece of data."""
    project = get_project_or_404(request.user, slug)
    require(kind.may_write(project))
    rows = kind.rows(project).in_force().select_related("project")  # type: ignore[attr-defined]
    row = get_object_or_404(rows, pk=named[kind.pk_name])
    return show_linking(request, project, linked.target_of_known(row), tab="plan")
