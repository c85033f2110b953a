"""Pages on which people say whether they took part in planning a step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from plan import permissions, services
from plan.forms import PlannedTogetherForm
from plan.models import PlannedTogether, Step
from plan.views.steps import show_step
from projects.access import MEMBERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member


@access(*MEMBERS)
def step_together(request: HttpRequest, slug: str, step_pk: int) -> HttpResponse:
    """Save whether whoever looks at a step took part in planning it; asked on the page of the step."""
    project = get_project_or_404(request.user, slug)
    step = get_object_or_404(project.steps, pk=step_pk)
    require(permissions.can_say_planned(project))
    page = reverse("plan:step_detail", args=[slug, step_pk]) + "#together"
    if request.method != "POST":
        return redirect(page)
    me = get_member_or_403(project)
    form = PlannedTogetherForm(request.POST, row=_row(step, me))
    if _save(form, step, me, by=me):
        messages.success(request, _("Thank you. You can change it at any time."))
        return redirect(page)
    return show_step(request, project, step, form=form)


@access(Who.FACILITATOR)
def step_together_for(
    request: HttpRequest, slug: str, step_pk: int, by_hand_pk: int
) -> HttpResponse:
    """Write down whether somebody who cannot sign in took part in planning a step."""
    project = get_project_or_404(request.user, slug)
    step = get_object_or_404(project.steps, pk=step_pk)
    member = get_object_or_404(project.members, pk=by_hand_pk)
    require(permissions.can_say_planned_for(project, member))
    form = PlannedTogetherForm(request.POST or None, row=_row(step, member), name=member.known_as)
    if _save(form, step, member, by=get_member_or_403(project)):
        words = _("It is written down as what %(name)s said.")
        messages.success(request, words % {"name": member.known_as})
        return redirect("plan:step_detail", slug, step_pk)
    context = {"project": project, "tab": "plan", "form": form, "step": step, "member": member}
    return render(request, "plan/step_together.html", context, status=status_of(form))


def _row(step: Step, member: Member) -> PlannedTogether:
    """Return what a member said of a step, or a row that says nothing yet."""
    known = step.plannings.filter(member=member).first()
    return known or PlannedTogether(step=step, member=member)


def _save(form: PlannedTogetherForm, step: Step, member: Member, *, by: Member) -> bool:
    """Save what a valid form says; return whether it did."""
    said: dict[str, Any] = {"member": member, "by": by, "now": timezone.now()}
    return save_edit(form, lambda: services.answer_planning(step, **said, **form.cleaned_data))
