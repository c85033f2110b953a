"""That somebody is worried about somebody's safety, what was done, and who read it."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.locked_words import lock_words, unlock_words
from core.once import SentOnce
from projects.models import Member, Project
from questions.models.aside import LOOKED_AT_WITHIN
from questions.models.contributions import Contribution
from questions.models.replies import Reply


class SafetyWorryQuerySet(models.QuerySet["SafetyWorry"]):
    """Adjectives for worries."""

    def open(self) -> "SafetyWorryQuerySet":
        """Keep those of which nobody has written down what was done."""
        return self.filter(done_at=None)

    def looked_at(self) -> "SafetyWorryQuerySet":
        return self.filter(done_at__isnull=False)

    def overdue(self, *, on: date) -> "SafetyWorryQuerySet":
        """Keep those that somebody was to look at before a day."""
        return self.open().filter(look_by__lt=on)

    def about(self, row: Contribution | Reply) -> "SafetyWorryQuerySet":
        name = "reply" if isinstance(row, Reply) else "contribution"
        return self.filter(**{name: row.pk})


class SafetyWorry(SentOnce):
    """
    A member is worried about somebody's safety: about something that was said, or in words of their own.

    Their words and what was done are locked (:mod:`core.locked_words`): facilitators open them by a button, and each
    reading is kept. ``look_by`` is the day by which somebody writes down what was done; if nobody has by its end, the
    coordinators are told.
    """

    class Outcome(models.TextChoices):
        BACK = "back", _("Put it back. Everybody can read it again.")
        ASIDE = "aside", _("Leave it set aside.")
        #: Nothing was set aside.
        LOOKED_AT = "looked-at", _("Looked at")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="safety_worries")
    # Once it is gone, what was done is kept all the same.
    contribution = models.ForeignKey(
        Contribution,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="safety_worries",
    )
    reply = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.SET_NULL, related_name="safety_worries"
    )
    marked_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="safety_worries"
    )
    marked_at = models.DateTimeField()
    look_by = models.DateField()
    #: Whether this set it aside: not when it was aside already, or was put back before.
    has_set_aside = models.BooleanField(default=False, editable=False)
    #: Each box is locked for this name and its own, so that it opens in no other place.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    words_locked = models.BinaryField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    done_locked = models.BinaryField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="safety_worries_done",
        editable=False,
    )
    coordinators_told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SafetyWorryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "safety worries"
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="safety_worry_sent_once"),
            models.CheckConstraint(
                condition=Q(contribution=None) | Q(reply=None), name="safety_worry_about_one"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_locked=None, outcome="")
                | Q(done_at__isnull=False, done_locked__isnull=False) & ~Q(outcome=""),
                name="safety_worry_done_says_what",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "look_by", "id"],
                condition=Q(done_at=None),
                name="safety_worry_open",
            ),
            models.Index(fields=["project", "marked_at", "id"], name="safety_worry_by_day"),
        ]

    def __str__(self) -> str:
        return f"safety worry {self.pk}"

    @property
    def about(self) -> Contribution | Reply | None:
        """What was said that somebody is worried about; None for words of their own, or when it is gone."""
        return self.contribution or self.reply

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    @property
    def is_late(self) -> bool:
        return self.is_open and self.look_by < timezone.localdate()

    def lock(self, *, words: str = "", done: str = "") -> None:
        """
        Keep the words of whoever is worried, or what was done; not saved.

        :raises core.locked_words.CannotLock: when nothing can be locked now.
        """
        for name, text in (("words", words), ("done", done)):
            if text:
                setattr(self, f"{name}_locked", lock_words(text, place=self._place_of(name)))

    def unlock(self, name: str) -> str:
        """
        Return what is locked under "words" or "done"; empty when there is nothing.

        :raises core.locked_words.WordsAreLocked: when the key is away.
        """
        box: Any = getattr(self, f"{name}_locked")
        return unlock_words(box, place=self._place_of(name)) if box else ""

    def _place_of(self, name: str) -> str:
        return f"{self._meta.label_lower}:{self.place}:{name}"


def look_by(now: datetime) -> date:
    """Return the day by which somebody looks at what is said now: the next one."""
    return timezone.localdate(now + LOOKED_AT_WITHIN)


class SafetyReading(models.Model):
    """A facilitator opened what is private in a worry; whoever marked it and all facilitators see who did, and when."""

    worry = models.ForeignKey(SafetyWorry, on_delete=models.CASCADE, related_name="readings")
    member = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="safety_readings"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["worry", "at", "id"], name="safety_reading_by_day")]

    def __str__(self) -> str:
        return f"reading of {self.worry_id}"
