"""What members need in order to take part, who arranges it by when, and who looked (docs/adr/0162)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participation.models.coming_in import Consent
from projects.models import Member, Project, Role
from projects.models.members import takes_part

#: So long somebody who looked at what a member needs can go on reading it.
OPEN_FOR = timedelta(minutes=10)


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
    def stand(self) -> str:
        """When it was said, and when somebody promised it last: what somebody saw who promises it now."""
        return f"{self.said_at.isoformat()} {self.promised_at and self.promised_at.isoformat()}"

    @property
    def is_over(self) -> bool:
        """Whether it was needed once, and was met."""
        return self.is_once and self.met == self.Met.YES


class NeedsReaderQuerySet(models.QuerySet["NeedsReader"]):
    """Adjectives for who may read."""

    def current(self) -> "NeedsReaderQuerySet":
        """Keep those who still run the project."""
        return self.filter(takes_part("reader"), reader__role=Role.FACILITATOR)


class NeedsReader(models.Model):
    """A facilitator whom the page named before a member wrote what they need, or whom the member let read it since."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="needs_readers")
    reader = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reads_needs_of")
    since = models.DateTimeField()

    objects = NeedsReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "reader"], name="needs_reader_once")
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.member}"


class NeedsReading(models.Model):
    """Somebody looked at what a member needs, and why; the member sees it."""

    class Why(models.TextChoices):
        ARRANGE = "arrange", _("to arrange it")
        TALK = "talk", _("to talk about it with them")
        PLAN = "plan", _("to plan something that they come to")
        #: Not to be chosen: whoever writes it down has seen it.
        WROTE = "wrote", _("to write it down for them")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="needs_readings")
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=7, choices=Why)
    #: Whether they were not named before, and said that the member let them.
    has_asked = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "at", "id"], name="needs_reading_by_day")]

    def __str__(self) -> str:
        return f"reading of {self.member_id}"


def would_rather_tell(member: str = "") -> Q:
    """Return the condition that a member would rather tell somebody what they need than write it."""
    to = f"{member}__" if member else ""
    return Q(
        **{
            f"{to}consents__purpose": Consent.Purpose.NEEDS,
            f"{to}consents__answer": Consent.Answer.TELL,
        }
    )
