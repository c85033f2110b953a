"""Pages of what changes and what stays: impact, what carries on, and the look back at it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import MEMBERS, PROJECT_READERS, Who, access, require
from core.revisions import EditConflict
from plan import permissions, services
from plan.forms import (
    EditHandoverForm,
    EditImpactForm,
    FollowUpForm,
    NewHandoverForm,
    NewImpactForm,
    NoticingForm,
)
from plan.models import FollowUp
from plan.views.kept import Kind, create_kept, edit_kept, list_kept, retire_kept
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404

IMPACT = Kind(
    noun="impact",
    new_form=NewImpactForm,
    edit_form=EditImpactForm,
    may_write=permissions.can_tell_what_stays,
    title=gettext_lazy("What changed"),
    add=gettext_lazy("Add what changed"),
    lead=gettext_lazy(
        "A difference that somebody can notice, however small. Members say if they noticed it too."
    ),
    change=gettext_lazy("Put right what changed"),
    retire=gettext_lazy("This does not hold any more"),
    why=gettext_lazy("Why does it not hold any more?"),
)
HANDOVER = Kind(
    noun="handover",
    new_form=NewHandoverForm,
    edit_form=EditHandoverForm,
    may_write=permissions.can_tell_what_stays,
    title=gettext_lazy("After this"),
    add=gettext_lazy("Add what carries on"),
    lead=gettext_lazy("What is to go on when the project is over, and who has said yes to it."),
    change=gettext_lazy("Change what carries on"),
    retire=gettext_lazy("This does not carry on"),
    why=gettext_lazy("Why does it not carry on?"),
)


@access(*PROJECT_READERS)
def impact_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what changed, and who noticed it too."""
    project = get_project_or_404(request.user, slug)
    rows = project.impacts.with_noticing_by(project.viewer.member_id)
    return list_kept(request, project, IMPACT, rows, can_notice=permissions.can_notice(project))


@access(Who.FACILITATOR)
def impact_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add what changed, who noticed and how we know."""
    return create_kept(request, slug, IMPACT)


@access(Who.FACILITATOR)
def impact_edit(request: HttpRequest, slug: str, impact_pk: int) -> HttpResponse:
    """Put right what is said of a change."""
    return edit_kept(request, slug, IMPACT, impact_pk)


@access(Who.FACILITATOR)
def impact_retire(request: HttpRequest, slug: str, impact_pk: int) -> HttpResponse:
    """Say that a change did not last, and why."""
    return retire_kept(request, slug, IMPACT, impact_pk)


@access(*MEMBERS)
def impact_notice(request: HttpRequest, slug: str, impact_pk: int) -> HttpResponse:
    """Say that one noticed a change too, or that somebody told us so; or take it back."""
    project = get_project_or_404(request.user, slug)
    impact = get_object_or_404(project.impacts.in_force(), pk=impact_pk)
    require(permissions.can_notice(project))
    form = NoticingForm(
        request.POST if request.method == "POST" else None, me=get_member_or_403(project)
    )
    if form.is_valid():
        if "take_back" in request.POST:
            services.take_back_noticing(impact, member=form.whose)
            messages.success(request, _("It is taken back."))
        else:
            services.notice(impact, member=form.whose, now=timezone.now())
            messages.success(request, _("Thank you. It is noted."))
        return redirect("plan:impact_list", slug)
    context = {"project": project, "tab": "plan", "form": form, "impact": impact}
    return render(request, "plan/impact_notice.html", context)


@access(*PROJECT_READERS)
def handover_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what carries on and who looks after it, and when we look again."""
    project = get_project_or_404(request.user, slug)
    rows = project.handovers.select_related("owner")
    follow_ups = list(project.follow_ups.order_by("-due_on", "-pk")[:12])
    is_planned = any(row.done_at is None for row in follow_ups)
    return list_kept(request, project, HANDOVER, rows, follow_ups=follow_ups, is_planned=is_planned)


@access(Who.FACILITATOR)
def handover_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add something that carries on, and who looks after it."""
    return create_kept(request, slug, HANDOVER)


@access(Who.FACILITATOR)
def handover_edit(request: HttpRequest, slug: str, handover_pk: int) -> HttpResponse:
    """Change who looks after it, or until when."""
    return edit_kept(request, slug, HANDOVER, handover_pk)


@access(Who.FACILITATOR)
def handover_retire(request: HttpRequest, slug: str, handover_pk: int) -> HttpResponse:
    """Say that it does not carry on, and why."""
    return retire_kept(request, slug, HANDOVER, handover_pk)


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
    theirs = None
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            services.plan_follow_up(form.save(commit=False), revision=revision, now=timezone.now())
        except EditConflict as conflict:
            theirs = form.start_from(conflict.theirs)
        else:
            messages.success(request, _("Everybody can see now when we look again."))
            return redirect("plan:handover_list", slug)
    context = {"project": project, "tab": "plan", "form": form, "theirs": theirs}
    return render(request, "plan/follow_up_edit.html", context, status=409 if theirs else 200)


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
        messages.success(request, _("What you found stands on the page for everybody."))
        return redirect("plan:handover_list", slug)
    context = {"project": project, "tab": "plan", "form": form, "follow_up": follow_up}
    return render(request, "plan/follow_up_finish.html", context)
