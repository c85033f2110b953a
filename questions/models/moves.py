"""What came of what people said: decisions, steps and changes that rest on it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from questions.models.contributions import Contribution


class ContributionMoveQuerySet(models.QuerySet["ContributionMove"]):
    """Adjectives for moves."""

    def linked(self) -> "ContributionMoveQuerySet":
        """Keep those whose link was not taken away; what they lead to may be over."""
        return self.filter(undone_at=None)

    def counting(self) -> "ContributionMoveQuerySet":
        """Keep those that are so today: linked, and to what still counts."""
        return self.linked().filter(over_at=None)


class ContributionMove(models.Model):
    """
    One thing that came of what somebody said; it is only ever added, and undone in view.

    Written by the app that makes the link (a decision rests on it, a step comes from it), in the same transaction.
    ``address`` leads to the row there, and ``title`` names it as it was called then. ``over_at``: what it led to
    counts no longer (a decision was withdrawn, a step dropped); it was so, and the link stays. ``project`` is that of
    the contribution: the list of what came of all of them is read by an index that begins with it.
    """

    class What(models.TextChoices):
        DISCUSSED = "discussed", _("Discussed")
        DECIDED = "decided", _("Decided")
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        NOTICED = "noticed", _("Noticed")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="moves")
    what = models.CharField(max_length=9, choices=What)
    address = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    over_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ContributionMoveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") & ~Q(title=""), name="contribution_move_leads_somewhere"
            ),
            models.UniqueConstraint(
                fields=["contribution", "what", "address"],
                condition=Q(undone_at=None),
                name="contribution_moved_once",
            ),
        ]
        indexes = [
            models.Index(fields=["contribution", "at", "id"], name="contribution_move_by_day"),
            models.Index(
                fields=["project", "at", "id"],
                condition=Q(undone_at=None, over_at=None),
                name="contribution_move_counting",
            ),
            # What was said behind one thing, and whether anything was.
            models.Index(fields=["address"], name="contribution_move_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Be of the project of what was said."""
        if self.project_id is None:
            self.project_id = self.contribution.project_id
        super().save(*args, **kwargs)
