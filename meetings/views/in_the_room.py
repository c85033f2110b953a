"""Pages for the phones of people in a room: they type the code and say something, without signing in."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.views import connection
from ballots.keys import KeyIsAway
from ballots.sealing import TooLong
from core.access import Visitor, access
from core.locked_words import WordsAreLocked
from core.typed import names_nobody, takes_private_answers
from meetings import services
from meetings.forms import RoomSayForm, UnsignedPulseForm
from meetings.models import MeetingRoom
from meetings.room_codes import CODE, KEY, read_typed
from meetings.views.pulse_in_room import HOW, pulse_in, say_how_it_was

_BECAUSE = (
    "People in a room say something on their phones without signing in; the code is on the wall."
)


@names_nobody
@access(Visitor.ANYBODY, because=_BECAUSE)
@csrf_exempt  # A token would set a cookie. Nothing here is done in anybody's name.
@never_cache
@takes_private_answers
@require_http_methods(["GET", "HEAD", "POST"])
def room_enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a room, and lead there."""
    if request.method != "POST":
        return _private(render(request, "meetings/room_enter.html"))
    typed = request.POST.get("code", "")
    if not typed.strip():
        return _private(render(request, "meetings/room_enter.html", {"is_empty": True}))
    room = services.find_room(typed, connection=connection(request), now=timezone.now())
    return _not_found(request, typed=typed) if room is None else _into(room, typed=typed)


@names_nobody
@access(Visitor.ANYBODY, because=_BECAUSE)
@csrf_exempt
@never_cache
@takes_private_answers
@require_http_methods(["GET", "HEAD", "POST"])
def room_say(request: HttpRequest, room_code: str) -> HttpResponse:
    """Let somebody say something in a room, by its key; the code that people type leads to that."""
    room = services.find_room(room_code, connection=connection(request), now=timezone.now())
    if room is None:
        return _not_found(request, typed=room_code)
    is_sent = request.method == "POST"
    if not is_sent and len(read_typed(room_code)) == CODE and _key_of(room):
        return _into(room)
    if HOW in request.GET:
        return _private(say_how_it_was(request, room))
    context: dict[str, Any] = {"room": room, "pulse": pulse_in(room, on=timezone.localdate())}
    if not is_sent and "said" in request.GET:
        context["is_how"] = request.GET["said"] == HOW
        return _private(render(request, "meetings/room_thanks.html", context))
    form = RoomSayForm(request.POST if is_sent else None)
    try:
        if _seal(form, room):
            return _private(redirect(f"{request.path}?said"))
    except services.RoomHasEnded:
        return _not_found(request, typed=room_code)
    return _private(render(request, "meetings/room_say.html", {**context, "form": form}))


def _seal(form: RoomSayForm, room: MeetingRoom) -> bool:
    """
    Seal what a valid form says; return whether it was. What is in the way is an error of the form.

    :raises RoomHasEnded: when it ended meanwhile.
    """
    if not form.is_valid():
        return False
    try:
        services.seal_in_room(room, **form.cleaned_data, now=timezone.now())
    except services.TooMuchInRoom:
        words = _(
            "A lot was said in this room in the last hour, so we take no more just now. Your words are still here. Try"
            " again after the next full hour, or tell a facilitator."
        )
    except TooLong:
        words = _("This is too long to be sealed. Make it shorter, or say it in two parts.")
    except KeyIsAway:
        words = _(
            "We cannot keep this safely just now. Your words are still here. Please tell a facilitator."
        )
    else:
        return True
    form.add_error(None, words)
    return False


def _into(room: MeetingRoom, *, typed: str = "") -> HttpResponse:
    """Lead into a room by its key, which no number of wrong codes can close; by the code, while that is away."""
    key = _key_of(room) or read_typed(typed)
    return _private(redirect(reverse("meetings:room_say", args=[key])))


def _key_of(room: MeetingRoom) -> str:
    with suppress(WordsAreLocked):
        return room.key
    return ""


def _not_found(request: HttpRequest, *, typed: str = "") -> HttpResponse:
    """
    Say that a code leads nowhere, in the same words for a wrong one, one of a room that has ended, and one too many.

    What somebody was saying is given back, for them to copy.
    """
    if _is_from_a_room(request, typed):
        is_how = HOW in request.GET
        form: Any = UnsignedPulseForm(request.POST) if is_how else RoomSayForm(request.POST)
        context = {"typed" if is_how else "words": form if is_how else form["words"].value()}
        return _private(render(request, "meetings/room_unsent.html", context, status=404))
    context = {"typed": typed[:100], "is_wrong": True, "has_sent": "said" in request.GET}
    return _private(render(request, "meetings/room_enter.html", context, status=404))


def _is_from_a_room(request: HttpRequest, typed: str) -> bool:
    """
    Whether something came from the page of a room, which may have ended: nothing that another site sent is shown here.

    Its key went with it, so only the length can be looked at; and browsers say where a form comes from.
    """
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    is_typed = "words" in request.POST or HOW in request.GET
    return (
        request.method == "POST" and is_typed and is_ours and len(read_typed(typed)) in (CODE, KEY)
    )


def _private(answer: HttpResponse) -> HttpResponse:
    """Let no cache keep it, and tell no other site the address."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
