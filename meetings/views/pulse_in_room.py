"""The part of a room's page for phones on which people say how the meeting was for them."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ballots.keys import KeyIsAway
from core.once import SentOtherwise
from meetings import services
from meetings.forms import UnsignedPulseForm
from meetings.models import MeetingRoom, Pulse

#: What the address of a room's page asks for, to show this part.
HOW = "how"


def pulse_in(room: MeetingRoom, *, on: date) -> Pulse | None:
    """Return the pulse of the meeting of a room, while it takes answers."""
    rows = Pulse.objects.taking_answers(on=on).select_related("seal", "places")
    return rows.filter(meeting=room.meeting).first()


def say_how_it_was(request: HttpRequest, room: MeetingRoom) -> HttpResponse:
    """Take in how it was for somebody in the room, without their name; never more than people were there."""
    today = timezone.localdate()
    pulse = pulse_in(room, on=today)
    form = UnsignedPulseForm(request.POST if request.method == "POST" else None)
    if pulse is None and request.method != "POST":
        return redirect(request.path)
    try:
        if pulse is None:
            raise services.PulseIsClosed
        if _take_in(form, pulse, on=today):
            return redirect(f"{request.path}?said={HOW}")
    except services.PulseIsClosed:
        context = {"room": room, "typed": form}
        return render(request, "meetings/room_unsent.html", context, status=409)
    context = {"room": room, "pulse": pulse, "form": form}
    return render(request, "meetings/room_pulse.html", context)


def _take_in(form: UnsignedPulseForm, pulse: Pulse, *, on: date) -> bool:
    """
    Seal what a valid form says; return whether it was. What is in the way is an error of the form.

    :raises PulseIsClosed: when it takes no more answers.
    """
    if not form.is_valid():
        return False
    key = form.cleaned_data["sent_key"]
    try:
        services.add_unsigned_answer(pulse, form.said, way=services.ROOM, on=on, sent_key=key)
    except services.EverybodyAnswered as error:
        form.add_error(None, str(error))
    except SentOtherwise as error:
        form.renew_key()
        form.add_error(None, str(error))
    except KeyIsAway:
        words = _(
            "We cannot keep this safely just now. Your answers are still here. Please tell a facilitator."
        )
        form.add_error(None, words)
    else:
        return True
    return False
