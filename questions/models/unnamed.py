"""What is said without a name, sealed until the next day; and what is written to and by whoever said it."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ballots.models import Seal
from projects.models import Member, Project
from questions.models.contributions import MOST_SAID, Contribution


class UnnamedDayQuerySet(models.QuerySet["UnnamedDay"]):
    """Adjectives for sealed days."""

    def over(self, *, on: date) -> "UnnamedDayQuerySet":
        """Keep those that are to be opened on a day: something was said before it."""
        return self.filter(day__lt=on)

    def spare(self) -> "UnnamedDayQuerySet":
        """Keep those in which nothing was said so far."""
        return self.filter(day=None)


class UnnamedDay(models.Model):
    """
    What is said to a project without a name on one day, sealed together; it goes when it was opened.

    One without a day lies ready: a seal that was made with the first words would tell when they came.
    """

    #: Cleaned with the ballots, see :mod:`ballots.cleaning`.
    is_of_a_ballot = True

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="unnamed_days")
    day = models.DateField(null=True, blank=True, editable=False)
    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = UnnamedDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "day"], name="unnamed_day_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(day=None), name="unnamed_day_one_spare"
            ),
        ]

    def __str__(self) -> str:
        return f"unnamed day {self.pk}"


class UnnamedHour(models.Model):
    """
    How much came to a project in one hour, by whomever: the limits count it. It goes when the hour is over.

    ``said``: pieces that were sealed; ``tried``: three words that led nowhere, typed by members; ``tried_outside``: by
    anybody else, so that a stranger cannot keep members out.
    """

    is_of_a_ballot = True

    project = models.OneToOneField(
        Project, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    hour = models.DateTimeField()
    said = models.PositiveSmallIntegerField(default=0)
    tried = models.PositiveSmallIntegerField(default=0)
    tried_outside = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"unnamed hour of {self.project_id}"


class ThreeWords(models.Model):
    """The lock of something that was said without a name: a slow, keyed hash of the three words that open it."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="three_words"
    )
    hashed = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "three words"

    def __str__(self) -> str:
        return f"three words of {self.contribution_id}"


class UnnamedNote(models.Model):
    """
    What is written to whoever said something without a name, or by them; it is only ever added, and keeps its day.

    Facilitators read it, and whoever comes back with the three words.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    is_by_author = models.BooleanField(default=False, editable=False)
    words = models.TextField(_("what you write"), max_length=MOST_SAID)
    day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="unnamed_note_says_something",
                violation_error_message=_("Write something first."),
            ),
            models.CheckConstraint(
                condition=Q(is_by_author=False) | Q(by=None), name="unnamed_note_names_no_author"
            ),
        ]
        indexes = [models.Index(fields=["contribution", "day", "id"], name="unnamed_note_by_day")]

    def __str__(self) -> str:
        return self.words
