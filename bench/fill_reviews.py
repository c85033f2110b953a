"""Adds reviews to the project of the benchmarks: 20 that closed, with answers of 500 members, words and lessons."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ballots.models import SealedPiece
from ballots.sealing import seal_up
from elements import services
from elements.models import Asked, Review, Words
from projects.models import Member, Project, Role

REVIEWS, WORDS, LESSONS = 20, 60, 3


@transaction.atomic
def fill_reviews(project: Project) -> None:
    """
    Open each review and close it through the services; the ballots in between are sealed all at once.

    One ballot at a time would take minutes here; `bench/run ratings` sends them one by one.
    """
    chance = random.Random(20)
    me = Member.objects.get(project=project, role=Role.FACILITATOR)
    for number in range(REVIEWS):
        opened = timezone.now() - timedelta(days=14 * (REVIEWS - number))
        review = services.open_review(
            project,
            title=f"Review {number + 1}",
            closes_on=timezone.localdate(opened) + timedelta(days=10),
            by=me,
            now=opened,
        )
        _answer(review, chance)
        services.close_review(review, now=opened + timedelta(days=11))
        for words in review.words.all():
            services.settle_words(words, Words.Outcome.WHOLE, now=opened + timedelta(days=12))
        for lesson in range(LESSONS):
            services.record_lesson(
                project,
                by=me,
                learned=f"Lesson {lesson + 1} of review {number + 1}: people wait more calmly.",
                source=review,
                now=opened + timedelta(days=12),
            )


def _answer(review: Review, chance: random.Random) -> None:
    asked = Asked.objects.filter(review=review)
    asked.update(has_answered=True)
    indicators = list(review.indicators.order_by("pk").values_list("pk", flat=True))
    elements = list(review.indicators.values_list("element", flat=True).order_by().distinct())
    pieces = []
    for place, row in enumerate(asked.select_related("member").order_by("pk")):
        words = {chance.choice([None, *elements]): f"Words {place}."} if place < WORDS else {}
        given = chance.choices(range(5), weights=[1, 2, 4, 6, 3], k=len(indicators))
        ballot = services.Ballot(dict(zip(indicators, given, strict=True)), words)
        content = ballot.sealed_as(role=row.member.role, is_on_paper=False)
        box = seal_up(content, bytes(review.seal.public_key))
        pieces.append(SealedPiece(seal=review.seal, box=box))
    SealedPiece.objects.bulk_create(pieces)
