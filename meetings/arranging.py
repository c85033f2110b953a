"""What is to be arranged for a meeting: what people wrote about coming, and what those who come need."""

from dataclasses import dataclass

from meetings.models import Meeting, MeetingAnswer
from participation.needs_of import NeedsOf, needs_of
from projects.models import Member


@dataclass(frozen=True)
class ToArrange:
    """Whoever comes or would come, whose words wait for a reply, and who needs something; never what it is."""

    members: list[Member]
    in_the_room: list[Member]
    to_reply: list[MeetingAnswer]
    needs: list[NeedsOf]

    @property
    def open_needs(self) -> list[NeedsOf]:
        return [one for one in self.needs if one.is_open]

    @property
    def is_open(self) -> bool:
        return bool(self.to_reply or self.open_needs)


def what_is_open(meeting: Meeting) -> ToArrange:
    """Return what is to be arranged for those who come to a meeting, or would."""
    rows = MeetingAnswer.objects.current().filter(meeting=meeting).select_related("member")
    rows = rows.exclude(says=MeetingAnswer.Says.CANNOT).order_by("member__known_as", "pk")
    members = [row.member for row in rows]
    in_the_room = [row.member for row in rows if row.says == MeetingAnswer.Says.COMING]
    waiting = MeetingAnswer.objects.to_reply().filter(meeting=meeting).select_related("member")
    to_reply = list(waiting.order_by("member__known_as", "pk"))
    return ToArrange(members, in_the_room, to_reply, needs_of(members))
