"""Actions: what somebody promised to do by a date."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from projects.models import Member, Project


class ActionQuerySet(models.QuerySet["Action"]):
    """Adjectives for actions."""

    def open(self) -> "ActionQuerySet":
        return self.filter(done_at=None)

    def done(self) -> "ActionQuerySet":
        return self.filter(done_at__isnull=False)

    def overdue(self, *, on: date) -> "ActionQuerySet":
        return self.open().filter(due_on__lt=on)


class Action(SentOnce):
    """Something somebody promised to do by a date."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(_("what will be done"), max_length=300)
    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="actions", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("by when"))
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=2000)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="action_sent_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(outcome=""),
                name="action_done_needs_outcome",
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return self.what
