"""What is published of a review: counted once when it closes, and never again (docs/adr/0082)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elements.models.framework import Indicator
from elements.models.reviews import Review

_EXACT = ["cannot_say", "not_at_all", "a_little", "mostly", "fully"]


def _all_null(names: list[str], is_null: bool) -> Q:
    return Q(**{f"{name}__isnull": is_null for name in names})


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


class Result(models.Model):
    """
    The answers to an indicator, as far as they can be shown without showing whose they are.

    ``exact`` has the five counts; ``coarse`` only how many said "mostly" or "fully" (``up``) and how many
    did not (``down``, which includes "I can't say"); ``hidden`` nothing. An exact one has ``up`` and ``down`` too.
    """

    class Who(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        FACILITATORS = "facilitators", _("facilitators")
        PARTICIPANTS = "participants", _("participants")

    class Level(models.TextChoices):
        EXACT = "exact", _("each answer counted")
        COARSE = "coarse", _("counted in two parts")
        HIDDEN = "hidden", _("not shown")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="results")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="results")
    who = models.CharField(max_length=12, choices=Who)
    level = models.CharField(max_length=6, choices=Level)
    cannot_say = models.PositiveIntegerField(null=True)
    not_at_all = models.PositiveIntegerField(null=True)
    a_little = models.PositiveIntegerField(null=True)
    mostly = models.PositiveIntegerField(null=True)
    fully = models.PositiveIntegerField(null=True)
    up = models.PositiveIntegerField(null=True)
    down = models.PositiveIntegerField(null=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "indicator", "who"], name="result_once"),
            models.CheckConstraint(
                condition=(Q(level="exact") & _all_null([*_EXACT, "up", "down"], False))
                | (Q(level="coarse") & _all_null(_EXACT, True) & _all_null(["up", "down"], False))
                | (Q(level="hidden") & _all_null([*_EXACT, "up", "down"], True)),
                name="result_shows_what_its_level_says",
            ),
            models.CheckConstraint(
                condition=Q(level="hidden") | Q(up__gte=5 - F("down")),
                name="result_of_five_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.pk}"

    @property
    def is_exact(self) -> bool:
        return self.level == self.Level.EXACT

    @property
    def is_shown(self) -> bool:
        return self.level != self.Level.HIDDEN

    @property
    def count(self) -> int:
        """How many answered; 0 where that is not shown."""
        return (self.up or 0) + (self.down or 0)

    @property
    def published(self) -> tuple[object, ...]:
        """Whose answers, how far they may be shown, and every number of them: two that say the same are equal."""
        return (self.who, self.level, *self.counts, self.up, self.down)

    @property
    def counts(self) -> list[int | None]:
        """The counts from "not at all" to "fully", then "I can't say"."""
        return [self.not_at_all, self.a_little, self.mostly, self.fully, self.cannot_say]
