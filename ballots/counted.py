"""What rows have that keep how many gave each answer, as far as it may be published (docs/adr/0082)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ballots.disclosure import FEWEST

EXACT = ["cannot_say", "not_at_all", "a_little", "mostly", "fully"]


def _all_null(names: list[str], is_null: bool) -> Q:
    return Q(**{f"{name}__isnull": is_null for name in names})


#: What the numbers of a row are, by its level; and that there are five or more.
SAYS_WHAT_ITS_LEVEL_SAYS = (
    (Q(level="exact") & _all_null([*EXACT, "up", "down"], False))
    | (Q(level="coarse") & _all_null(EXACT, True) & _all_null(["up", "down"], False))
    | (Q(level="hidden") & _all_null([*EXACT, "up", "down"], True))
)
OF_FIVE_OR_MORE = Q(level="hidden") | Q(up__gte=FEWEST - F("down"))


class CountedAnswers(models.Model):
    """
    The answers to one sentence, as far as they can be shown without showing whose they are.

    ``exact`` has the five counts; ``coarse`` only how many said "mostly" or "fully" (``up``) and how many
    did not (``down``, which includes "I can't say"); ``hidden`` nothing. An exact one has ``up`` and ``down`` too.
    """

    class Level(models.TextChoices):
        EXACT = "exact", _("each answer counted")
        COARSE = "coarse", _("counted in two parts")
        HIDDEN = "hidden", _("not shown")

    level = models.CharField(max_length=6, choices=Level)
    cannot_say = models.PositiveIntegerField(null=True)
    not_at_all = models.PositiveIntegerField(null=True)
    a_little = models.PositiveIntegerField(null=True)
    mostly = models.PositiveIntegerField(null=True)
    fully = models.PositiveIntegerField(null=True)
    up = models.PositiveIntegerField(null=True)
    down = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

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
    def counts(self) -> list[int | None]:
        """The counts from "not at all" to "fully", then "I can't say"."""
        return [self.not_at_all, self.a_little, self.mostly, self.fully, self.cannot_say]
