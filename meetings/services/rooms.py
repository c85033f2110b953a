"""Opens the room of a meeting, lets people in, seals what they say, ends it and reads it out (docs/adr/0166)."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ballots.services import look_into, make_seal, open_seal, put_in
from core.background import wake
from core.once import lock_row
from meetings import tasks
from meetings.models import Meeting, MeetingRoom, RoomWords
from meetings.models.rooms import AFTER, BEFORE
from meetings.room_codes import CODE, KEY, code_of, draw_key, hash_of, hashes_of, read_typed
from meetings.room_limits import count_said, count_wrong, may_try_code
from projects.models import Member

logger = logging.getLogger(__name__)
#: So often another key is drawn, where a code is in use.
_DRAWS = 20


class NotTheDay(Exception):  # noqa: N818 - it is what happened, not a fault
    """The meeting is not near, is over for long, was called off, or the project has ended: it can have no room."""


class RoomHasEnded(Exception):  # noqa: N818
    """The room has ended before it could be said."""


class TooMuchInRoom(Exception):  # noqa: N818
    """Too much was said in this room in this hour."""


def can_have_room(meeting: Meeting, *, now: datetime) -> bool:
    """Whether a room can be open: from two hours before the meeting until two hours after it."""
    if meeting.is_called_off or meeting.project.has_ended:
        return False
    return meeting.starts_at - BEFORE <= now < meeting.ends_at + AFTER


@transaction.atomic
def open_room(meeting: Meeting, *, by: Member, now: datetime) -> MeetingRoom:
    """
    Open the room of a meeting, with a new code; where one is open, return that.

    :raises NotTheDay: when it can have none now.
    :raises CannotLock: when its key cannot be kept now.
    :raises KeyCannotBeStored: when nothing could be sealed in it.
    """
    lock_row(meeting)
    held = Meeting.objects.select_related("project").get(pk=meeting.pk)
    if not can_have_room(held, now=now):
        raise NotTheDay
    room = held.rooms.filter(ended_at=None).first()
    if room is not None and room.on == held.on:
        return room
    if room is not None:
        # It was moved since: the room of the other day is over, and is read out with the next tick.
        room.end(now=now)
    new = MeetingRoom(project=held.project, meeting=held, on=held.on, opened_by=by, opened_at=now)
    new.take_key(_new_key())
    new.seal = make_seal()
    new.save()
    return new


def _new_key() -> str:
    """Return a key whose code leads to no room that is open."""
    for _n in range(_DRAWS):
        key = draw_key()
        if not MeetingRoom.objects.filter(code_hash=hash_of(code_of(key))).exists():
            return key
    raise RuntimeError("All codes of rooms are in use.")


@transaction.atomic
def end_room(room: MeetingRoom, *, now: datetime) -> bool:
    """End a room before it ends by itself, and wake the worker that reads it out; return whether it was open."""
    held = MeetingRoom.objects.select_for_update(of=("self",)).get(pk=room.pk)
    if held.ended_at is not None:
        return False
    held.end(now=now)
    wake(tasks.read_out_rooms)
    return True


@transaction.atomic
def end_rooms(meeting: Meeting, *, now: datetime) -> None:
    """End the room of a meeting that is called off; what was said in it stays sealed until its day is over."""
    for room in meeting.rooms.select_for_update().filter(ended_at=None):
        room.end(now=now)


def find_room(typed: str, *, connection: str, now: datetime) -> MeetingRoom | None:
    """
    Return the open room to which a code leads that somebody types, or a key; None for everything else, also after many
    wrong codes.

    :param connection: the IP address; what is counted of it names it to nobody, and goes within a day.
    """
    read = read_typed(typed)
    if len(read) == KEY:
        return _open_room(now, key_hash__in=hashes_of(read))
    if len(read) != CODE or not may_try_code(connection=connection, now=now):
        return None
    room = _open_room(now, code_hash__in=hashes_of(read))
    if room is None:
        count_wrong(connection=connection, now=now)
    return room


def _open_room(now: datetime, **found_by: list[str]) -> MeetingRoom | None:
    rows = MeetingRoom.objects.open(now=now).select_related("meeting__project", "project")
    return rows.filter(**found_by).first()


@transaction.atomic
def seal_in_room(room: MeetingRoom, *, words: str, sent_key: UUID | None, now: datetime) -> None:
    """
    Seal what somebody says in a room. The same form twice is once. Nothing else is written but how much was said.

    :raises RoomHasEnded: when it is over.
    :raises TooMuchInRoom: when too much was said in it in this hour.
    :raises TooLong, KeyIsAway: as :func:`ballots.services.put_in`.
    """
    rows = MeetingRoom.objects.select_related("seal", "meeting__project")
    held = rows.select_for_update(of=("self",)).get(pk=room.pk)
    if held.seal is None or not held.is_open(now):
        raise RoomHasEnded
    key = str(sent_key) if sent_key else ""
    sent = {"words": words, "key": key}
    if key and sent in look_into(held.seal):
        return
    if not count_said(held, now=now):
        raise TooMuchInRoom
    put_in(held.seal, sent)


@transaction.atomic
def read_out_room(room: MeetingRoom, *, now: datetime) -> int:
    """
    Open all that was said in a room that is over, in an order of chance, for facilitators to look at; return how much.

    Two workers at once: one does it. A room that is open still, or whose meeting is not over, is left as it is.

    :raises KeyIsAway: when there is something to read and no key.
    """
    rows = MeetingRoom.objects.select_related("seal", "meeting__project")
    held = rows.select_for_update(of=("self",)).get(pk=room.pk)
    if held.seal is None or not held.can_be_read_out(now):
        return 0
    opened = open_seal(held.seal)
    if opened.unread:
        logger.error("%s pieces said in a room could not be read.", opened.unread)
    RoomWords.objects.bulk_create(
        RoomWords(room=held, text=said["words"]) for said in opened.contents
    )
    held.seal, held.read_out_at, held.unread = None, now, opened.unread
    held.end(now=now)
    return len(opened.contents)
