"""Actions: what somebody promised to do by a date, and who is asked to do it in their place."""

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


class TakeoverQuerySet(models.QuerySet["Takeover"]):
    """Adjectives for takeovers."""

    def open(self) -> "TakeoverQuerySet":
        return self.filter(outcome="")


class Takeover(SentOnce):
    """Somebody is asked to do what another promised. It stays with whoever promised it until they say yes."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("yes")
        DECLINED = "declined", _("no")
        OVER = "over", _("not asked any more")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="takeovers")
    to = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="asked_to_take_over")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    #: Who had promised it when this was asked.
    instead_of = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    #: Who wrote down what another said to it; empty when they said it themselves.
    entered_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField()
    why = models.TextField(_("what they should know"), blank=True, max_length=1000)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply = models.TextField(_("what they say to it"), blank=True, max_length=1000)

    objects = TakeoverQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "sent_key"], name="takeover_sent_once"),
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(outcome=""),
                name="takeover_asks_one_at_a_time",
                violation_error_message=_(
                    "Somebody is asked already. Wait, or stop asking them first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at=None)
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="takeover_has_ended_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.to}"

    @property
    def is_open(self) -> bool:
        return not self.outcome
