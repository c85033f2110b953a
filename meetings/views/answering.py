"""Pages on which people say whether they come: signed in, by the link in the email, or through a facilitator."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.access import Visitor, access, require
from core.locked_words import CannotLock
from core.revisions import save_edit, status_of
from meetings import permissions, services
from meetings.forms import ComingForm
from meetings.getters import get_meeting_or_404
from meetings.links import find_asked
from meetings.models import Meeting, MeetingAnswer
from meetings.services.answering import answer_of
from meetings.views.reading import has_others, own_form, read_own, show_meeting
from outbox.cards import comes_back
from participation.getters import get_me, get_member_or_404
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404
from projects.models import Member

THANKS = {
    "coming": gettext_lazy("Thank you. Good that you are coming."),
    "remote": gettext_lazy("Thank you. Good that you are joining."),
    "if": gettext_lazy(
        "Thank you for saying so. The people who run the project read it, and reply."
    ),
    "cannot": gettext_lazy("Thank you for telling us. You can change your answer until then."),
}


def thanks_for(form: ComingForm) -> str:
    """Thank somebody; a reply is promised where there is somebody to read the words."""
    says = form.cleaned_data["says"]
    return str(THANKS["cannot" if says == "if" and not form.readers else says])


@sensitive_post_parameters()
@access(*MEMBERS)
@never_cache
def meeting_answer(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Say whether one comes, or change it, on the page of the meeting."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    if request.method != "POST" or not permissions.is_open(meeting, now=timezone.now()):
        return _back_over(request, meeting)
    me = get_me(project)
    row = answer_of(meeting, me)
    form = own_form(request, row, read_own(row))
    if _keep(form, meeting, me):
        messages.success(request, thanks_for(form))
        return redirect(meeting)
    meeting = get_meeting_or_404(project, meeting_pk)
    return show_meeting(request, project, meeting, form=form)


@access(*MEMBERS)
def meeting_take_back(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Delete what one wrote, by POST; also when the meeting is over, was called off, or the project has ended."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    if request.method == "POST":
        row = answer_of(meeting, get_me(project))
        if row.pk and services.take_back_coming(row, now=timezone.now()):
            messages.success(request, _("What you wrote is deleted. Your answer stays."))
        else:
            messages.warning(request, _("There was nothing to delete."))
    return redirect(meeting)


def _back_over(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Go back to the meeting; whoever answers when it is too late reads that."""
    if request.method == "POST":
        verdict = permissions.is_open(meeting, now=timezone.now())
        messages.warning(request, verdict.reason)
    return redirect(meeting)


def _keep(form: ComingForm, meeting: Meeting, member: Member) -> bool:
    """Keep what a valid form says, of this meeting or of all in its series; what is in the way is an error of it."""
    now = timezone.now()

    def save() -> None:
        services.answer_meetings(
            meeting,
            member,
            said=form.said,
            is_for_all=form.cleaned_data.get("all_of_series", False),
            by=form.by,
            now=now,
        )

    try:
        return save_edit(form, save)
    except services.MeetingIsOver:
        form.add_error(None, _("It was called off meanwhile, or is over. Nothing was changed."))
    except services.MeetingWasMoved:
        form.show_as_it_is()
        words = _(
            "It was moved meanwhile. Look at the new day, hours and place, then send it again."
        )
        form.add_error(None, words)
    except services.NotHere:
        form.add_error(None, _("They are not here any more. Nothing was changed."))
    except CannotLock:
        words = _("We cannot keep these words safely now. Copy them, and try again later.")
        form.add_error("words", words)
    return False


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@comes_back
def meeting_answer_for(
    request: HttpRequest, slug: str, meeting_pk: int, member_pk: int
) -> HttpResponse:
    """Write down what somebody said who rang, wrote, or told a facilitator."""
    project = get_project_or_404(request.user, slug)
    meeting, member = get_meeting_or_404(project, meeting_pk), get_member_or_404(project, member_pk)
    require(permissions.can_answer_for(project, member))
    me = get_me(project)
    if me == member or not permissions.is_open(meeting, now=timezone.now()):
        return _back_over(request, meeting)
    row = answer_of(meeting, member)
    form = ComingForm(request.POST or None, row=row, by=me, has_series=has_others(meeting))
    if _keep(form, meeting, member):
        words = _("It is written down as what %(name)s said.")
        messages.success(request, words % {"name": member.known_as})
        return redirect(meeting)
    context: dict[str, Any] = {
        "project": project,
        "tab": "meetings",
        "meeting": meeting,
        "member": member,
        "row": row if row.pk and row.is_current else None,
        "form": form,
    }
    return render(request, "meetings/meeting_answer_for.html", context, status=status_of(form))


@sensitive_post_parameters()
@access(Visitor.ANYBODY, because="Whoever has the link in the email answers without signing in.")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_link(request: HttpRequest, meeting_token: str) -> HttpResponse:
    """Ask whether somebody comes; a button answers, because mail scanners open links. What they wrote is not shown."""
    found = find_asked(meeting_token)
    if found is None:
        return render(request, "meetings/meeting_link_gone.html", status=410)
    meeting, member = found
    if meeting.is_over(timezone.now()) or meeting.project.has_ended:
        return render(request, "meetings/meeting_link_over.html")
    row = answer_of(meeting, member)
    context: dict[str, Any] = {"meeting": meeting, "member": member, "row": row}
    if not meeting.is_open(timezone.now()):
        return render(request, "meetings/meeting_link.html", context)
    form = ComingForm(
        request.POST or None, row=row, is_by_link=True, has_series=has_others(meeting)
    )
    if _keep(form, meeting, member):
        context["thanks"] = thanks_for(form)
        context["row"] = MeetingAnswer.objects.get(meeting=meeting, member=member)
        return render(request, "meetings/meeting_link.html", context)
    context |= {"form": form, "meeting": find_asked(meeting_token)[0]}  # type: ignore[index]
    return render(request, "meetings/meeting_link.html", context, status=status_of(form))
