"""Pages on which people say how it was at a meeting, by themselves or on paper, and read how all meetings felt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ballots.answers import CHOICES
from ballots.keys import KeyCannotBeStored, KeyIsAway
from ballots.redaction import CannotTakeOut, RedactionForm
from core.access import access, require
from core.once import SentOtherwise
from core.revisions import save_edit, status_of
from core.typed import takes_private_answers
from meetings import permissions, services
from meetings.forms import PulseForm, UnsignedPulseForm
from meetings.getters import get_meeting_or_404, get_pulse_or_404
from meetings.how_it_felt import trend_of
from meetings.models import Pulse, Unasked
from participation.getters import get_me
from projects.access import MEMBERS, PROJECT_READERS, Who
from projects.getters import get_project_or_404
from projects.models import Project


@access(*PROJECT_READERS)
def pulse_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the meetings of a project felt, one after the other."""
    project = get_project_or_404(request.user, slug)
    context = {"project": project, "tab": "meetings", **trend_of(project)}
    return render(request, "meetings/pulse_list.html", context)


@access(*MEMBERS)
@takes_private_answers
def pulse_answer(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Say how it was, once; or that one has answered already, on paper or in the room."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    pulse = get_pulse_or_404(project, meeting_pk)
    me, today = get_me(project), timezone.localdate()
    row = pulse.asked.of_member(me.pk)
    is_in = row is not None and row.has_answered
    form = PulseForm(request.POST if request.method == "POST" else None)
    if pulse.is_closed and request.method != "POST":
        return redirect(pulse.get_absolute_url())
    is_open = pulse.takes_answers(on=today)
    if row is None or is_in or not is_open:
        return _over(request, project, pulse, form, is_in=is_in, is_open=is_open)
    has_already = request.method == "POST" and request.POST.get("go") == "already"
    status = status_of(form)
    if has_already or (request.method == "POST" and form.is_valid()):
        try:
            if has_already:
                services.mark_answered(pulse, member=me, on=today)
            else:
                services.send_pulse(pulse, member=me, said=form.said, on=today)
            return redirect(pulse.get_answer_url())
        except services.PulseIsClosed:
            return _over(request, project, pulse, form, is_in=False, is_open=False)
        except services.WasNotThere:
            return _over(request, project, pulse, form, is_in=False, is_open=True)
        except (services.EverybodyAnswered, KeyIsAway) as error:
            status = _refuse(form, error)
    context = {"project": project, "tab": "meetings", "pulse": pulse, "form": form}
    return render(request, "meetings/pulse_answer.html", context, status=status)


def _refuse(form: PulseForm, error: Exception) -> int:
    """Say in the form why an answer was not taken; return the status of the page."""
    if isinstance(error, KeyIsAway):
        words = _(
            "We cannot take your answer just now, because the key that opens it later is missing. What you typed is"
            " still here. Please tell a facilitator, and try again later."
        )
        form.add_error(None, words)
        return 503
    form.add_error(None, str(error))
    return 409


def _over(
    request: HttpRequest,
    project: Project,
    pulse: Pulse,
    form: PulseForm,
    *,
    is_in: bool,
    is_open: bool,
) -> HttpResponse:
    """Say that the answer is in, that it is too late, or why somebody is not asked; what was typed is shown again."""
    is_lost = request.method == "POST" and not is_in and request.POST.get("go") != "already"
    context = {
        "project": project,
        "tab": "meetings",
        "pulse": pulse,
        "is_open": is_open,
        "is_in": is_in,
        "typed": form if is_lost else None,
    }
    return render(request, "meetings/pulse_over.html", context, status=409 if is_lost else 200)


@access(Who.FACILITATOR)
def pulse_open(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Ask those who are in the room how it was, before the meeting is over, by POST; any other way leads to it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_note(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    if request.method != "POST":
        return redirect(meeting)
    try:
        if services.open_pulse(meeting, now=timezone.now(), is_ending=True):
            messages.success(request, _("Everybody who was there is asked now."))
        else:
            words = _(
                "Nobody was asked. First write down who was there. We ask when that were five people from the project,"
                " or more."
            )
            messages.warning(request, words)
    except KeyCannotBeStored:
        words = _("It cannot be asked now, because the answers could not be kept safely.")
        messages.error(request, words)
    return redirect(f"{meeting.get_absolute_url()}#pulse")


@access(Who.FACILITATOR)
def pulse_paper(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Show the questions of a meeting on a sheet to print, with room for the answers and nobody's name."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_note(project))
    pulse = get_pulse_or_404(project, meeting_pk)
    context = {
        "project": project,
        "pulse": pulse,
        "form": PulseForm(),
        "choices": [label for _value, label in CHOICES],
        "today": timezone.localdate(),
        "back_url": pulse.get_absolute_url(),
    }
    return render(request, "meetings/pulse_paper.html", context)


@access(Who.FACILITATOR)
@takes_private_answers
def pulse_type_in(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Type in a sheet that came back."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_note(project))
    pulse = get_pulse_or_404(project, meeting_pk)
    today = timezone.localdate()
    form = UnsignedPulseForm(request.POST if request.method == "POST" else None)
    is_open, status = pulse.takes_answers(on=today), status_of(form)
    if request.method == "POST" and is_open and form.is_valid():
        try:
            key = form.cleaned_data["sent_key"]
            services.add_unsigned_answer(
                pulse, form.said, way=services.PAPER, on=today, sent_key=key
            )
            messages.success(request, _("It is counted. Now shred the sheet, or put it away."))
            return redirect("meetings:pulse_type_in", slug, meeting_pk)
        except services.PulseIsClosed:
            is_open = False
        except SentOtherwise as error:
            form.renew_key()
            status = _refuse(form, error)
        except (services.EverybodyAnswered, KeyIsAway) as error:
            status = _refuse(form, error)
    context = {
        "project": project,
        "tab": "meetings",
        "pulse": pulse,
        "form": form,
        "is_open": is_open,
    }
    if not is_open and request.method == "POST":
        status = 409
    return render(request, "meetings/pulse_type_in.html", context, status=status)


@access(Who.FACILITATOR)
def pulse_close(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Close a pulse whose key is lost, by POST; any other way leads to the meeting."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_note(project))
    pulse = get_pulse_or_404(project, meeting_pk)
    if request.method == "POST" and not services.can_be_read(pulse):
        services.close_pulse(pulse, now=timezone.now(), without_answers=True)
        messages.success(request, _("It is closed. The answers that had come are lost."))
    return redirect(pulse.get_absolute_url())


@access(Who.FACILITATOR)
def unasked_look(request: HttpRequest, slug: str, unasked_pk: str) -> HttpResponse:
    """Look for names in what somebody says we should be asking, and say what others read."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_note(project))
    rows = Unasked.objects.select_related("pulse__meeting", "contribution")
    unasked = get_object_or_404(rows, pulse__project=project, pk=unasked_pk)
    meeting = unasked.pulse.meeting
    meeting.project = project
    form = RedactionForm(request.POST if request.method == "POST" else None, words=unasked)
    try:
        if save_edit(
            form, lambda: services.settle_unasked(unasked, **form.said, now=timezone.now())
        ):
            after = unasked.pulse.unasked.to_look_at().first()
            if after:
                return redirect("meetings:unasked_look", slug, after.pk)
            messages.success(request, _("Thank you. There is nothing left to look at."))
            return redirect(meeting)
    except CannotTakeOut as refusal:
        form.add_error("parts", str(refusal))
    context = {"project": project, "tab": "meetings", "unasked": unasked, "meeting": meeting}
    context["form"] = form
    return render(request, "meetings/unasked_look.html", context, status=status_of(form))
