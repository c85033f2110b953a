"""Pages on which facilitators open the room of a meeting, show its code on the wall, and look at what was said."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ballots.keys import KeyCannotBeStored
from ballots.redaction import CannotTakeOut
from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.revisions import save_edit, status_of
from meetings import permissions, services
from meetings.forms import RoomWordsForm
from meetings.getters import get_meeting_or_404
from meetings.models import MeetingRoom, RoomWords
from meetings.qr import qr_of
from meetings.room_codes import CODE, code_of
from participation.getters import get_me
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Member, Project


@access(Who.FACILITATOR)
def room_open(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Open the room of a meeting, by POST, and show its code; the one that is open, if there is one."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_run_room(project))
    meeting = get_meeting_or_404(project, meeting_pk)
    if request.method != "POST":
        return redirect(meeting)
    try:
        room = services.open_room(meeting, by=get_me(project), now=timezone.now())
    except services.NotTheDay:
        words = _(
            "The room can be open from two hours before the meeting until two hours after it."
        )
        messages.warning(request, words)
        return redirect(meeting)
    except (CannotLock, KeyCannotBeStored):
        words = _("The room cannot be opened now, because what is said could not be kept safely.")
        messages.error(request, words)
        return redirect(meeting)
    return redirect("meetings:room_show", slug, room.pk)


@access(Who.FACILITATOR)
@never_cache
def room_show(request: HttpRequest, slug: str, room_pk: int) -> HttpResponse:
    """Show the code of a room on the wall, for everybody who is there; nothing of what is said."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_run_room(project))
    room = _get_room_or_404(project, room_pk)
    if not room.is_open(timezone.now()):
        messages.warning(request, _("This room has ended. Its code does not work any more."))
        return redirect(room.meeting)
    try:
        key = room.key
    except WordsAreLocked:
        words = _("The code cannot be shown now. End the room, and open it again with a new code.")
        messages.warning(request, words)
        return redirect(room.meeting)
    code, half = code_of(key), CODE // 2
    address = f"{settings.SITE_URL}{reverse('meetings:room_say', args=[key])}"
    short = f"{settings.SITE_URL}{reverse('meetings:room_enter')}"
    context = {
        "project": project,
        "room": room,
        "code": (code[:half], code[half:]),
        "short": short.partition("://")[2].rstrip("/"),
        "picture": qr_of(address),
    }
    return render(request, "meetings/room_show.html", context)


@access(Who.FACILITATOR)
def room_end(request: HttpRequest, slug: str, room_pk: int) -> HttpResponse:
    """End a room now, by POST."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_run_room(project))
    room = _get_room_or_404(project, room_pk)
    if request.method == "POST":
        if services.end_room(room, now=timezone.now()):
            words = _(
                "The room has ended. When the meeting is over, you can look at what was said."
            )
            messages.success(request, words)
        else:
            messages.warning(request, _("It had ended already."))
    return redirect(room.meeting)


@access(Who.FACILITATOR)
def room_look(request: HttpRequest, slug: str, room_pk: int) -> HttpResponse:
    """Lead to the next thing that was said in a room and that nobody has looked at."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_look_in_room(project))
    return _next(request, _get_room_or_404(project, room_pk))


def _next(request: HttpRequest, room: MeetingRoom) -> HttpResponse:
    waiting = room.words.to_look_at().order_by("pk").first()
    if waiting is not None:
        return redirect("meetings:room_words", room.project.slug, waiting.pk)
    messages.success(request, _("Everything that was said in the room has been looked at."))
    return redirect(room.meeting)


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
def room_words(request: HttpRequest, slug: str, room_words_pk: str) -> HttpResponse:
    """Look for names in something that was said in a room, and say what everybody reads of it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_look_in_room(project))
    rows = RoomWords.objects.select_related("room__meeting", "contribution__project", "looked_by")
    words = get_object_or_404(rows, room__project=project, pk=room_words_pk)
    words.room.project = words.room.meeting.project = project
    if words.is_shown and request.method != "POST":
        return _shown(request, words)
    form = RoomWordsForm(request.POST or None, words=words)
    if _settle(form, words, by=get_me(project)):
        return _next(request, words.room)
    context = {"project": project, "tab": "meetings", "form": form, "words": words}
    context["left"] = words.room.words.to_look_at().count()
    return render(request, "meetings/room_words.html", context, status=status_of(form))


def _shown(request: HttpRequest, words: RoomWords) -> HttpResponse:
    """Lead to where everybody reads it: there it can be hidden, and names can be taken out."""
    found: Any = words.contribution or words.room.meeting
    messages.info(request, _("Everybody in the project can read it already. You can hide it here."))
    return redirect(found)


def _settle(form: RoomWordsForm, words: RoomWords, *, by: Member) -> bool:
    """Settle what a valid form says; return whether it was. What is in the way is an error of the form."""

    def save() -> None:
        services.settle_room_words(words, **form.said, by=by, now=timezone.now())

    try:
        return save_edit(form, save)
    except CannotTakeOut as refusal:
        form.add_error("parts", str(refusal))
    except services.IsShownAlready:
        shown = _("Somebody else has shown it meanwhile. You can hide it among what people said.")
        form.add_error(None, shown)
    except services.IsForgotten:
        form.add_error(None, _("The words were deleted four weeks after the meeting."))
    return False


def _get_room_or_404(project: Project, pk: int) -> MeetingRoom:
    room = get_object_or_404(MeetingRoom.objects.select_related("meeting"), project=project, pk=pk)
    room.project = room.meeting.project = project
    return room
