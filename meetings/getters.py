"""The ways to a meeting, and what its page shows of who comes."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from core.pages import page_by_key
from meetings.models import Attendance, Meeting, MeetingAnswer, MeetingNotes, MeetingRoom, Pulse
from meetings.services import asked_members
from projects.models import Member, Project
from projects.people_field import FoundPeople, find_people

#: So many meetings are listed that are still to come.
MOST = 100
#: So many names are shown of each list; with more, anybody can be looked for by name.
MOST_NAMES = 25


def get_meeting_or_404(project: Project, pk: int) -> Meeting:
    """
    Return a meeting of the project, and whether it ``has_rooms``.

    :raises Http404: when there is none.
    """
    rooms = MeetingRoom.objects.filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.select_related("planned_by", "called_off_by")
    rows = rows.annotate(has_rooms=Exists(rooms))
    meeting = get_object_or_404(rows, project=project, pk=pk)
    meeting.project = project
    return meeting


def get_pulse_or_404(project: Project, meeting_pk: int) -> Pulse:
    """
    Return the pulse of a meeting of the project.

    :raises Http404: when there is none.
    """
    rows = Pulse.objects.select_related("meeting", "seal", "places")
    pulse = get_object_or_404(rows, project=project, meeting=meeting_pk)
    pulse.project = pulse.meeting.project = project
    return pulse


@dataclass
class WhoComes:
    """
    Who comes to a meeting, by what they say; for facilitators also who cannot, of whom we haven't heard, and who was
    not asked. ``earlier``: what people wrote about how it was planned before, and nobody replied to. ``found``: who was
    looked for by name, where there are more people than are shown; else None.
    """

    said: dict[str, list[MeetingAnswer]] = field(default_factory=lambda: defaultdict(list))
    earlier: list[MeetingAnswer] = field(default_factory=list)
    not_heard: list[Member] = field(default_factory=list)
    not_heard_count: int = 0
    answered: list[Member] = field(default_factory=list)
    not_asked: list[Member] = field(default_factory=list)
    asked_count: int = 0
    found: FoundPeople | None = None

    @property
    def coming(self) -> list[MeetingAnswer]:
        return self.said[MeetingAnswer.Says.COMING.value]

    @property
    def remote(self) -> list[MeetingAnswer]:
        return self.said[MeetingAnswer.Says.REMOTE.value]

    @property
    def would_come(self) -> list[MeetingAnswer]:
        return self.said[MeetingAnswer.Says.IF.value]

    @property
    def cannot(self) -> list[MeetingAnswer]:
        return self.said[MeetingAnswer.Says.CANNOT.value]

    @property
    def in_the_room(self) -> int:
        """How many chairs it takes: each brings one person at most."""
        return len(self.coming) + sum(row.brings_somebody for row in self.coming)


def who_comes(meeting: Meeting, *, is_facilitator: bool, words: str = "") -> WhoComes:
    """
    Return who comes; those who cannot, or would with something, for facilitators alone.

    :param words: the part of a name by which a facilitator looks for somebody.
    """
    answers = MeetingAnswer.objects.current().filter(meeting=meeting)
    if not is_facilitator:
        answers = answers.coming()
    found = WhoComes()
    for row in answers.select_related("member").order_by("member__known_as", "pk"):
        found.said[row.says].append(row)
    if is_facilitator:
        _add_who_is_missing(found, meeting)
        _add_who_is_looked_for(found, meeting, words)
    return found


def _add_who_is_missing(found: WhoComes, meeting: Meeting) -> None:
    rows = [row for some in found.said.values() for row in some]
    answered = {row.member_id for row in rows}
    by_name = sorted((row.member for row in rows), key=lambda one: (one.known_as, one.pk))
    found.answered = by_name[:MOST_NAMES]
    asked = asked_members(meeting)
    members = list(asked.order_by("known_as", "pk").only("pk", "known_as"))
    silent = [member for member in members if member.pk not in answered]
    found.asked_count, found.not_heard_count = len(members), len(silent)
    found.not_heard = silent[:MOST_NAMES]
    if meeting.moved:
        earlier = MeetingAnswer.objects.to_reply().filter(meeting=meeting, moved__lt=meeting.moved)
        found.earlier = list(earlier.select_related("member").order_by("member__known_as", "pk"))
    if meeting.asked != Meeting.Asked.EVERYBODY:
        others = Member.objects.taking_part().filter(project=meeting.project_id)
        others = others.exclude(pk__in=answered).exclude(pk__in=asked.values("pk"))
        found.not_asked = list(others.order_by("known_as", "pk")[:MOST_NAMES])


def _add_who_is_looked_for(found: WhoComes, meeting: Meeting, words: str) -> None:
    """Let anybody be found by name, where a list may be shorter than the people whom it is about."""
    shown = (found.not_heard, found.answered, found.not_asked)
    if words or any(len(names) == MOST_NAMES for names in shown):
        here = Member.objects.taking_part().filter(project=meeting.project_id)
        found.found = find_people(here, words, name="who", is_single=True)


def list_meetings(
    project: Project, *, me: int | None, now: datetime, after: str = "", before: str = ""
) -> dict[str, Any]:
    """
    Return the meetings that are not over, each with what the viewer answered; and a page of those that were.

    :param after: of the page: the meeting on which the one before it ends; ``before``: the one with which the next
        begins.
    """
    rows = project.meetings.all()
    coming = list(rows.not_over(now=now).order_by("on", "begins", "pk")[:MOST])
    counted = rows.filter(over_at__lte=now).annotate(there=_there())
    keys = ("on", "begins", "pk")
    past = page_by_key(counted, key=keys, after=after, before=before, descending=True)
    answers = MeetingAnswer.objects.filter(meeting__in=coming, member=me) if me else []
    mine = {row.meeting_id: row for row in answers}
    return {
        "coming": [(row, _said(row, mine.get(row.pk))) for row in coming],
        "past": past.rows,
        "pages": past.addresses(("after", "before"), "#past"),
    }


@dataclass(frozen=True)
class HowItWas:
    """What is known of a meeting that was held: who was there, by name, how many others, and the notes."""

    there: list[Member]
    others: int = 0
    notes: MeetingNotes | None = None
    mine: Attendance | None = None

    @property
    def count(self) -> int:
        return len(self.there) + self.others


def how_it_was(meeting: Meeting, *, me: int | None) -> HowItWas:
    """Return who was there, and the notes; and what is kept of the viewer."""
    rows = list(
        meeting.attendances.select_related("member", "noted_by").order_by("member__known_as", "pk")
    )
    notes = MeetingNotes.objects.select_related("by").filter(meeting=meeting).first()
    return HowItWas(
        there=[row.member for row in rows if row.was_there],
        others=notes.others_there if notes else 0,
        notes=notes,
        mine=next((row for row in rows if me and row.member_id == me), None),
    )


def _there() -> Any:
    """Return how many were at each meeting, members and others."""
    rows = Attendance.objects.was_there().filter(meeting=OuterRef("pk")).order_by()
    members = rows.values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(members), 0) + Coalesce(F("notes__others_there"), 0)


def _said(meeting: Meeting, answer: MeetingAnswer | None) -> MeetingAnswer | None:
    """Return what was answered to a meeting as it is planned now."""
    return answer if answer and answer.moved == meeting.moved else None
