"""Pages on which people read when and how we meet, and who comes."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from core.access import access
from core.locked_words import WordsAreLocked
from core.prepared import Prepared, number
from core.revisions import status_of
from meetings import permissions
from meetings.forms import ComingForm
from meetings.getters import (
    get_whole_meeting_or_404,
    how_it_was,
    list_meetings,
    who_comes,
)
from meetings.how_it_felt import pulse_of
from meetings.models import Meeting, MeetingAnswer, MeetingChange
from meetings.outcomes import CameOf, what_came_of, what_to_add
from meetings.room_said import in_the_room
from meetings.services import AnswerRead, read_answer
from meetings.services.pulses import OPENS_WITHIN
from participation.models import OF_MEETINGS, NamedReader, PrivateReading
from participation.private import readings_of
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404
from projects.models import Member, Project
from questions.permissions import can_read


@access(*PROJECT_READERS)
def meeting_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show when we meet next, and when we met."""
    project = get_project_or_404(request.user, slug)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    me, now = project.viewer.member_id, timezone.now()
    context = {
        "project": project,
        "tab": "meetings",
        "can_plan": permissions.can_plan(project),
        **list_meetings(project, me=me, now=now, after=after, before=before),
    }
    return render(request, "meetings/meeting_list.html", context)


@access(*PROJECT_READERS)
@never_cache
def meeting_detail(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Show a meeting: what it is for, how to get there, who comes; and ask whether one comes."""
    project = get_project_or_404(request.user, slug)
    return show_meeting(request, project, get_whole_meeting_or_404(project, meeting_pk))


def show_meeting(
    request: HttpRequest, project: Project, meeting: Any, *, form: ComingForm | None = None
) -> HttpResponse:
    """
    Show a meeting that :func:`meetings.getters.get_meeting_or_404` found, or :func:`get_whole_meeting_or_404`, with
    which it asks less; ``form``: an answer that could not be kept.
    """
    now = timezone.now()
    context: dict[str, Any] = {
        "project": project,
        "tab": "meetings",
        "meeting": meeting,
        "is_open": bool(permissions.is_open(meeting, now=now)),
        "is_over": meeting.is_over(now),
        **_who(meeting, project, now=now, words=request.GET.get("who", "")),
        **_came_of(meeting, project, now=now),
        "room": in_the_room(meeting, can_read=bool(can_read(project)), now=now),
        "changes": _CHANGES.all(meeting=meeting.pk) if meeting.has_changes else [],
        "can_plan": permissions.can_plan(project),
        **_own(request, project, meeting, form),
    }
    return render(request, "meetings/meeting_detail.html", context, status=status_of(form))


_CHANGES = Prepared(
    lambda: MeetingChange.objects.filter(meeting=number("meeting")).select_related("by")
)


def _who(meeting: Meeting, project: Project, *, now: datetime, words: str) -> dict[str, Any]:
    """Return who comes, until it is over; and who was there, once it has begun."""
    found: dict[str, Any] = {}
    if not (meeting.is_over(now) or meeting.is_called_off):
        is_facilitator = project.viewer.is_facilitator
        found["who"] = who_comes(meeting, is_facilitator=is_facilitator, words=words)
    found["can_note"] = permissions.can_note(project)
    if meeting.is_called_off:
        found["felt"] = pulse_of(meeting, project.viewer, members_there=None)
    if not permissions.was_held(meeting, now=now):
        return found
    how = how_it_was(meeting, me=project.viewer.member_id)
    there = len(how.there) if how.notes else None
    return {
        **found,
        "how": how,
        "felt": pulse_of(meeting, project.viewer, members_there=there),
        "is_recent": now - OPENS_WITHIN < meeting.over_at,
    }


def _came_of(meeting: Any, project: Project, *, now: datetime) -> dict[str, Any]:
    """Return what came of a meeting, also of one that began and was called off then, and what can be added."""
    held = permissions.was_held(meeting, now=now)
    if not (held or meeting.is_called_off):
        return {}
    return {
        "came_of": what_came_of(meeting) if meeting.has_outcomes else CameOf([], has_others=False),
        "to_add": what_to_add(meeting) if held else [],
        "can_take_away": permissions.can_take_outcome_away(project),
    }


def _own(
    request: HttpRequest, project: Project, meeting: Meeting, form: ComingForm | None
) -> dict[str, Any]:
    """Return what the viewer answered, opened, and the form with which they do."""
    row = _answer(project, meeting)
    if row is None:
        return {}
    read = read_own(row)
    if form is None and meeting.is_open(timezone.now()):
        form = own_form(request, row, read)
    return {
        "mine": row if row.pk and row.is_current else None,
        "before": row if row.pk and not row.is_current else None,
        "row": row,
        "readings": list(readings_of(row.member, OF_MEETINGS)) if row.has_readings else [],
        "read": read,
        "readers": [one.known_as for one in _who_reads(row)] if row.words_locked else [],
        "form": form,
    }


def _answer(project: Project, meeting: Meeting) -> Any:
    """
    Return what the viewer answered, or an empty answer; None for whoever is no member.

    It ``has_readings`` when somebody looked at what they wrote, about any meeting.
    """
    number_of_me = project.viewer.member_id
    if number_of_me is None:
        return None
    found: Any = _ANSWER.first(meeting=meeting.pk, me=number_of_me)
    if found is None:
        me = _ME.first(me=number_of_me)
        if me is None:
            return None
        found = MeetingAnswer(project=project, member=me)
        found.has_readings = me.has_readings
    found.meeting, found.member.project = meeting, project
    return found


def _readings(member: str) -> Exists:
    return Exists(PrivateReading.objects.filter(member=OuterRef(member), purpose=OF_MEETINGS))


_ME = Prepared(
    lambda: Member.objects.filter(pk=number("me")).annotate(has_readings=_readings("pk"))
)
_ANSWER = Prepared(
    lambda: (
        MeetingAnswer.objects.filter(meeting=number("meeting"), member=number("me"))
        .select_related("member", "replied_by", "entered_by")
        .annotate(has_readings=_readings("member"))
    )
)


def _who_reads(row: MeetingAnswer) -> QuerySet[Member]:
    """Return the facilitators who can read the words of an answer."""
    current = NamedReader.objects.current(OF_MEETINGS).filter(member=row.member)
    return row.readers.filter(pk__in=current.values("reader")).order_by("known_as", "pk")


def read_own(row: MeetingAnswer) -> AnswerRead | None:
    """Return one's own words with the reply; None when they are locked away now."""
    try:
        return read_answer(row)
    except WordsAreLocked:
        return None


def own_form(
    request: HttpRequest, row: MeetingAnswer, read: AnswerRead | None, **more: Any
) -> ComingForm:
    """Return the form with which a member answers for themselves."""
    return ComingForm(
        request.POST or None,
        row=row,
        words=read.words if read else None,
        has_series=has_others(row.meeting),
        **more,
    )


def has_others(meeting: Meeting) -> bool:
    """Whether others were planned with it that are still to come."""
    if meeting.series is None:
        return False
    others = Meeting.objects.to_come(now=timezone.now()).exclude(pk=meeting.pk)
    return others.filter(project=meeting.project_id, series=meeting.series).exists()
