"""What is published of a review: counted once when it closes, and never again (docs/adr/0082)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from ballots.counted import OF_FIVE_OR_MORE, SAYS_WHAT_ITS_LEVEL_SAYS, CountedAnswers
from elements.models.framework import Indicator
from elements.models.reviews import Review


class ResultQuerySet(models.QuerySet["Result"]):
    """Adjectives for results."""

    def in_order(self) -> "ResultQuerySet":
        """In the order of the framework, facilitators before participants."""
        return self.order_by("indicator__element__position", "indicator__position", "who")

    def shown(self) -> "ResultQuerySet":
        """Keep those that say something."""
        return self.exclude(level=Result.Level.HIDDEN)

    def before(self, *, day: date) -> "ResultQuerySet":
        """Keep the results of reviews whose last day was before a day."""
        return self.filter(review__closes_on__lt=day)


class Result(CountedAnswers):
    """The answers to an indicator, as far as they can be shown without showing whose they are."""

    class Who(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        FACILITATORS = "facilitators", _("facilitators")
        PARTICIPANTS = "participants", _("participants")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="results")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="results")
    who = models.CharField(max_length=12, choices=Who)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "indicator", "who"], name="result_once"),
            models.CheckConstraint(
                condition=SAYS_WHAT_ITS_LEVEL_SAYS, name="result_shows_what_its_level_says"
            ),
            models.CheckConstraint(condition=OF_FIVE_OR_MORE, name="result_of_five_or_more"),
        ]

    def __str__(self) -> str:
        return f"result {self.pk}"

    @property
    def published(self) -> tuple[object, ...]:
        """Whose answers, how far they may be shown, and every number of them: two that say the same are equal."""
        return (self.who, self.level, *self.counts, self.up, self.down)
