"""What the tests of rooms need: one that is open all day, what is said in it, and its end."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from meetings import services
from meetings.models import Meeting, MeetingRoom, RoomWords
from projects.models import Member, Project
from tests.gathering import a_meeting

SHARED = {"begins": time(0), "ends": time(23, 59)}


def meeting_today(project: Project, by: Member, *, now: datetime | None = None) -> Meeting:
    """Plan a meeting that takes the whole day."""
    return a_meeting(project, by, on=timezone.localdate(now), **SHARED)


def a_room(project: Project, by: Member, *, now: datetime | None = None) -> MeetingRoom:
    """Open a room that is open all day."""
    now = now or timezone.now()
    return services.open_room(meeting_today(project, by, now=now), by=by, now=now)


def say(room: MeetingRoom, words: str, *, now: datetime | None = None, **more: Any) -> None:
    """Say something in a room."""
    key = more.pop("sent_key", None) or uuid4()
    services.seal_in_room(room, words=words, sent_key=key, now=now or timezone.now())


def read_out(room: MeetingRoom, *words: str, now: datetime | None = None) -> list[RoomWords]:
    """Say these words, end the room and read it out; return what facilitators look at, as it was typed."""
    now = now or timezone.now()
    for one in words:
        say(room, one, now=now)
    services.end_room(room, now=now)
    services.read_out_room(room, now=max(now, room.meeting.over_at))
    return sorted(RoomWords.objects.filter(room=room), key=lambda row: row.text)


def after(room: MeetingRoom) -> datetime:
    """Return when a room has just ended by itself."""
    return room.ends_at + timedelta(seconds=1)


def it_is_over(room: MeetingRoom) -> None:
    """Let the meeting of a room have ended now."""
    Meeting.objects.filter(pk=room.meeting_id).update(over_at=timezone.now())
