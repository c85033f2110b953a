"""Pages of what is proposed: proposing, reading it with what people say, changing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from decisions import permissions, services
from decisions.forms import EditProposalForm, NewProposalForm, ProposingForm, SayForm
from decisions.getters import get_proposal_or_404, get_proposing_rule
from decisions.heard import not_heard
from decisions.models import Proposal, ProposalSay
from decisions.rounds import Shown, is_named, is_shown, show_ended, show_open
from decisions.views.linking import proposal_said
from projects.access import MEMBERS, PROJECT_READERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member, Project
from questions.linking import said_behind

#: People without email who are offered to be written down for.
MOST_BY_HAND = 100


@access(*MEMBERS)
def proposal_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a decision; everybody is asked."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_propose(project))
    form = NewProposalForm(
        request.POST or None, instance=Proposal(project=project), today=timezone.localdate()
    )
    if form.is_valid():
        proposal = services.propose_decision(
            project, by=get_member_or_403(project), now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("It is open. We are asking everybody what they say."))
        return redirect(proposal)
    context = {"project": project, "tab": "decisions", "form": form}
    return render(request, "decisions/proposal_create.html", context)


@access(*MEMBERS)
def proposal_edit(request: HttpRequest, slug: str, proposal_pk: int) -> HttpResponse:
    """Change what is proposed; other words ask everybody again."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    require(permissions.can_change_proposal(project, proposal))
    form = EditProposalForm(request.POST or None, instance=proposal, today=timezone.localdate())
    if save_edit(
        form,
        lambda: services.change_proposal(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            why=form.cleaned_data["change_why"],
            by=get_member_or_403(project),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is changed."))
        return redirect("decisions:proposal_detail", slug, proposal_pk)
    context = {"project": project, "tab": "decisions", "form": form, "proposal": proposal}
    return render(request, "decisions/proposal_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def proposing_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose who proposes decisions."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_settle(project))
    form = ProposingForm(request.POST or None, instance=get_proposing_rule(project))
    if save_edit(
        form,
        lambda: services.choose_who_proposes(
            project, who=form.cleaned_data["who"], stood=form.stood[""]
        ),
    ):
        messages.success(request, _("It is saved."))
        return redirect("decisions:decision_list", slug)
    context = {"project": project, "tab": "decisions", "form": form}
    return render(request, "decisions/proposing_edit.html", context, status=status_of(form))


@access(*PROJECT_READERS)
def proposal_detail(request: HttpRequest, slug: str, proposal_pk: int) -> HttpResponse:
    """Show a proposal: ask for one's own say first, then show what others say; or link what people said behind it."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    if request.GET.get("show") == "said":
        return proposal_said(request, project, proposal)
    return show_proposal(request, project, proposal)


def show_proposal(
    request: HttpRequest,
    project: Project,
    proposal: Proposal,
    *,
    form: SayForm | None = None,
    not_kept: str = "",
) -> HttpResponse:
    """Show a proposal with this form; ``not_kept``: words that came after it had ended."""
    says = list(proposal.says.select_related("member", "entered_by", "replied_by").order_by("pk"))
    me = project.viewer.member_id
    mine = own_say(says, proposal, me)
    context: dict[str, Any] = {
        "project": project,
        "tab": "decisions",
        "proposal": proposal,
        "is_late": proposal.is_late(on=timezone.localdate()),
        "mine": mine,
        "before": _before(says, proposal, me),
        "is_waiting": bool(mine and mine.says and not is_shown(mine)),
        "form": form or _first_form(project, proposal, mine),
        "is_saying": form is not None,
        "not_kept": not_kept,
        "shown": _shown(project, proposal, says, mine),
        "not_heard": not_heard(proposal) if proposal.is_open else None,
        **_beside(project, proposal),
        **_may(project, proposal),
    }
    status = 409 if not_kept else status_of(form)
    return render(request, "decisions/proposal_detail.html", context, status=status)


def _may(project: Project, proposal: Proposal) -> dict[str, Any]:
    """Return what the viewer may do with a proposal."""
    return {
        "can_settle": permissions.can_settle(project),
        "can_change": permissions.can_change_proposal(project, proposal),
        "by_hand": _by_hand(project) if proposal.is_open else [],
    }


def _beside(project: Project, proposal: Proposal) -> dict[str, Any]:
    """Return how it was worded before, what people said behind it, and where more is linked, for who may."""
    can_link = permissions.can_change_proposal(project, proposal)
    return {
        "changes": list(proposal.changes.select_related("by")),
        "behind": said_behind(project, proposal.get_absolute_url()),
        "link_url": "?show=said" if can_link else "",
    }


def own_say(
    says: list[ProposalSay], proposal: Proposal, member_pk: int | None
) -> ProposalSay | None:
    """Return what the viewer said of the present words, of the says of a proposal."""
    mine = [say for say in says if say.member_id == member_pk and say.wording == proposal.wording]
    return mine[0] if mine and member_pk else None


def _before(
    says: list[ProposalSay], proposal: Proposal, member_pk: int | None
) -> ProposalSay | None:
    """Return what the viewer said last of the words before."""
    earlier = [
        say
        for say in says
        if member_pk and say.member_id == member_pk and say.wording < proposal.wording
    ]
    return max(earlier, key=lambda say: say.wording, default=None) if proposal.is_open else None


def _first_form(project: Project, proposal: Proposal, mine: ProposalSay | None) -> SayForm | None:
    if mine or not proposal.is_open or not permissions.can_have_say(project, proposal):
        return None
    me = Member(pk=project.viewer.member_id, project=project)
    return SayForm(say=ProposalSay(proposal=proposal, wording=proposal.wording, member=me))


def _shown(
    project: Project, proposal: Proposal, says: list[ProposalSay], mine: ProposalSay | None
) -> dict[str, Any] | None:
    """Return what the viewer may read of others' says; None before they have had their own."""
    if not proposal.is_open:
        return _told(show_ended(says), named={say.pk for say in says if say.member_id})
    if not mine and project.viewer.is_member and not project.has_ended:
        return None
    shown = show_open(says, wording=proposal.wording)
    return _told(shown, named={say.pk for say in says if is_named(say)})


def _told(shown: Shown, *, named: set[int]) -> dict[str, Any]:
    return {"of": shown, "not_sure": [(say, say.pk in named) for say in shown.not_sure]}


def _by_hand(project: Project) -> list[Member]:
    """Return the people for whom a facilitator can write down what they said; whether they have is not told."""
    if not project.viewer.is_facilitator:
        return []
    rows = Member.objects.taking_part().without_email().filter(project=project)
    return list(rows.order_by("known_as", "pk")[:MOST_BY_HAND])
