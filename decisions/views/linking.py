"""The page on which a decision is linked to what people said behind it."""

from django.http import HttpRequest, HttpResponse

from core.access import access, require
from decisions import permissions
from decisions.getters import get_decision_or_404
from decisions.naming import name_decision
from projects.access import Who
from projects.getters import get_project_or_404
from questions.linking import Target
from questions.models import ContributionMove
from questions.views.linking import show_linking


@access(Who.FACILITATOR)
def decision_said(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say which of what people said a decision rests on."""
    project = get_project_or_404(request.user, slug)
    decision = get_decision_or_404(project, number)
    require(permissions.can_change_decision(project, decision.newest))
    whats = (ContributionMove.What.DECIDED,)
    target = Target(whats, decision.get_absolute_url(), name_decision(decision))
    return show_linking(request, project, target, tab="decisions")
