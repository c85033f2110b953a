"""Pages on which somebody is asked to do what another promised, and says yes or no."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actions import permissions, services
from actions.forms import HandoverAnswerForm, HandoverForm
from actions.models import Action, ActionHandover
from core.access import access, require
from core.numbers import read_number
from projects.access import PROJECT_READERS, Who
from projects.forms import people_of
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project


def address_of(action: Action) -> str:
    """Return where one promise is shown."""
    return reverse("actions:action_list", args=[action.project.slug]) + f"?one={action.pk}"


# A participant is let in as well to an action that they promised themselves: the permission says so.
@access(Who.FACILITATOR)
def action_hand_over(request: HttpRequest, slug: str, action_pk: int) -> HttpResponse:
    """Ask somebody else to do it."""
    project = get_project_or_404(request.user, slug)
    rows = project.actions.select_related("owner")
    action = get_object_or_404(rows, pk=read_number(action_pk))
    action.project = project
    require(permissions.can_hand_over_action(project, action))
    handover = ActionHandover(action=action)
    form = HandoverForm(request.POST or None, instance=handover, people=people_of(project))
    if form.is_valid():
        me, to = get_member_or_403(project), form.cleaned_data["to"]
        try:
            services.ask_to_take_over(action, by=me, now=timezone.now(), **form.cleaned_data)
        except services.CannotHandOver as refused:
            form.add_error("to", _why_not(refused))
        else:
            words = _("We ask %(name)s. Until they say yes, it stays with %(owner)s.")
            messages.success(request, words % {"name": to, "owner": action.owner})
            return redirect(address_of(action))
    context = {
        "project": project,
        "tab": "plan",
        "action": action,
        "form": form,
        "back": address_of(action),
    }
    return render(request, "actions/action_hand_over.html", context)


def _why_not(refused: services.CannotHandOver) -> str:
    if refused.asked is None:
        return _("This is done meanwhile.")
    words = _("%(name)s is asked already. Wait for their answer, or stop asking them first.")
    return words % {"name": refused.asked}


def _find(project: Project, pk: int) -> ActionHandover:
    rows = ActionHandover.objects.filter(action__project=project)
    found = get_object_or_404(
        rows.select_related("action__owner", "to", "asked_by"), pk=read_number(pk)
    )
    found.action.project = project
    return found


@access(*PROJECT_READERS)
def handover_answer(request: HttpRequest, slug: str, handover_pk: int) -> HttpResponse:
    """Show who asks whom; whoever is asked says yes or no, or a facilitator writes down what they said."""
    project = get_project_or_404(request.user, slug)
    handover = _find(project, handover_pk)
    may_answer = permissions.can_answer_handover(project, handover)
    is_me = handover.to_id == project.viewer.member_id
    form = HandoverAnswerForm(request.POST or None, for_name="" if is_me else str(handover.to))
    if request.method == "POST":
        require(may_answer)
    if form.is_valid():
        me, said = get_member_or_403(project), form.cleaned_data
        is_yes = said["answer"] == "yes"
        services.answer_handover(
            handover, is_yes=is_yes, reply=said["reply"], by=me, now=timezone.now()
        )
        _thank(request, handover, is_me=is_me)
        return redirect(address_of(handover.action))
    context = {
        "project": project,
        "tab": "plan",
        "handover": handover,
        "action": handover.action,
        "back": address_of(handover.action),
        "form": form if may_answer and handover.is_open else None,
        "is_me": is_me,
        "may_end": permissions.can_end_handover(project, handover),
    }
    return render(request, "actions/handover_answer.html", context)


def _thank(request: HttpRequest, handover: ActionHandover, *, is_me: bool) -> None:
    """Say how it stands now: another answer may have come first."""
    if handover.outcome == ActionHandover.Outcome.TAKEN:
        words = _("Thank you. It is yours now.") if is_me else _("It is theirs now.")
    elif handover.outcome == ActionHandover.Outcome.DECLINED:
        words = _("Thank you for saying so. It stays with %(owner)s.")
        words %= {"owner": handover.action.owner}
    else:
        words = _("Thank you. This is not asked any more.")
    messages.success(request, words)


# As with action_hand_over.
@access(Who.FACILITATOR)
def handover_end(request: HttpRequest, slug: str, handover_pk: int) -> HttpResponse:
    """Stop asking somebody."""
    project = get_project_or_404(request.user, slug)
    handover = _find(project, handover_pk)
    require(permissions.can_end_handover(project, handover))
    if request.method == "POST":
        services.end_handover(handover, now=timezone.now())
        words = _("We ask %(name)s no more.")
        messages.success(request, words % {"name": handover.to})
    return redirect(address_of(handover.action))
