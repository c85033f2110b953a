"""Pages of what changes and what stays: who noticed it too, and the look back at it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from plan import permissions, services
from plan.addresses import known_address
from plan.forms import (
    FollowUpForm,
    NoticingForm,
)
from plan.models import FollowUp
from plan.views.known_one import show_one
from projects.access import MEMBERS, Who
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404


@access(*MEMBERS)
def impact_notice(request: HttpRequest, slug: str, impact_pk: int) -> HttpResponse:
    """Say that one noticed a change too, or that somebody told us so; or take it back."""
    project = get_project_or_404(request.user, slug)
    impact = get_object_or_404(project.impacts.in_force(), pk=impact_pk)
    require(permissions.can_notice(project))
    if request.method != "POST":
        return redirect(known_address(slug, "impact", one=impact_pk))
    form = NoticingForm(request.POST, me=get_member_or_403(project))
    if not form.is_valid():
        return show_one(request, project, f"impact-{impact_pk}", form=form)
    if "take_back" in request.POST:
        services.take_back_noticing(impact, member=form.whose)
        messages.success(request, _("It is taken back."))
    else:
        services.add_noticing(impact, member=form.whose, now=timezone.now())
        messages.success(request, _("Thank you. It is noted."))
    return redirect(known_address(slug, "impact", one=impact_pk))


@access(Who.FACILITATOR)
def follow_up_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the day after the end on which we look again, or move it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_tell_what_stays(project))
    form = FollowUpForm(
        request.POST or None,
        instance=project.follow_ups.open().first() or FollowUp(project=project),
        project=project,
        today=timezone.localdate(),
    )
    now = timezone.now()
    if save_edit(
        form,
        lambda: services.plan_follow_up(
            form.save(commit=False), revision=form.cleaned_data["revision"], now=now
        ),
    ):
        messages.success(request, _("Everybody can see now when we look again."))
        return redirect(known_address(slug, "handover"))
    context = {"project": project, "tab": "plan", "form": form}
    context["back"] = known_address(slug, "handover")
    return render(request, "plan/follow_up_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def follow_up_finish(request: HttpRequest, slug: str, follow_up_pk: int) -> HttpResponse:
    """Say what was found when we looked again."""
    project = get_project_or_404(request.user, slug)
    follow_up = get_object_or_404(project.follow_ups, pk=follow_up_pk)
    require(permissions.can_tell_what_stays(project))
    form = WordsForm(
        request.POST or None,
        label=_("What did you find?"),
        hint=_("What is still there, who looks after it, and what does it need?"),
        missing=_("Say what you found."),
    )
    if form.is_valid():
        services.finish_follow_up(follow_up, found=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("Thank you. Everybody can read what you found."))
        return redirect(known_address(slug, "handover"))
    context = {"project": project, "tab": "plan", "form": form, "follow_up": follow_up}
    context["back"] = known_address(slug, "handover")
    return render(request, "plan/follow_up_finish.html", context)
