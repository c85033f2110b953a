"""Plans meetings, moves them, calls them off, and tells those who are asked to come."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from core.ended import end_once
from core.once import find_sent, lock_row
from core.revisions import EditConflict
from core.standing import plain
from meetings.models import Meeting, MeetingAnswer, MeetingOutcome, Pulse
from meetings.services.pulse_closing import stop_asking
from meetings.services.rooms import end_rooms
from outbox.services import tell_members
from participation.models import Group
from projects.models import Member, MemberQuerySet, Project


class HasBegun(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody was at the meeting already, so it cannot be another day or place any more."""


@dataclass(frozen=True)
class Plan:
    """
    How a meeting is planned: the fields of :class:`Meeting`, and who is asked where that is not everybody.

    ``times``: how many meetings, each ``every_weeks`` after the other.
    """

    fields: dict[str, Any]
    groups: Collection[Group] = ()
    people: Collection[Member] = ()
    times: int = 1
    every_weeks: int = 1


@transaction.atomic
def plan_meetings(
    project: Project, *, plan: Plan, by: Member, sent_key: UUID | None = None, now: datetime
) -> Meeting:
    """
    Plan a meeting, or several, and ask people whether they come; return the first. The same form sent twice plans once.
    """
    if sent := find_sent(project.meetings.all(), sent_key, lock=project):
        return sent
    made = {"planned_by": by, "planned_at": now, "asked_at": now, "changed_at": now}
    series = uuid4() if plan.times > 1 else None
    meetings = [
        project.meetings.create(
            **{**plan.fields, "on": plan.fields["on"] + timedelta(weeks=number * plan.every_weeks)},
            **made,
            series=series,
            sent_key=None if number else sent_key,
        )
        for number in range(plan.times)
    ]
    for meeting in meetings:
        _name_who_is_asked(meeting, plan)
    first: Meeting = meetings[0]
    _tell(first, "meeting_asked", to=asked_members(first), by=by, until=meetings[-1].on, now=now)
    return first


def _name_who_is_asked(meeting: Meeting, plan: Plan) -> None:
    meeting.groups.set(plan.groups if meeting.asked == Meeting.Asked.GROUPS else ())
    meeting.people.set(plan.people if meeting.asked == Meeting.Asked.PEOPLE else ())


def asked_members(meeting: Meeting) -> MemberQuerySet:
    """Return who is asked to come, and takes part."""
    here = Member.objects.taking_part().filter(project=meeting.project_id)
    if meeting.asked == Meeting.Asked.GROUPS:
        groups = meeting.groups.all()
        belongs = Q(belongings__group__in=groups) | Q(speaks_for__group__in=groups)
        here = here.filter(pk__in=Member.objects.filter(belongs).values("pk"))
    elif meeting.asked == Meeting.Asked.PEOPLE:
        here = here.filter(asked_to=meeting)
    return here.order_by("pk")


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, plan: Plan, revision: int, by: Member, now: datetime
) -> bool:
    """
    Save how a meeting is planned now, and keep how it was.

    Other hours or another place ask everybody again. Another number or address to join is told to those who join from
    elsewhere. Whoever is asked now and was not before hears of it.

    :param meeting: with its fields as they are to be.
    :returns: whether it was kept: not when it was called off, or is over.
    :raises HasBegun: when it is moved though it was held; nothing is saved.
    :raises EditConflict: when somebody else changed it since ``revision``; nothing is saved.
    """
    lock_row(meeting.project)
    was = Meeting.objects.select_for_update().select_related("project").get(pk=meeting.pk)
    if not was.is_open(now):
        return False
    if _differ(was, meeting, Meeting.WHEN_AND_WHERE) and _was_held(was, now=now):
        raise HasBegun
    was_words, is_words = was.in_words, meeting.say(plan.groups, plan.people)
    if was_words == is_words and not _differ(was, meeting, Meeting.FIELDS):
        return True
    if was.revision != revision:
        raise EditConflict(was)
    asked_before = set(asked_members(was).values_list("pk", flat=True))
    is_moved = _differ(was, meeting, Meeting.WHEN_AND_WHERE)
    is_joined_otherwise = _differ(was, meeting, Meeting.TO_JOIN)
    meeting.moved, meeting.revision = was.moved + is_moved, was.revision + 1
    meeting.changed_at = now
    meeting.asked_at = now if is_moved else was.asked_at
    if is_moved:
        meeting.ready_at, meeting.ready_by, meeting.ready_why = None, None, ""
    ready = ("ready_at", "ready_by", "ready_why") if is_moved else ()
    mine = ("moved", "revision", "changed_at", "asked_at", "over_at")
    meeting.save(update_fields=[*Meeting.FIELDS, *mine, *ready])
    _name_who_is_asked(meeting, plan)
    meeting.changes.create(was=was_words, by=by, at=now)
    asked = set(asked_members(meeting).values_list("pk", flat=True))
    meeting.no_longer_asked.add(*(asked_before - asked))
    if is_moved:
        _tell(meeting, "meeting_moved", to=_concerned(meeting), by=by, now=now)
        return True
    if is_joined_otherwise:
        _tell(meeting, "meeting_joined", to=_who_joins(meeting), by=by, now=now)
    if new := asked - asked_before:
        rows = Member.objects.filter(pk__in=new).order_by("pk")
        _tell(meeting, "meeting_asked", to=rows, by=by, now=now)
    return True


