"""Meetings: planned for everybody, and answered."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from meetings import services
from meetings.models import Meeting, MeetingAnswer
from meetings.services.answering import answer_of
from participation.services import name_facilitators
from projects.models import Member, Project

#: How a meeting is planned, where a test does not say it.
FIELDS = {
    "title": "At the night shelter",
    "why": "We meet where people are who come in for warmth.",
    "where": "place",
    "begins": time(18),
    "ends": time(19, 30),
    "place": "Night shelter, 4 Mill Lane. No steps.",
    "phone": "01632 960 007, then 4411",
    "link": "",
    "agenda": "- Hear from Pauline\n- Look at the recliners",
    "connect_minutes": 20,
    "before": "",
    "in_return": "£12 an hour",
    "asked": "everybody",
}


def plan_of(now: Any = None, **fields: Any) -> services.Plan:
    """Return the plan of a meeting a week after ``now``."""
    more = {name: fields.pop(name) for name in ("groups", "people", "times") if name in fields}
    day = timezone.localdate(now) + timedelta(days=7)
    return services.Plan(fields={**FIELDS, "on": day, **fields}, **more)


def a_meeting(project: Project, by: Member, *, now: Any = None, **fields: Any) -> Meeting:
    """Plan a meeting."""
    now = now or timezone.now()
    return services.plan_meetings(project, plan=plan_of(now, **fields), by=by, now=now)


def answer(
    meeting: Meeting,
    member: Member,
    says: str = "coming",
    words: str | None = None,
    *,
    now: Any = None,
    **more: Any,
) -> MeetingAnswer:
    """Let a member answer; all who run the project are named as readers of what they write."""
    by = more.pop("by", None)
    readers = [one.pk for one in name_facilitators(member.project, but=member)]
    said = services.Coming(says, words=words, readers=readers, **more)
    services.answer_meetings(meeting, member, said=said, by=by, now=now or timezone.now())
    return answer_of(meeting, member)
