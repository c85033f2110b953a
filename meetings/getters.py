"""The ways to a meeting, and what its page shows of who comes."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from core.pages import begin_list, page_by_key
from core.prepared import Hole, Prepared, moment, number
from meetings.models import (
    Attendance,
    Meeting,
    MeetingAnswer,
    MeetingChange,
    MeetingNotes,
    MeetingOutcome,
    MeetingRoom,
    Pulse,
)
from meetings.services import asked_members
from projects.models import Member, Project
from projects.people_field import FoundPeople, find_people

#: So many meetings are listed that are still to come.
MOST = 100
#: So many names are shown of each list; with more, anybody can be looked for by name.
MOST_NAMES = 25


def get_meeting_or_404(project: Project, pk: int) -> Meeting:
    """
    Return a meeting of the project, and whether it ``has_rooms``, ``has_changes`` and ``has_outcomes``.

    :raises Http404: when there is none.
    """
    return _found(_MEETING, project, pk)


def get_whole_meeting_or_404(project: Project, pk: int) -> Meeting:
    """
    Return the same with its notes and its pulse, for a page that shows all of it.

    :raises Http404: when there is none.
    """
    return _found(_WHOLE, project, pk)


def _found(query: Prepared, project: Project, pk: int) -> Meeting:
    meeting: Meeting | None = query.first(project=project.pk, pk=pk)
    if meeting is None:
        raise Http404
    meeting.project = project
    return meeting


def _meeting(*joined: str) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(project=number("project"), pk=number("pk"))
    of_it = {"meeting": OuterRef("pk")}
    return rows.select_related("planned_by", "called_off_by", *joined).annotate(
        has_rooms=Exists(MeetingRoom.objects.filter(**of_it)),
        has_changes=Exists(MeetingChange.objects.filter(**of_it)),
        has_outcomes=Exists(MeetingOutcome.objects.filter(**of_it)),
    )


_MEETING = Prepared(_meeting)
_WHOLE = Prepared(lambda: _meeting("notes__by", "pulse__seal", "pulse__places"))


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
    def coming_names(self) -> list[str]:
        return [row.member.known_as for row in self.coming]

    @property
    def remote_names(self) -> list[str]:
        return [row.member.known_as for row in self.remote]

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
    found = WhoComes()
    for row in _ANSWERS.all(meeting=meeting.pk):
        if is_facilitator or row.comes:
            found.said[row.says].append(row)
    if is_facilitator:
        _add_who_is_missing(found, meeting)
        _add_who_is_looked_for(found, meeting, words)
    return found


#: Who answered, with the name alone: there are as many of them as people in a large project.
_ANSWERS = Prepared(
    lambda: (
        MeetingAnswer.objects.current()
        .filter(meeting=number("meeting"))
        .select_related("member")
        .only("says", "brings_somebody", "words_locked", "replied_at", "member__known_as")
        .order_by("member__known_as", "pk")
    )
)


def _add_who_is_missing(found: WhoComes, meeting: Meeting) -> None:
    rows = [row for some in found.said.values() for row in some]
    answered = {row.member_id for row in rows}
    by_name = sorted((row.member for row in rows), key=lambda one: (one.known_as, one.pk))
    found.answered = by_name[:MOST_NAMES]
    asked = asked_members(meeting)
    is_open_to_all = meeting.asked == Meeting.Asked.EVERYBODY
    names = _NAMES.all(project=meeting.project_id) if is_open_to_all else list(_names(asked))
    silent = [(pk, name) for pk, name in names if pk not in answered]
    found.asked_count, found.not_heard_count = len(names), len(silent)
    found.not_heard = [Member(pk=pk, known_as=name) for pk, name in silent[:MOST_NAMES]]
    if meeting.moved:
        earlier = MeetingAnswer.objects.to_reply().filter(meeting=meeting, moved__lt=meeting.moved)
        found.earlier = list(earlier.select_related("member").order_by("member__known_as", "pk"))
    if not is_open_to_all:
        others = Member.objects.taking_part().filter(project=meeting.project_id)
        others = others.exclude(pk__in=answered).exclude(pk__in=asked.values("pk"))
        found.not_asked = list(others.order_by("known_as", "pk")[:MOST_NAMES])


def _names(rows: QuerySet[Member]) -> QuerySet[Member, tuple[int, str]]:
    return rows.order_by("known_as", "pk").values_list("pk", "known_as")


_NAMES = Prepared(lambda: _names(Member.objects.taking_part().filter(project=number("project"))))


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
    coming = _COMING.all(project=project.pk, now=now)
    past = page_by_key(
        _past(project.pk, now),
        key=_BY_DAY,
        after=after,
        before=before,
        descending=True,
        first=partial(_PAST.all, project=project.pk, now=now),
    )
    for row in (*coming, *past.rows):
        row.project = project
    answers = _MINE.all(project=project.pk, now=now, me=me) if me else []
    mine = {row.meeting_id: row for row in answers}
    return {
        "coming": [(row, _said(row, mine.get(row.pk))) for row in coming],
        "past": past.rows,
        "pages": past.addresses(("after", "before"), "#past"),
    }


_BY_DAY = ("on", "begins", "pk")


def _past(project: int | Hole, now: datetime | Hole) -> QuerySet[Meeting]:
    return Meeting.objects.filter(project=project, over_at__lte=now).annotate(there=_there())


def _coming() -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(project=number("project")).not_over(now=moment("now"))
    return rows.order_by(*_BY_DAY)[:MOST]


_COMING = Prepared(_coming)
_PAST = Prepared(
    lambda: begin_list(_past(number("project"), moment("now")), _BY_DAY, descending=True)
)
_MINE = Prepared(
    lambda: MeetingAnswer.objects.filter(
        member=number("me"), meeting__project=number("project"), meeting__over_at__gt=moment("now")
    ).only("meeting", "moved", "says", "brings_somebody")
)


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
    rows = _ATTENDANCES.all(meeting=meeting.pk)
    notes: MeetingNotes | None = getattr(meeting, "notes", None)
    return HowItWas(
        there=[row.member for row in rows if row.was_there],
        others=notes.others_there if notes else 0,
        notes=notes,
        mine=next((row for row in rows if me and row.member_id == me), None),
    )


#: Who was there, with the name alone, and who wrote it down: ``noted_by_name``.
_ATTENDANCES = Prepared(
    lambda: (
        Attendance.objects.filter(meeting=number("meeting"))
        .select_related("member")
        .annotate(noted_by_name=F("noted_by__known_as"))
        .only("was_there", "is_own_word", "member__known_as")
        .order_by("member__known_as", "pk")
    )
)


def _there() -> Any:
    """Return how many were at each meeting, members and others."""
    rows = Attendance.objects.was_there().filter(meeting=OuterRef("pk")).order_by()
    members = rows.values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(members), 0) + Coalesce(F("notes__others_there"), 0)


def _said(meeting: Meeting, answer: MeetingAnswer | None) -> MeetingAnswer | None:
    """Return what was answered to a meeting as it is planned now."""
    return answer if answer and answer.moved == meeting.moved else None
