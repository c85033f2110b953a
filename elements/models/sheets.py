"""Sheets: a review on paper. Each has a number that counts once, and nothing says who got which (docs/adr/0092)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from elements.models.reviews import Review
from projects.models import Role

#: Letters and digits that nobody mixes up when they are written by hand or read aloud.
SIGNS = "ABCDEFHJKMNPRTUVWXY3479"
HALF = 4
NUMBER_LENGTH = 2 * HALF


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Adjectives for sheets."""

    def come_in(self) -> "SheetQuerySet":
        """Keep those whose answers were typed in."""
        return self.filter(is_in=True)


class Sheet(models.Model):
    """
    A printed review. ``number`` counts once; ``is_in`` says that its answers were typed in.

    It leads to no person and holds no time. Each sheet that comes in rewrites all sheets of its review, so that their
    order on the disk does not say which came last.
    """

    #: Cleaned with the ballots, see :mod:`ballots.cleaning`.
    is_of_a_ballot = True

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sheets")
    number = models.CharField(_("number of the sheet"), max_length=NUMBER_LENGTH, unique=True)
    role = models.CharField(_("who fills it in"), max_length=12, choices=Role)
    is_in = models.BooleanField(default=False, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="sheet_role_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(number=""), name="sheet_has_number"),
        ]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """The number in two halves, as it stands on the paper."""
        return f"{self.number[:HALF]}-{self.number[HALF:]}"
