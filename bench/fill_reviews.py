"""Adds reviews to the project of the benchmarks: 20 that closed, with answers of 500 members, words and lessons."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ballots.services import shuffle_rows
from elements import services
from elements.models import Asked, Review, Tally, Words
from projects.models import Member, Project, Role

REVIEWS, WORDS, LESSONS = 20, 60, 3


@transaction.atomic
def fill_reviews(project: Project) -> None:
    """
    Open each review and close it through the services; the ballots in between are counted at once.

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
            services.settle_words(words, Words.Outcome.WHOLE)
        for lesson in range(LESSONS):
            services.record_lesson(
                project,
                by=me,
                learned=f"Lesson {lesson + 1} of review {number + 1}: people wait more calmly.",
                source=review,
                now=opened + timedelta(days=12),
            )


def _answer(review: Review, chance: random.Random) -> None:
    Asked.objects.filter(review=review).update(has_answered=True)
    people = {role.value: review.asked.filter(member__role=role).count() for role in Role}
    tallies = list(Tally.objects.filter(review=review).order_by("indicator", "role", "answer"))
    for first in range(0, len(tallies), 5):
        of_indicator = tallies[first : first + 5]
        for _person in range(people[of_indicator[0].role]):
            chance.choices(of_indicator, weights=[1, 2, 4, 6, 3])[0].count += 1
    Tally.objects.bulk_update(tallies, ["count"], batch_size=200)
    elements = list(review.indicators.values_list("element", flat=True).order_by().distinct())
    shuffle_rows(
        Words.objects.filter(review=review),
        [
            Words(review=review, element_id=chance.choice([None, *elements]), text=f"Words {n}.")
            for n in range(WORDS)
        ],
    )
