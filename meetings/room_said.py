"""What the page of a meeting shows of its room, and what is asked of facilitators when it has ended."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.below import first_of
from core.dates import long_date
from core.locked_words import WordsAreLocked
from core.offers import Ask
from meetings.models import MeetingRoom, RoomWords
from meetings.models.rooms import LOOKED_AT_WITHIN
from meetings.services import can_have_room
from outbox.due import Due
from projects.known import Known
from projects.models import Project
from questions.models import Contribution

#: So many of the things that were said in the room are shown on the page of the meeting.
MOST = 20


@dataclass
class InTheRoom:
    """
    The room of a meeting. ``open``: the one that is open, with ``phone``, the address of its page for phones;
    ``can_open``: whether one can be opened. Of those that have ended: how much was ``said``, is shown, is left out, is
    ``waiting``, with the room ``to_look`` in, and ``unread``; ``is_sealed``: a room is not read out yet.

    For members alone: ``phone``, what is ``shown``, and why something is ``left_out``.
    """

    open: MeetingRoom | None = None
    phone: str = ""
    can_open: bool = False
    has_ended: bool = False
    is_sealed: bool = False
    to_look: MeetingRoom | None = None
    said: int = 0
    shown: list[Contribution] = field(default_factory=list)
    shown_count: int = 0
    hidden_count: int = 0
    left_out: list[RoomWords] = field(default_factory=list)
    left_out_count: int = 0
    waiting: int = 0
    unread: int = 0


def in_the_room(meeting: Any, *, can_read: bool, now: datetime) -> InTheRoom:
    """
    Return what there is of the room of a meeting that :func:`meetings.getters.get_meeting_or_404` found.

    :param can_read: whether who looks at it reads what people say (:func:`questions.permissions.can_read`).
    """
    found = InTheRoom()
    rooms = list(meeting.rooms.all()) if meeting.has_rooms else []
    for room in rooms:
        room.meeting = meeting
        if room.is_open(now):
            found.open, found.phone = room, _phone(room) if can_read else ""
        else:
            found.has_ended = True
            found.is_sealed |= room.read_out_at is None
            found.unread += room.unread
    found.can_open = found.open is None and can_have_room(meeting, now=now)
    if any(room.read_out_at for room in rooms):
        _add_what_was_said(found, rooms)
    if not can_read:
        found.shown, found.left_out = [], []
    return found


def _phone(room: MeetingRoom) -> str:
    with suppress(WordsAreLocked):
        return reverse("meetings:room_say", args=[room.key])
    return ""


def _add_what_was_said(found: InTheRoom, rooms: list[MeetingRoom]) -> None:
    by_pk = {room.pk: room for room in rooms}
    rows = RoomWords.objects.filter(room__in=rooms).select_related("contribution")
    for row in rows.order_by("pk").defer("text"):
        if row.is_shown and not _is_in_sight(row):
            found.hidden_count += 1
        elif row.is_shown:
            found.shown_count += 1
            if row.contribution and len(found.shown) < MOST:
                found.shown.append(row.contribution)
        elif row.outcome == RoomWords.Outcome.LEFT_OUT:
            found.left_out_count += 1
            found.left_out.append(row)
        else:
            found.waiting += 1
            found.to_look = by_pk[row.room_id]
    found.said = (
        found.shown_count + found.hidden_count + found.left_out_count + found.waiting + found.unread
    )


def _is_in_sight(row: RoomWords) -> bool:
    """Whether everybody reads it still: it was not hidden, set aside or taken away since."""
    said = row.contribution
    return said is not None and not said.words_set_aside and not said.is_taken_back


def find_room_of(said: Contribution) -> tuple[str, str] | None:
    """Return at which meeting something was said in the room, in words and as an address; None when it was not."""
    rows = RoomWords.objects.filter(contribution=said).select_related("room__meeting")
    if (row := rows.defer("text").first()) is None:
        return None
    row.room.meeting.project = said.project
    words = _("Said in the room, at the meeting of %(day)s") % {"day": long_date(row.room.on)}
    return words, row.room.meeting.get_absolute_url()


def room_facts() -> dict[str, Any]:
    """Return the first room of a project with something that nobody has looked at, and how much that is."""
    waiting = RoomWords.objects.to_look_at()
    rooms = MeetingRoom.objects.filter(pk__in=waiting.values("room")).order_by("on", "pk")
    first = rooms.filter(project=OuterRef("pk"))
    # Seen from its words, the project is one query further out.
    of_words = rooms.filter(project=OuterRef(OuterRef("pk"))).values("pk")[:1]
    words = waiting.filter(room=Subquery(of_words)).order_by()
    counted = words.values("room").annotate(n=Count("pk")).values("n")
    return {
        "room_to_look": first_of(first, pk="pk", title="meeting__title", on="on"),
        "room_words": Coalesce(Subquery(counted), 0),
    }


def asked_to_look(known: Known, project: Project) -> list[Ask]:
    """Ask a facilitator to look at what was said in a room."""
    found, count = known.of(project)["room_to_look"], known.of(project)["room_words"]
    if found is None or project.has_ended:
        return []
    title = ngettext(
        "%(n)d thing to look at that was said in the room, at “%(title)s”",
        "%(n)d things to look at that were said in the room, at “%(title)s”",
        count,
    )
    look_by = date.fromisoformat(found["on"]) + LOOKED_AT_WITHIN
    return [
        Ask(
            title=title % {"n": count, "title": found["title"]},
            text=_("Look for names by %(day)s. Until then nobody else can read any of it.")
            % {"day": long_date(look_by)},
            url=reverse("meetings:room_look", args=[project.slug, found["pk"]]),
            action=_("Look at what was said"),
            small=project.name,
            is_late=look_by < known.on,
            order=10,
        )
    ]


def _to_look() -> QuerySet[Any]:
    rows = MeetingRoom.objects.filter(pk__in=RoomWords.objects.to_look_at().values("room"))
    rows = rows.filter(project__state=Project.State.RUNNING)
    # PostgreSQL adds days to a date and has a moment.
    moment = ExpressionWrapper(F("on") + LOOKED_AT_WITHIN, output_field=DateTimeField())
    rows = rows.select_related("project", "meeting__project")
    return rows.annotate(looked_at_by=Cast(moment, DateField()))


LOOK = Due(
    "room-words",
    rows=_to_look,
    day="looked_at_by",
    made="read_out_at",
    owner="",
    title=lambda row: (
        _("Look at what was said in the room, at “%(title)s”") % {"title": row.meeting.title}
    ),
    url=lambda row: reverse("meetings:room_look", args=[row.project.slug, row.pk]),
)
