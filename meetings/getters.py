"""The ways to a meeting, and what its page shows of who comes."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import get_object_or_404

from meetings.models import Meeting, MeetingAnswer
from meetings.services import asked_members
from projects.models import Member, Project

#: So many names are shown of each list.
MOST = 100


def get_meeting_or_404(project: Project, pk: int) -> Meeting:
    """
    Return a meeting of the project.

    :raises Http404: when there is none.
    """
    rows = Meeting.objects.select_related("planned_by", "called_off_by")
    meeting = get_object_or_404(rows, project=project, pk=pk)
    meeting.project = project
    return meeting


@dataclass
class WhoComes:
    """
    Who comes to a meeting, by what they say; for facilitators also who cannot, and of whom we haven't heard.

    ``brought``: how many come along with somebody, who brings one person each.
    """

    said: dict[str, list[MeetingAnswer]] = field(default_factory=lambda: defaultdict(list))
    not_heard: list[Member] = field(default_factory=list)
    not_heard_count: int = 0
    asked_count: int = 0

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
    def brought(self) -> int:
        return sum(row.brings_somebody for row in (*self.coming, *self.remote))

    @property
    def in_the_room(self) -> int:
        """How many chairs it takes."""
        return len(self.coming) + sum(row.brings_somebody for row in self.coming)


def who_comes(meeting: Meeting, *, is_facilitator: bool) -> WhoComes:
    """Return who comes; those who cannot, or would with something, for facilitators alone."""
    answers = MeetingAnswer.objects.current().filter(meeting=meeting)
    if not is_facilitator:
        answers = answers.coming()
    found = WhoComes()
    for row in answers.select_related("member").order_by("member__known_as", "pk"):
        found.said[row.says].append(row)
    if is_facilitator:
        asked = asked_members(meeting)
        silent = asked.exclude(pk__in=answers.values("member"))
        found.asked_count, found.not_heard_count = asked.count(), silent.count()
        found.not_heard = list(silent.order_by("known_as", "pk")[:MOST])
    return found


def list_meetings(project: Project, *, me: int | None, on: Any) -> dict[str, Any]:
    """Return the meetings to come, each with what the viewer answered; and the last ones that were."""
    coming = list(project.meetings.from_day(on).order_by("on", "begins", "pk")[:MOST])
    past = list(project.meetings.before_day(on).order_by("-on", "-begins", "-pk")[: MOST + 1])
    answers = MeetingAnswer.objects.filter(meeting__in=coming, member=me) if me else []
    mine = {row.meeting_id: row for row in answers}
    return {
        "coming": [(row, _said(row, mine.get(row.pk))) for row in coming],
        "past": past[:MOST],
        "has_more": len(past) > MOST,
    }


def _said(meeting: Meeting, answer: MeetingAnswer | None) -> MeetingAnswer | None:
    """Return what was answered to a meeting as it is planned now."""
    return answer if answer and answer.moved == meeting.moved else None
