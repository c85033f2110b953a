"""Pages on which people say who was at a meeting, and read and write its notes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from meetings import permissions, services
from meetings.forms import NotesForm
from meetings.getters import get_meeting_or_404
from meetings.models import Meeting, MeetingNotes, MeetingOutcome
from meetings.outcomes import what_came_of
from participation.getters import get_me
from projects.access import MEMBERS, PROJECT_READERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member


@access(*PROJECT_READERS)
def meeting_notes(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Show all the notes of a meeting, and how they were before."""
    project = get_project_or_404(request.user, slug)
    meeting = get_meeting_or_404(project, meeting_pk)
    notes = MeetingNotes.objects.select_related("by").filter(meeting=meeting).first()
    changes = list(notes.changes.select_related("by")) if notes else []
    if notes is None or not (notes.words or changes):
        return redirect(meeting)
    context = {"project": project, "tab": "meetings", "meeting": meeting, "notes": notes}
    context["changes"] = changes
    context["can_note"] = permissions.can_note(project)
    return render(request, "meetings/meeting_notes.html", context)


@access(Who.FACILITATOR)
def meeting_note(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Write down who was there, and the notes."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_note(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    verdict = permissions.was_held(meeting, now=timezone.now())
    if not verdict and request.method != "POST":
        messages.warning(request, verdict.reason)
        return redirect(meeting)
    notes = MeetingNotes.objects.filter(meeting=meeting).first()
    form = NotesForm(request.POST or None, meeting=meeting, notes=notes)
    if _keep(form, meeting, by=get_member_or_403(project)):
        messages.success(request, _("Thank you. It is written down."))
        return redirect(meeting)
    own = meeting.attendances.filter(is_own_word=True).select_related("member")
    context = {"project": project, "tab": "meetings", "meeting": meeting, "form": form}
    context["own"] = list(own.order_by("member__known_as", "pk"))
    return render(request, "meetings/meeting_note.html", context, status=status_of(form))


def _keep(form: NotesForm, meeting: Meeting, *, by: Member) -> bool:
    """Keep who was there and the notes; return whether it was. What is in the way is an error of the form."""
    now = timezone.now()
    try:
        return save_edit(form, lambda: services.note_meeting(meeting, **form.said, by=by, now=now))
    except services.NotHeldYet:
        words = _("It was moved or called off meanwhile. Copy what you typed: it is not kept.")
        form.add_error(None, words)
    return False


@access(*MEMBERS)
def meeting_was_there(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Say whether one was there, by POST; any other way leads to the meeting."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    if request.method == "POST" and (said := request.POST.get("was_there")) in ("yes", "no"):
        if services.confirm_attendance(
            meeting, get_me(project), was_there=said == "yes", now=timezone.now()
        ):
            messages.success(request, _("Thank you for saying so."))
        else:
            messages.warning(
                request, _("Nothing was changed: it has not begun, or was called off.")
            )
    return redirect(meeting)


@access(Who.FACILITATOR)
def outcome_take_away(
    request: HttpRequest, slug: str, meeting_pk: int, meeting_outcome_pk: int
) -> HttpResponse:
    """Ask whether something did not come of this meeting, and take it away from it; it stays where it is."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_take_outcome_away(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    row = get_object_or_404(MeetingOutcome, meeting=meeting, pk=meeting_outcome_pk)
    if request.method == "POST":
        services.take_away_outcome(row)
        messages.success(
            request, _("It is not shown with this meeting any more. It is still there.")
        )
        return redirect(meeting)
    shown = what_came_of(meeting).shown
    came = next((one for one in shown if one.pk == row.pk), None)
    context = {"project": project, "tab": "meetings", "meeting": meeting, "came": came}
    return render(request, "meetings/outcome_take_away.html", context)
