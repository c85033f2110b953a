"""What somebody says who is named among the makers of a decision, and was none."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from decisions.models.log import Decision, DecisionMaker
from projects.models import Member


class MakerObjectionQuerySet(models.QuerySet["MakerObjection"]):
    """Adjectives for objections."""

    def standing(self) -> "MakerObjectionQuerySet":
        """Keep those that were not taken back, by members whom the newest version still names."""
        named = DecisionMaker.objects.filter(
            version__current_of=OuterRef("decision"), member=OuterRef("member")
        )
        return self.filter(Exists(named), taken_back_at=None)


class MakerObjection(models.Model):
    """
    A member says that it was not so: they are named among the makers of a decision, and were none.

    Everybody who reads the decision reads it; it is only ever added and taken back. It is over when a newer version
    names them no more.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="objections")
    words = models.TextField(_("what was not so"), max_length=2000)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MakerObjectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "member"],
                condition=Q(taken_back_at=None),
                name="objection_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="objection_says_something",
                violation_error_message=_("Say what was not so."),
            ),
        ]

    def __str__(self) -> str:
        return self.words
