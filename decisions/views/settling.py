"""Pages on which a proposal is closed into the log, or put down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from decisions import permissions, services
from decisions.flags import flags_of_proposal
from decisions.forms import CloseForm
from decisions.getters import get_proposal_or_404
from decisions.heard import not_heard
from decisions.how import asked_in_words
from decisions.models import Proposal
from decisions.rounds import is_named, show_open
from decisions.views.proposals import own_say
from projects.access import Who
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member, Project
from questions.linking import said_behind


@access(Who.FACILITATOR)
def proposal_close(request: HttpRequest, slug: str, proposal_pk: int) -> HttpResponse:
    """Close a proposal into the log: what everybody said, what they were replied, and whom we haven't heard from."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    require(permissions.can_settle(project))
    me = get_member_or_403(project)
    says = list(proposal.says.select_related("member", "replied_by").order_by("pk"))
    if proposal.is_open:
        require(permissions.must_say_first(own_say(says, proposal, me.pk) is not None))
    elif request.method != "POST":
        return redirect(proposal)
    shown = show_open(says, wording=proposal.wording)
    is_linked = bool(said_behind(project, proposal.get_absolute_url()))
    form = _close_form(request, proposal, how=asked_in_words(proposal))
    if form.is_valid() and (closed := _close(request, form, proposal, by=me)):
        return closed
    context = {
        "project": project,
        "tab": "decisions",
        "proposal": proposal,
        "form": form,
        "shown": shown,
        "not_sure": [(say, is_named(say)) for say in shown.not_sure],
        "not_heard": not_heard(proposal),
        "flags": flags_of_proposal(project, proposal, says, is_linked=is_linked),
    }
    return render(request, "decisions/proposal_close.html", context)


def _close_form(request: HttpRequest, proposal: Proposal, *, how: str) -> CloseForm:
    """Ask how it was decided, with what is known of it by now."""
    initial = {"how": how, "look_again_on": proposal.look_again_on, "wording": proposal.wording}
    return CloseForm(request.POST or None, today=timezone.localdate(), initial=initial)


def _close(
    request: HttpRequest, form: CloseForm, proposal: Proposal, *, by: Member
) -> HttpResponse | None:
    """Close it, and go to the decision; None where something is in the way, which the form then says."""
    try:
        decision = services.close_proposal(proposal, by=by, now=timezone.now(), **form.cleaned_data)
    except services.NotReplied:
        form.add_error(None, _("Somebody is not sure and has no reply yet. Reply first, in words."))
        return None
    except services.ProposalReworded:
        form.add_error(None, _("The proposal was changed meanwhile. Everybody is asked again."))
        return None
    messages.success(request, _("Decision %(number)s is made.") % {"number": decision})
    return redirect("decisions:decision_detail", proposal.project.slug, decision.number)


@access(Who.FACILITATOR)
def proposal_put_down(request: HttpRequest, slug: str, proposal_pk: int) -> HttpResponse:
    """Put a proposal down, with the reason."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    require(permissions.can_settle(project))
    if not proposal.is_open and request.method != "POST":
        return redirect(proposal)
    form = WordsForm(
        request.POST or None,
        label=_("Why do you put it down?"),
        hint=_("Everybody is told, and can still read the proposal with your reason."),
        missing=_("Write why you put it down."),
    )
    if form.is_valid():
        why, me = form.cleaned_data["words"], get_member_or_403(project)
        services.put_down_proposal(proposal, by=me, why=why, now=timezone.now())
        messages.success(request, _("It is put down. Everybody can read why."))
        return redirect(proposal)
    return _show_put_down(request, project, proposal, form)


def _show_put_down(
    request: HttpRequest, project: Project, proposal: Proposal, form: WordsForm
) -> HttpResponse:
    context = {"project": project, "tab": "decisions", "proposal": proposal, "form": form}
    return render(request, "decisions/proposal_put_down.html", context)
