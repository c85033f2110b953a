"""Writes down what a group agreed on when it rated an element together, aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core.once import find_sent
from elements.models import AloudAnswer, AloudRating, Element
from meetings.models import Meeting
from projects.models import Member, Project


@dataclass(frozen=True)
class SaidAloud:
    """What a group said of an indicator: one agreed answer or None, and what it did not agree about."""

    answer: int | None = None
    not_agreed: str = ""


@transaction.atomic
def write_aloud_rating(
    project: Project,
    element: Element,
    *,
    on: date,
    participant_count: int,
    facilitator_count: int,
    said: Mapping[int, SaidAloud],
    meeting: Meeting | None = None,
    by: Member,
    now: datetime,
    sent_key: UUID | None = None,
) -> AloudRating:
    """
    Write down what was agreed of an element; ``said`` is by the number of the indicator. A form sent twice: one rating.
    """
    if sent := find_sent(project.aloud_ratings.all(), sent_key, lock=project):
        return sent
    rating = project.aloud_ratings.create(
        element=element,
        on=on,
        meeting=meeting,
        participant_count=participant_count,
        facilitator_count=facilitator_count,
        written_by=by,
        written_at=now,
        sent_key=sent_key,
    )
    AloudAnswer.objects.bulk_create(
        AloudAnswer(
            rating=rating, indicator_id=indicator, answer=one.answer, not_agreed=one.not_agreed
        )
        for indicator, one in said.items()
    )
    return rating
