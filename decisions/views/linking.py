"""The pages on which a decision, or a proposal, is linked to what people said behind it."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.access import access, require
from decisions import permissions, services
from decisions.getters import get_decision_or_404
from decisions.models import Proposal
from decisions.naming import name_decision
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Project
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


def proposal_said(request: HttpRequest, project: Project, proposal: Proposal) -> HttpResponse:
    """Say which of what people said a proposal rests on: a part of its page. The decision takes it over."""
    require(permissions.can_change_proposal(project, proposal))
    whats = (ContributionMove.What.DISCUSSED,)
    target = Target(whats, proposal.get_absolute_url(), proposal.what, show="said")
    try:
        return show_linking(
            request,
            project,
            target,
            tab="decisions",
            holding=partial(services.hold_open, proposal),
        )
    except services.ProposalEnded:
        messages.warning(request, _("It has just been settled. Nothing was linked."))
        return redirect(proposal)
