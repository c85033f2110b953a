"""What all rows share that a project knows and builds on: they can be changed, and end in view with a reason."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from core.revisions import Revised


class KnownThingQuerySet(models.QuerySet[Any]):
    """Adjectives for what a project knows and builds on."""

    def in_force(self) -> Self:
        return self.filter(retired_at=None)

    def retired(self) -> Self:
        return self.filter(retired_at__isnull=False)


class KnownThing(Revised, SentOnce):
    """A row of a project that somebody writes down and others build on."""

    #: The fields that a person writes, apart from ties to other rows.
    WORDS: ClassVar[tuple[str, ...]] = ("what",)

    created_at = models.DateTimeField(editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_why = models.TextField(blank=True, max_length=2000, editable=False)

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="%(class)s_sent_once"),
            models.CheckConstraint(
                condition=Q(retired_at=None) | ~Q(retired_why=""),
                name="%(class)s_retired_needs_reason",
                violation_error_message=_("Say why. It stays in view with its reason."),
            ),
        ]
