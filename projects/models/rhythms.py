"""What all rhythms share: something that a project does by itself every so many weeks."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project


class ProjectRhythmQuerySet(models.QuerySet[Any]):
    """Adjectives for rhythms."""

    def due(self, *, on: date) -> Self:
        """Keep those whose next day has come, in projects that run."""
        return self.filter(next_on__lte=on, is_paused=False, project__state=Project.State.RUNNING)


class ProjectRhythm(models.Model):
    """How often a project does something, and when it does it next. Each kind adds its ``project``."""

    every_weeks = models.PositiveSmallIntegerField(_("every how many weeks"), default=12)
    next_on = models.DateField(_("next day"))
    is_paused = models.BooleanField(_("paused"), default=False)

    objects = ProjectRhythmQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(every_weeks__gte=1, every_weeks__lte=52),
                name="%(class)s_within_a_year",
                violation_error_message=_("Choose between 1 and 52 weeks."),
            ),
        ]

    def __str__(self) -> str:
        return f"every {self.every_weeks} weeks"

    def move_past(self, on: date) -> date | None:
        """
        Move the next day past ``on``, and return the latest day that was due by then.

        However many periods were missed, they count as one. Of several schedulers at once, the one that moves the
        rhythm gets the day; the others get None.
        """
        period = timedelta(weeks=self.every_weeks)
        missed = (on - self.next_on) // period
        if missed < 0:
            return None
        due_on = self.next_on + missed * period
        rows: ProjectRhythmQuerySet = type(self)._default_manager.filter(
            pk=self.pk, next_on=self.next_on
        )
        return due_on if rows.due(on=on).update(next_on=due_on + period) else None
