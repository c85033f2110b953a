"""Pages on which somebody is asked to do what another promised, and says yes or no."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actions import permissions, services
from actions.addresses import address_of
from actions.forms import TakeoverForm
from actions.models import Takeover
from actions.views import answer_form_for, find_action, show_one
from core.access import access, require
from core.numbers import read_number
from outbox.cards import card_of
from projects.access import Who
from projects.forms import people_of
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project


# A participant is let in as well to an action that they promised themselves: the permission says so.
@access(Who.FACILITATOR)
def takeover_ask(request: HttpRequest, slug: str, action_pk: int) -> HttpResponse:
    """Ask somebody else to do it."""
    project = get_project_or_404(request.user, slug)
    action = find_action(project, action_pk)
    require(permissions.can_ask_to_take_over(project, action))
    form = TakeoverForm(request.POST or None, action=action, people=people_of(project))
    if form.is_valid():
        me, to = get_member_or_403(project), form.cleaned_data["to"]
        try:
            services.ask_to_take_over(action, by=me, now=timezone.now(), **form.cleaned_data)
        except services.CannotTakeOver as refused:
            form.add_error("to", _why_not(refused))
        else:
            words = _("We ask %(name)s. Until they say yes, it stays with %(owner)s.")
            messages.success(request, words % {"name": to, "owner": action.owner})
            return redirect(address_of(slug, action.pk))
    context = {
        "project": project,
        "tab": "plan",
        "action": action,
        "form": form,
        "back": address_of(slug, action.pk),
    }
    return render(request, "actions/takeover_ask.html", context)


def _why_not(refused: services.CannotTakeOver) -> str:
    if refused.asked is None:
        return _("This is done or theirs meanwhile, or they have left. Look at it again.")
    words = _("%(name)s is asked already. Wait for their answer, or stop asking them first.")
    return words % {"name": refused.asked}


def _find(project: Project, pk: int) -> Takeover:
    rows = Takeover.objects.filter(action__project=project)
    found = get_object_or_404(
        rows.select_related("action__owner", "to", "asked_by", "instead_of"), pk=read_number(pk)
    )
    found.action.project = project
    return found


# A facilitator is let in as well for somebody who cannot sign in: the permission says so.
@access(Who.PARTICIPANT)
def takeover_answer(request: HttpRequest, slug: str, taking_pk: int) -> HttpResponse:
    """Say yes or no to whoever asks, or write down what somebody said to it."""
    project = get_project_or_404(request.user, slug)
    takeover = _find(project, taking_pk)
    require(permissions.can_answer_takeover(project, takeover))
    if request.method != "POST":
        return redirect(address_of(slug, takeover.action_id))
    form = answer_form_for(project, takeover, request.POST)
    if not form.is_valid() and takeover.is_open:
        return show_one(request, project, takeover.action, answer_form=form)
    said, me = form.cleaned_data, get_member_or_403(project)
    reply, is_yes = said.get("reply", ""), said.get("answer") == "yes"
    counts = form.is_valid() and services.answer_takeover(
        takeover, is_yes=is_yes, reply=reply, by=me, now=timezone.now()
    )
    if counts:
        messages.success(request, _thanks(takeover, is_me=takeover.to == me))
    else:
        messages.warning(request, _was_settled(takeover, reply))
    return redirect(card_of(request, project) or address_of(slug, takeover.action_id))


def _thanks(takeover: Takeover, *, is_me: bool) -> str:
    if takeover.outcome == Takeover.Outcome.TAKEN:
        return _("Thank you. It is yours now.") if is_me else _("It is theirs now.")
    owner = {"owner": takeover.instead_of}
    return _("Thank you for saying so. It stays with %(owner)s.") % owner


def _was_settled(takeover: Takeover, reply: str) -> str:
    """Say how it was settled before, and give back what was written."""
    name = {"name": takeover.to}
    words = {
        Takeover.Outcome.TAKEN: _("This was answered before: %(name)s said yes.") % name,
        Takeover.Outcome.DECLINED: _("This was answered before: %(name)s said no.") % name,
    }.get(Takeover.Outcome(takeover.outcome), _("This is not asked any more."))
    words += " " + _("Nothing was changed.")
    return words + " " + _("You wrote: “%(words)s”") % {"words": reply} if reply else words


# As with takeover_ask.
@access(Who.FACILITATOR)
def takeover_end(request: HttpRequest, slug: str, taking_pk: int) -> HttpResponse:
    """Stop asking somebody."""
    project = get_project_or_404(request.user, slug)
    takeover = _find(project, taking_pk)
    require(permissions.can_end_takeover(project, takeover))
    if request.method != "POST":
        return redirect(address_of(slug, takeover.action_id))
    if services.end_takeover(takeover, by=get_member_or_403(project), now=timezone.now()):
        words = _("We don’t ask %(name)s any more.")
        messages.success(request, words % {"name": takeover.to})
    else:
        messages.warning(request, _was_settled(takeover, ""))
    return redirect(address_of(slug, takeover.action_id))
