"""How the services are called that lock a project, or a member, before they plan or answer a meeting."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from meetings import services as meetings
from meetings.models import Meeting, MeetingRoom, Pulse, RoomWords, Unasked
from meetings.services.pulse_closing import stop_asking
from meetings.services.pulses import follow_attendance
from meetings.services.rooms import end_rooms
from tests.factories import NOW
from tests.gathering import a_meeting, answer, plan_of
from tests.meetings.rooming import a_room, read_out, say


def _meeting(rows: Any) -> Meeting:
    return a_meeting(rows.project, rows.by, now=NOW)


def _change(rows: Any) -> Any:
    meeting, now = _meeting(rows), NOW
    return meetings.change_meeting(meeting, plan=plan_of(NOW), revision=1, by=rows.by, now=now)


def _note(rows: Any) -> Any:
    meeting = _meeting(rows)
    said = {"there": [], "others_there": 0, "words": "", "revision": 0, "by": rows.by}
    return meetings.note_meeting(meeting, **said, now=meeting.ends_at)


def _not_ready(rows: Any) -> None:
    meeting = _meeting(rows)
    meetings.set_ready(meeting, why="", by=rows.by, now=NOW)
    meetings.set_not_ready(meeting, by=rows.by, now=NOW)


def _pulse(rows: Any) -> Pulse:
    """The one that is open."""
    return Pulse.objects.get(meeting=rows.arguments["meeting_pk"])


def _open_pulse(rows: Any) -> Any:
    return meetings.open_pulse(_meeting(rows), now=NOW)


def _follow(rows: Any) -> None:
    pulse = _pulse(rows)
    follow_attendance(pulse.meeting, now=timezone.now())


_SAID = meetings.PulseSaid({"care": 4})
_ON, _NOW = timezone.localdate, timezone.now
OF_PULSES: dict[str, Callable[[Any], Any]] = {
    "meetings.add_unsigned_answer": lambda r: meetings.add_unsigned_answer(
        _pulse(r), _SAID, way="paper", on=_ON()
    ),
    "meetings.close_pulse": lambda r: meetings.close_pulse(_pulse(r), now=_NOW()),
    "meetings.follow_attendance": _follow,
    "meetings.stop_asking": lambda r: stop_asking(_pulse(r).meeting, now=_NOW()),
    "meetings.mark_answered": lambda r: meetings.mark_answered(
        _pulse(r), member=r.member, on=_ON()
    ),
    "meetings.send_pulse": lambda r: meetings.send_pulse(
        _pulse(r), member=r.member, said=_SAID, on=_ON()
    ),
}
#: Those that hold a pulse by the same function.
HOLD_PULSES = {"meetings.add_unsigned_answer", "meetings.mark_answered", "meetings.send_pulse"}
OF_UNASKED: dict[str, Callable[[Any], Any]] = {
    "meetings.settle_unasked": lambda r: meetings.settle_unasked(
        Unasked.objects.get(pk=r.arguments["unasked_pk"]), "whole", now=NOW
    ),
}
OF_PROJECTS: dict[str, Callable[[Any], Any]] = {
    "meetings.plan_meetings": lambda r: meetings.plan_meetings(
        r.project, plan=plan_of(NOW), by=r.by, sent_key=uuid4(), now=NOW
    ),
    "meetings.call_off_meeting": lambda r: meetings.call_off_meeting(
        _meeting(r), why="Jo is ill.", by=r.by, now=NOW
    ),
    "meetings.change_meeting": _change,
    "meetings.note_meeting": _note,
    "meetings.set_ready": lambda r: meetings.set_ready(_meeting(r), why="", by=r.by, now=NOW),
    "meetings.set_not_ready": lambda r: _not_ready(r),
}


def _opened(rows: Any) -> MeetingRoom:
    return a_room(rows.project, rows.by, now=NOW)


def _over(rows: Any) -> MeetingRoom:
    room = _opened(rows)
    meetings.end_room(room, now=NOW)
    return room


OF_MEETINGS: dict[str, Callable[[Any], Any]] = {
    "meetings.open_pulse": _open_pulse,
    "meetings.open_room": _opened,
}
OF_ROOMS: dict[str, Callable[[Any], Any]] = {
    "meetings.end_room": _over,
    "meetings.end_rooms": lambda r: end_rooms(_opened(r).meeting, now=NOW),
    "meetings.seal_in_room": lambda r: say(_opened(r), "Cold", now=NOW),
    "meetings.read_out_room": lambda r: meetings.read_out_room(_over(r), now=NOW),
}
OF_ROOM_WORDS: dict[str, Callable[[Any], Any]] = {
    "meetings.settle_room_words": lambda r: meetings.settle_room_words(
        read_out(_opened(r), "Cold", now=NOW)[0], "whole", by=r.by, now=NOW
    ),
}
OF_MEMBERS: dict[str, Callable[[Any], Any]] = {
    "meetings.answer_meetings": lambda r: meetings.answer_meetings(
        _meeting(r), r.member, said=meetings.Coming("coming"), now=NOW
    ),
    "meetings.confirm_attendance": lambda r: meetings.confirm_attendance(
        _meeting(r), r.member, was_there=True, now=NOW
    ),
    "meetings.take_back_coming": lambda r: meetings.take_back_coming(
        answer(_meeting(r), r.member, "if", "A lift", now=NOW), now=NOW
    ),
    "meetings.reply_to_answer": lambda r: meetings.reply_to_answer(
        answer(_meeting(r), r.member, "if", "A lift", now=NOW), words="Yes", by=r.by, now=NOW
    ),
}
#: What is locked -> who locks it.
LOCKS: dict[type[Model], dict[str, Callable[[Any], Any]]] = {
    Meeting: OF_MEETINGS,
    MeetingRoom: OF_ROOMS,
    Pulse: OF_PULSES,
    RoomWords: OF_ROOM_WORDS,
    Unasked: OF_UNASKED,
}
