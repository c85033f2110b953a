"""What groups agreed on aloud, as the page of an element shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from elements.models import AloudAnswer, AloudRating
from elements.models.aloud import MOST_SHOWN
from projects.models import Member, Project, Role

#: With so many of both, a review can show facilitators and participants apart.
ENOUGH = 5


@dataclass(frozen=True)
class Aloud:
    """The ratings of an element, the newest first; by the key of an indicator, what the newest one says of it."""

    ratings: list[AloudRating]
    newest: Mapping[str, AloudAnswer]

    @property
    def earlier(self) -> list[AloudRating]:
        return self.ratings[1:]


def aloud_of(project: Project, element_key: str) -> Aloud:
    """Return how a group rated an element aloud, in two queries at most."""
    answers = AloudAnswer.objects.select_related("indicator").order_by("indicator__position", "pk")
    rows = project.aloud_ratings.filter(element__key=element_key)
    rows = rows.select_related("meeting", "written_by").prefetch_related(
        Prefetch("answers", answers)
    )
    found = list(rows[:MOST_SHOWN])
    for rating in found:
        rating.project = project
        if rating.meeting:
            rating.meeting.project = project
    newest = {row.indicator.key: row for row in found[0].answers.all()} if found else {}
    return Aloud(found, newest)


def is_too_small(project: Project) -> bool:
    """Whether fewer than five facilitators, or participants, take part: a review cannot show them apart."""
    members = Member.objects.filter(project=project).taking_part()
    counts = members.aggregate(
        facilitators=Count("pk", filter=Q(role=Role.FACILITATOR)),
        participants=Count("pk", filter=Q(role=Role.PARTICIPANT)),
    )
    return min(counts.values()) < ENOUGH
