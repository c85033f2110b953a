"""Plans meetings, moves them, calls them off, and tells those who are asked to come."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from core.ended import end_once
from core.once import find_sent, lock_row
from meetings.models import Meeting, MeetingAnswer
from outbox.services import tell_members
from participation.models import Group
from projects.models import Member, MemberQuerySet, Project


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
    others = [one.on.isoformat() for one in meetings[1:]]
    _tell(first, "meeting_asked", to=asked_members(first), by=by, others=others, now=now)
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
    Save how a meeting is planned now, and keep how it was. Other hours or another place ask everybody again; whoever is
    asked now and was not before hears of it, too.

    :param meeting: with its fields as they are to be.
    :returns: whether it was changed: not when it was called off.
    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    lock_row(meeting.project)
    was = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if was.is_called_off:
        return False
    asked_before = set(asked_members(was).values_list("pk", flat=True))
    is_moved = any(getattr(was, name) != getattr(meeting, name) for name in Meeting.WHEN_AND_WHERE)
    meeting.moved = was.moved + is_moved
    meeting.changed_at = now
    meeting.asked_at = now if is_moved else was.asked_at
    meeting.save_over(revision, [*Meeting.FIELDS, "moved", "changed_at", "asked_at"])
    _name_who_is_asked(meeting, plan)
    if was.in_words != meeting.in_words:
        meeting.changes.create(was=was.in_words, by=by, at=now)
    asked = asked_members(meeting)
    if is_moved:
        _tell(meeting, "meeting_moved", to=_concerned(meeting), by=by, now=now)
    elif new := asked.exclude(pk__in=asked_before):
        _tell(meeting, "meeting_asked", to=new, by=by, now=now)
    return True


def _concerned(meeting: Meeting) -> MemberQuerySet:
    """Return who is asked, and whoever answered without being asked."""
    answered = MeetingAnswer.objects.filter(meeting=meeting).values("member")
    others = Member.objects.taking_part().filter(pk__in=answered)
    return (asked_members(meeting) | others).distinct().order_by("pk")


@transaction.atomic
def call_off_meeting(meeting: Meeting, *, why: str, by: Member, now: datetime) -> None:
    """
    Call a meeting off, and tell everybody whom it concerns; what was called off before stays as it is.

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
        revision=meeting.revision + 1,
    )
    if is_new:
        _tell(meeting, "meeting_called_off", to=_concerned(meeting), by=by, now=now)


def _tell(
    meeting: Meeting,
    kind: str,
    *,
    to: Iterable[Member],
    by: Member,
    others: Collection[str] = (),
    now: datetime,
) -> None:
    """Tell people by their channel; what it says of the meeting is that of the row when it leaves."""
    everybody = meeting.asked == Meeting.Asked.EVERYBODY
    tell_members(
        event=f"{kind}:{meeting.pk}:{meeting.revision}",
        project=meeting.project,
        kind=f"{kind}_all" if everybody else kind,
        data={
            "meeting": meeting.pk,
            "by": by.known_as,
            "title": meeting.title,
            "on": meeting.on.isoformat(),
            "moved": meeting.moved,
            "others": list(others),
        },
        recipients=[one for one in to if one.pk != by.pk],
        asks=True,
        now=now,
    )
