"""What members need in order to take part, and who arranges it by when (docs/adr/0162)."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models import Member, Project
from projects.models.members import takes_part


class NeedQuerySet(models.QuerySet["Need"]):
    """Adjectives for needs."""

    def of_people_here(self) -> "NeedQuerySet":
        """Keep those of people who take part."""
        return self.filter(takes_part("member"))

    def to_arrange(self) -> "NeedQuerySet":
        """Keep those that nobody arranges, and those that the person changed since somebody promised to."""
        changed = Q(promised_at__lt=F("said_at"))
        return self.exclude(met=Need.Met.YES).filter(Q(by=None) | changed)

    def promised(self) -> "NeedQuerySet":
        """Keep those that somebody is to arrange, and has not."""
        return self.exclude(met=Need.Met.YES).filter(by__isnull=False, done_at=None)

    def to_ask_about(self, *, on: Any) -> "NeedQuerySet":
        """Keep those of which the person is to say whether it works: it is arranged, or the day for it has come."""
        rows = self.exclude(met=Need.Met.YES).filter(
            by__isnull=False, promised_at__gte=F("said_at")
        )
        return rows.filter(Q(done_at__isnull=False) | Q(due_on__lte=on))


class Need(models.Model):
    """
    Something a member needs in order to take part: which kind, and their words, both locked with their own key.

    Somebody promises to arrange it by a day, for good or once; says that it is done; and the person says whether it was
    met. "Not yet" opens it again, with another day. A member has one at a time of each kind.
    """

    class Kind(models.TextChoices):
        """What people need; the order in which it is asked."""

        ACCESS = "access", _("getting in and around")
        COMMUNICATION = "communication", _("understanding and being understood")
        TIMING = "timing", _("days and times")
        COSTS = "costs", _("costs")
        COMFORT = "comfort", _("feeling at ease")
        CARING = "caring", _("caring for somebody")
        ELSE = "else", _("anything else")

    class Met(models.TextChoices):
        YES = "yes", _("yes")
        NOT_YET = "not-yet", _("not yet")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="needs")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="needs")
    #: Each box is locked for this name and its own, so that it opens in no other place.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    said_locked = models.BinaryField()
    said_at = models.DateTimeField()
    by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="arranges"
    )
    due_on = models.DateField(null=True, blank=True)
    how_locked = models.BinaryField(null=True, blank=True)
    is_once = models.BooleanField(default=False)
    promised_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    met = models.CharField(max_length=7, choices=Met, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    #: Who wrote down whether it works; empty when the person said so themselves.
    met_noted_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"need {self.pk}"

    @property
    def is_changed_since(self) -> bool:
        """Whether the person said something else since somebody promised to arrange it."""
        return self.promised_at is not None and self.promised_at < self.said_at

    @property
    def says_not_yet(self) -> bool:
        """Whether the person says that it does not work yet."""
        return self.met == self.Met.NOT_YET

    def is_late(self, on: date) -> bool:
        """Whether somebody was to have arranged it before this day."""
        return not self.done_at and self.due_on is not None and self.due_on < on

    @property
    def stand(self) -> str:
        """When it was said, and when somebody promised it last: what somebody saw who promises it now."""
        return f"{self.said_at.isoformat()} {self.promised_at and self.promised_at.isoformat()}"

    @property
    def is_over(self) -> bool:
        """Whether it was needed once, and was met."""
        return self.is_once and self.met == self.Met.YES
