"""What all rhythms share: something that a project does by itself every so many weeks."""

from collections.abc import Iterable
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

    def due_by(self, on: date) -> date:
        """Return the latest day that was due by ``on``: however many periods were missed, they count as one."""
        return self.next_on + (on - self.next_on) // self._period * self._period

    @classmethod
    def move_past(cls, rhythms: Iterable[Self], on: date) -> None:
        """Move the next days of these rhythms, which are due, past ``on``. The caller holds their projects."""
        moved = list(rhythms)
        for rhythm in moved:
            rhythm.next_on = rhythm.due_by(on) + rhythm._period
        cls._default_manager.bulk_update(moved, ["next_on"])

    @property
    def _period(self) -> timedelta:
        return timedelta(weeks=self.every_weeks)
