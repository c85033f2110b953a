"""A project ends, and may be opened again: each time with who did it, when and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Member, Project


class TurnQuerySet(models.QuerySet["Turn"]):
    """Adjectives for turns."""

    def newest_first(self) -> "TurnQuerySet":
        return self.order_by("-at", "-pk")


class Turn(models.Model):
    """The project came to its end, or was opened again. Rows are only added."""

    class Kind(models.TextChoices):
        ENDED = "ended", _("ended")
        REOPENED = "reopened", _("opened again")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="turns")
    kind = models.CharField(max_length=8, choices=Kind)
    why = models.TextField(max_length=2000)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="turns")
    at = models.DateTimeField()

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="turn_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.why}"
