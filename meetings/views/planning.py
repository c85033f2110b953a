"""Pages on which facilitators plan a meeting, move it and call it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.numbers import read_number
from core.revisions import save_edit, status_of
from meetings import permissions, services
from meetings.forms import CallOffForm, EditMeetingForm, NewMeetingForm
from meetings.forms.planning import times_in_words
from meetings.getters import get_meeting_or_404
from meetings.models import Meeting
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member, Project

#: What a meeting that is planned like another one does not take over from it.
_NOT_TAKEN = ("on", "before", "is_public")


@access(Who.FACILITATOR)
def meeting_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a meeting, or several; a new one can begin as a copy of another (``like``)."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_plan(project))
    form = NewMeetingForm(
        request.POST or None,
        instance=Meeting(project=project),
        initial=_like(project, request.GET.get("like")),
        project=project,
    )
    if form.is_valid():
        meeting = services.plan_meetings(
            project,
            plan=form.plan,
            by=get_member_or_403(project),
            sent_key=form.cleaned_data["sent_key"],
            now=timezone.now(),
        )
        messages.success(request, times_in_words(form.plan.times))
        return redirect(meeting)
    context = {"project": project, "tab": "meetings", "form": form}
    return render(request, "meetings/meeting_create.html", context)


def _like(project: Project, key: str | None) -> dict[str, Any]:
    """Return how another meeting was planned, for one like it."""
    row = project.meetings.filter(pk=read_number(key) or 0).first()
    if row is None:
        return {}
    taken = {name: getattr(row, name) for name in Meeting.FIELDS if name not in _NOT_TAKEN}
    groups, people = (
        row.groups.values_list("pk", flat=True),
        row.people.values_list("pk", flat=True),
    )
    return {**taken, "groups": list(groups), "people": list(people)}


@access(Who.FACILITATOR)
def meeting_edit(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Change a meeting; other hours or another place ask everybody again."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_plan(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    if not (verdict := permissions.is_open(meeting, now=timezone.now())):
        messages.warning(request, verdict.reason)
        return redirect(meeting)
    form = EditMeetingForm(request.POST or None, instance=meeting, project=project)
    if _change(form, by=get_member_or_403(project)):
        messages.success(request, _("It is changed."))
        return redirect("meetings:meeting_detail", slug, meeting_pk)
    context = {"project": project, "tab": "meetings", "form": form, "meeting": meeting}
    return render(request, "meetings/meeting_edit.html", context, status=status_of(form))


def _change(form: EditMeetingForm, *, by: Member) -> bool:
    """Save a meeting; return whether it was. What is in the way is an error of the form."""

    def save() -> None:
        if not services.change_meeting(
            form.save(commit=False),
            plan=form.plan,
            revision=form.cleaned_data["revision"],
            by=by,
            now=timezone.now(),
        ):
            raise services.MeetingIsOver

    try:
        return save_edit(form, save)
    except services.MeetingIsOver:
        form.add_error(None, _("It was called off meanwhile, or is over. Nothing was changed."))
    except services.HasBegun:
        words = _("Somebody was there already, so it cannot be moved. Plan another one like it.")
        form.add_error(None, words)
    return False


@access(Who.FACILITATOR)
def meeting_call_off(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Call a meeting off, with the reason; everybody who was asked is told."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_plan(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    verdict = permissions.is_open(meeting, now=timezone.now())
    if not verdict and not (meeting.is_called_off and request.method == "POST"):
        messages.warning(request, verdict.reason)
        return redirect(meeting)
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        services.call_off_meeting(
            meeting,
            why=form.cleaned_data["words"],
            by=get_member_or_403(project),
            now=timezone.now(),
        )
        messages.success(request, _("It is called off. Everybody who was asked is told."))
        return redirect(meeting)
    context = {"project": project, "tab": "meetings", "form": form, "meeting": meeting}
    context["can_have_begun"] = meeting.starts_at <= timezone.now()
    return render(request, "meetings/meeting_call_off.html", context)
