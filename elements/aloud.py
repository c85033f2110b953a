"""What groups agreed on aloud, as the page of an element shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from ballots.disclosure import FEWEST
from elements.models import AloudAnswer, AloudRating
from elements.models.aloud import MOST_SHOWN
from projects.models import Member, Project, Role


@dataclass(frozen=True)
class Aloud:
    """
    The ratings of an element, the newest first; by the key of an indicator, what the newest one that has it says of it.
    ``has_more``: whether there are older ones that are not shown.
    """

    ratings: list[AloudRating]
    newest: Mapping[str, AloudAnswer]
    has_more: bool

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
    found = list(rows[: MOST_SHOWN + 1])
    for rating in found:
        rating.project = project
        if rating.meeting:
            rating.meeting.project = project
    newest = {row.indicator.key: row for rating in reversed(found) for row in _answers(rating)}
    return Aloud(found[:MOST_SHOWN], newest, len(found) > MOST_SHOWN)


def _answers(rating: AloudRating) -> list[AloudAnswer]:
    rows = list(rating.answers.all())
    for row in rows:
        row.rating = rating
    return rows


def is_too_small(project: Project) -> bool:
    """Whether fewer than five facilitators, or participants, take part: a review cannot show them apart."""
    members = Member.objects.filter(project=project).taking_part()
    counts = members.aggregate(
        facilitators=Count("pk", filter=Q(role=Role.FACILITATOR)),
        participants=Count("pk", filter=Q(role=Role.PARTICIPANT)),
    )
    return min(counts.values()) < FEWEST