def _was_held(meeting: Meeting, *, now: datetime) -> bool:
    """Whether it began, and somebody was there, people were asked how it was, or something came of it since."""
    came = MeetingOutcome.objects.filter(meeting=meeting)
    asked = Pulse.objects.filter(meeting=meeting)
    return meeting.starts_at <= now and (
        meeting.attendances.exists() or asked.exists() or came.exists()
    )


def _differ(was: Meeting, meeting: Meeting, names: Iterable[str]) -> bool:
    return any(plain(getattr(was, name)) != plain(getattr(meeting, name)) for name in names)


def _concerned(meeting: Meeting) -> MemberQuerySet:
    """Return who is asked, or was before, and whoever answered without being asked."""
    answered = MeetingAnswer.objects.filter(meeting=meeting).values("member")
    others = Q(pk__in=answered) | Q(pk__in=meeting.no_longer_asked.values("pk"))
    asked = asked_members(meeting).values("pk")
    here = Member.objects.taking_part().filter(project=meeting.project_id)
    return here.filter(others | Q(pk__in=asked)).order_by("pk")


def _who_joins(meeting: Meeting) -> MemberQuerySet:
    """Return who joins by phone or online: all who come, where nobody is in a room."""
    joins = MeetingAnswer.COMES if meeting.is_far else [MeetingAnswer.Says.REMOTE]
    rows = MeetingAnswer.objects.current().filter(meeting=meeting, says__in=joins)
    return Member.objects.filter(pk__in=rows.values("member")).order_by("pk")


@transaction.atomic
def call_off_meeting(meeting: Meeting, *, why: str, by: Member, now: datetime) -> None:
    """
    Call a meeting off, and tell everybody whom it concerns; what was called off before stays as it is.

    Its room ends, and nobody is asked any more how it was.

    :raises EndedBefore: when somebody else called it off meanwhile, with another reason.
    """
    lock_row(meeting.project)
    is_new = end_once(
        Meeting.objects.on(),
        meeting,
        words="called_off_why",
        called_off_at=now,
        called_off_by=by,
        called_off_why=why,
        changed_at=now,
        revision=F("revision") + 1,
    )
    if is_new:
        end_rooms(meeting, now=now)
        stop_asking(meeting, now=now)
        _tell(meeting, "meeting_called_off", to=_concerned(meeting), by=by, now=now)


def _tell(
    meeting: Meeting,
    kind: str,
    *,
    to: Iterable[Member],
    by: Member,
    until: date | None = None,
    now: datetime,
) -> None:
    """Tell people by their channel; what it says of the meeting is that of the row when it leaves."""
    is_for_all = meeting.asked == Meeting.Asked.EVERYBODY and kind != "meeting_joined"
    tell_members(
        event=f"{kind}:{meeting.pk}:{meeting.revision}",
        project=meeting.project,
        kind=f"{kind}_all" if is_for_all else kind,
        data={
            "meeting": meeting.pk,
            "by": by.known_as,
            "title": meeting.title,
            "on": meeting.on.isoformat(),
            "moved": meeting.moved,
            "is_series": until not in (None, meeting.on),
            "until": (until or meeting.on).isoformat(),
        },
        recipients=[one for one in to if one.pk != by.pk],
        asks=True,
        now=now,
    )
