"""Closed reviews in which people answered what a test says."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from elements.models import Review
from elements.services import Ballot, close_review, send_answers
from projects.models import Role
from tests import factories

DAY, NOW = factories.DAY, factories.NOW
#: One answer to all, or answers by the key of the indicator; under "" stands the one to all others. None leaves out.
Answers = int | None | Mapping[str, int | None]


def review_of(
    project,
    *,
    facilitators: Sequence[Answers] = (),
    participants: Sequence[Answers] = (),
    words=(),
    day=DAY,
    title: str = "Review",
    **more,
) -> Review:
    """Close a review in which each person gave these answers, facilitators first."""
    people = [
        (factories.MemberFactory(project=project, role=role), answers)
        for role, given in [(Role.FACILITATOR, facilitators), (Role.PARTICIPANT, participants)]
        for answers in given
    ]
    now = NOW + (day - DAY)
    review = factories.ReviewFactory(
        project=project, title=title, closes_on=day + timedelta(days=14), now=now, **more
    )
    indicators = review.asked_indicators()
    for place, (member, answers) in enumerate(people):
        texts = {words[place][0]: words[place][1]} if place < len(words) else {}
        given = {row.pk: answer for row in indicators if (answer := _answer(answers, row.key))}
        send_answers(review, member=member, ballot=Ballot(answers=given, words=texts), on=day)
    close_review(review, now=now + timedelta(days=14))
    review.refresh_from_db()
    return review


def _answer(answers: Answers, key: str) -> int | None:
    return answers.get(key, answers.get("")) if isinstance(answers, Mapping) else answers
