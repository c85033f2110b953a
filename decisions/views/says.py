"""Pages on which people have a say in a proposal, and are replied to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from decisions import permissions, services
from decisions.forms import SayForm, SayReplyForm
from decisions.getters import get_proposal_or_404
from decisions.models import Proposal, ProposalSay
from decisions.rounds import is_named, is_shown
from decisions.services.says import said_of
from decisions.views.proposals import own_say, show_proposal
from outbox.cards import comes_back
from projects.access import MEMBERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member


@access(*MEMBERS)
def say_edit(request: HttpRequest, slug: str, proposal_pk: int) -> HttpResponse:
    """Have a say, or change it, on the page of the proposal."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    require(permissions.can_have_say(project, proposal))
    me = get_member_or_403(project)
    if not proposal.is_open and request.method != "POST":
        return redirect(proposal)
    form = SayForm(request.POST or None, say=said_of(proposal, me))
    try:
        is_kept = _keep(form, proposal, me, by=me)
    except services.ProposalEnded:
        proposal = get_proposal_or_404(project, proposal_pk)
        return show_proposal(request, project, proposal, not_kept=form.cleaned_data["words"] or "–")
    if is_kept:
        messages.success(request, _("We have what you said. You can change it until this closes."))
        return redirect(proposal)
    return show_proposal(request, project, proposal, form=form)


def _keep(form: SayForm, proposal: Proposal, member: Member, *, by: Member) -> bool:
    """Keep what a valid form says; return whether it did. Words that changed meanwhile are an error of the form."""
    now = timezone.now()
    try:
        return save_edit(
            form,
            lambda: services.have_say(proposal, member=member, by=by, said=form.said(), now=now),
        )
    except services.ProposalReworded:
        proposal.refresh_from_db()
        form.say = said_of(proposal, member)
        form.show_new_words()
        return False


@access(*MEMBERS)
def say_take_back(request: HttpRequest, slug: str, proposal_pk: int) -> HttpResponse:
    """Take back what one said, by POST; any other way leads to the proposal."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    require(permissions.can_have_say(project, proposal))
    if request.method == "POST":
        try:
            services.take_back_say(proposal, member=get_member_or_403(project))
        except services.ProposalEnded:
            messages.warning(request, _("It is settled already, so what you said stays."))
        else:
            messages.success(request, _("It is taken back. You can still say something else."))
    return redirect(proposal)


@access(Who.FACILITATOR)
@comes_back
def say_for(request: HttpRequest, slug: str, proposal_pk: int, by_hand_pk: int) -> HttpResponse:
    """Write down what a member who cannot sign in said on paper, by phone or aloud."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    member = get_object_or_404(project.members, pk=by_hand_pk)
    require(permissions.can_say_for(project, member))
    if not proposal.is_open and request.method != "POST":
        return redirect(proposal)
    me = get_member_or_403(project)
    say = said_of(proposal, member)
    form = SayForm(request.POST or None, say=say, name=member.known_as, by=me)
    try:
        if _keep(form, proposal, member, by=me):
            words = _("It is written down as what %(name)s said.")
            messages.success(request, words % {"name": member.known_as})
            return redirect(proposal)
    except services.ProposalEnded:
        proposal = get_proposal_or_404(project, proposal_pk)
        return show_proposal(request, project, proposal, not_kept=form.cleaned_data["words"] or "–")
    context = {"project": project, "tab": "decisions", "proposal": proposal}
    context |= {"form": form, "member": member}
    return render(request, "decisions/say_for.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def say_reply(request: HttpRequest, slug: str, proposal_pk: int, say_key: str) -> HttpResponse:
    """Reply to a concern or a "not yet"."""
    project = get_project_or_404(request.user, slug)
    proposal = get_proposal_or_404(project, proposal_pk)
    require(permissions.can_settle(project))
    me = get_member_or_403(project)
    says = list(proposal.says.order_by("pk"))
    require(permissions.must_say_first(own_say(says, proposal, me.pk) is not None))
    rows = proposal.says.select_related("member", "replied_by").want_reply()
    say = get_object_or_404(rows, key=say_key)
    if not proposal.is_open or not is_shown(say):
        return redirect(proposal)
    form = SayReplyForm(request.POST or None, say=say)
    if _reply(form, say, by=me):
        messages.success(request, _("Your reply is there for everybody to read."))
        return redirect(proposal)
    context = {"project": project, "tab": "decisions", "proposal": proposal, "form": form}
    context |= {"say": say, "is_named": is_named(say)}
    return render(request, "decisions/say_reply.html", context, status=status_of(form))


def _reply(form: SayReplyForm, say: ProposalSay, *, by: Member) -> bool:
    """Keep a reply; return whether it was. What was changed meanwhile is an error of the form, and is shown."""
    now = timezone.now()
    try:
        return save_edit(
            form,
            lambda: services.reply_to_say(
                say,
                words=form.cleaned_data["reply"],
                to_words=form.cleaned_data["to_words"],
                by=by,
                now=now,
                stood=form.stood[""],
            ),
        )
    except services.SayIsGone:
        say.refresh_from_db()
        form.data = form.data.copy()
        form.data["to_words"] = say.words
        form.add_error(
            None, _("They changed what they said while you were writing. Read it again.")
        )
    except services.ProposalEnded:
        form.add_error(None, _("It was settled while you were writing. Your reply is not kept."))
    return False
