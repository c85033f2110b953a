"""Who was reminded of what, so that it is once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Member


class Reminder(models.Model):
    """Somebody was told how near a day is by which they are to do something; once for each day and each stage."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("two days before")
        ON_THE_DAY = "day", _("on the day")
        AFTER = "after", _("a week after")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reminders")
    #: The kind and the number of the row (:mod:`outbox.due`).
    what = models.CharField(max_length=60)
    due_on = models.DateField()
    stage = models.CharField(max_length=6, choices=Stage)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "what", "due_on", "stage"], name="reminder_once_a_stage"
            ),
        ]
        indexes = [models.Index(fields=["what"], name="reminder_by_row")]

    def __str__(self) -> str:
        return f"{self.what}: {self.get_stage_display()}"
