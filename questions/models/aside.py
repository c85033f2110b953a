"""What may be out of sight for a while, because somebody is worried about somebody's safety."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

#: Within so many days somebody looks at what was set aside, and writes down what was done.
LOOKED_AT_WITHIN = timedelta(days=1)


class CanBeSetAside(models.Model):
    """
    Words that can be set aside: nobody reads them then but their author and the facilitators.

    While they are aside, ``words`` is a sentence that says so, in the language of the installation, and what was said
    is in ``words_set_aside``. So no list, search, email or report, built now or later, shows by mistake what was set
    aside (docs/adr/0126).
    """

    words: Any

    set_aside_at = models.DateTimeField(null=True, blank=True, editable=False)
    words_set_aside = models.TextField(blank=True, editable=False)
    #: Said when it stays aside after somebody looked; everybody in the project reads it.
    aside_why = models.TextField(blank=True, max_length=500, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(set_aside_at=None, words_set_aside="", aside_why="")
                | Q(set_aside_at__isnull=False) & ~Q(words_set_aside=""),
                name="%(class)s_aside_keeps_its_words",
            )
        ]

    @property
    def is_set_aside(self) -> bool:
        return self.set_aside_at is not None

    @property
    def looked_at_by(self) -> date | None:
        """The day by which somebody looks at it."""
        return (
            timezone.localdate(self.set_aside_at + LOOKED_AT_WITHIN) if self.set_aside_at else None
        )

    def set_aside(self, *, now: datetime, why: str = "") -> None:
        """Take the words out of sight and save it; what is aside already gets the reason alone."""
        if self.set_aside_at is None:
            self.set_aside_at, self.words_set_aside = now, str(self.words)
            with translation.override(settings.LANGUAGE_CODE):
                self.words = _("This is set aside while somebody looks at it.")
        self.aside_why = why
        self.save(update_fields=[*_FIELDS])

    def put_back(self) -> bool:
        """Bring the words back and save it; return whether they were aside."""
        if self.set_aside_at is None:
            return False
        self.words = self.words_set_aside
        self.set_aside_at, self.words_set_aside, self.aside_why = None, "", ""
        self.save(update_fields=[*_FIELDS])
        return True


_FIELDS = ("words", "set_aside_at", "words_set_aside", "aside_why")
