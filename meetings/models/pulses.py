"""
Pulses: how it was at a meeting, asked of those who were there. Who is asked, and what was said, are two halves that
nothing joins (docs/adr/0080, 0110, 0165).
"""

from datetime import date, timedelta
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ballots.counted import OF_FIVE_OR_MORE, SAYS_WHAT_ITS_LEVEL_SAYS, CountedAnswers
from ballots.disclosure import FEWEST
from ballots.models import AskedOnce, Seal
from meetings.models.held import Attendance
from meetings.models.meetings import Meeting
from projects.models import Project
from projects.models.members import is_here_or_invited
from questions.models import Contribution

MOST_LETTERS, MOST_UNASKED = 60, 1000
#: So long before its last day everybody who is asked is reminded, once.
REMINDED_BEFORE = timedelta(days=2)


class Feeling(models.TextChoices):
    """What is asked of everybody who was there, to be answered with one of :class:`ballots.answers.Answer`."""

    CARE = "care", _("I was treated with care.")
    SAFE = "safe", _("I felt safe to say what I think.")
    GOOD = "good", _("It was good to be here.")


class PulseQuerySet(models.QuerySet["Pulse"]):
    """Adjectives for pulses."""

    def open(self) -> Self:
        """Keep those that are not closed yet."""
        return self.filter(closed_at=None)

    def taking_answers(self, *, on: Any) -> Self:
        """Keep those that are open and whose last day has not passed."""
        return self.open().filter(closes_on__gte=on)

    def over(self, *, on: date) -> Self:
        """Keep those that may have to be closed: the last day has passed, or everybody has answered."""
        is_full = Q(
            places__members__gte=FEWEST,
            places__taken__gte=F("places__members") + F("places__others"),
        )
        return self.open().filter(Q(closes_on__lt=on) | is_full)

    def to_remind(self, *, on: date) -> Self:
        """Keep those of which people are to be reminded."""
        return self.taking_answers(on=on).filter(
            is_reminded=False, closes_on__lte=on + REMINDED_BEFORE
        )

    def shown(self) -> Self:
        """Keep those of which something is shown."""
        return self.filter(outcome=Pulse.Outcome.SHOWN)


class Pulse(models.Model):
    """
    How it was at a meeting. What people say is sealed until it closes.

    While it is open, :class:`PulsePlaces` counts. ``there``: how many were there, as it was noted when it closed.
    ``answered``: how many have answered, where that were five or more; of fewer, no number is kept.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        SHOWN = "shown", _("shown")
        FEW = "few", _("fewer than five people answered")
        TYPED = "typed", _("too few answered by themselves")
        LOST = "lost", _("the key was lost")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pulses")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="pulse")
    opened_at = models.DateTimeField(editable=False)
    closes_on = models.DateField()
    is_reminded = models.BooleanField(default=False, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.CharField(max_length=5, choices=Outcome, default=Outcome.OPEN, editable=False)
    there = models.PositiveIntegerField(null=True, editable=False)
    answered = models.PositiveIntegerField(null=True, editable=False)
    # Goes when it is closed and the disk is cleaned.
    seal = models.OneToOneField(
        Seal, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PulseQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="open", there=None, answered=None)
                | (
                    Q(closed_at__isnull=False, there__isnull=False)
                    & (
                        Q(outcome="shown", answered__gte=FEWEST)
                        | Q(outcome__in=["few", "typed", "lost"], answered=None)
                    )
                ),
                name="pulse_keeps_no_few",
            )
        ]

    def __str__(self) -> str:
        return f"pulse {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#pulse"

    def get_answer_url(self) -> str:
        """Where somebody answers it."""
        return reverse("meetings:pulse_answer", args=[self.project.slug, self.meeting_id])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_shown(self) -> bool:
        return self.outcome == self.Outcome.SHOWN

    def takes_answers(self, *, on: date) -> bool:
        return not self.is_closed and self.closes_on >= on

    def is_over(self, *, on: date) -> bool:
        """Whether it may have to be closed: its last day has passed, or everybody has answered."""
        return not self.is_closed and (self.closes_on < on or self.places.is_full)


class PulsePlaces(models.Model):
    """
    How many were at a meeting, as it is noted, and how many answers are in: never more than that.

    ``members`` and ``others``: the most that were noted of each since the first answer came. Whoever is taken out
    again, or was never there, could have been a place for an answer that somebody made up (docs/adr/0165).

    A row of its own, of which nothing is kept when the pulse has closed: each answer changes it, and what a pulse
    itself is notes when it was changed (docs/adr/0103).
    """

    #: Cleaned with the ballots, see :mod:`ballots.cleaning`.
    is_of_a_ballot = True

    pulse = models.OneToOneField(Pulse, on_delete=models.CASCADE, related_name="places")
    there = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    members = models.PositiveIntegerField(default=0)
    others = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"places of pulse {self.pulse_id}"

    def note(self, *, members: int, others: int) -> None:
        """Keep how many were there, as it is noted now."""
        self.there = members + others
        self.members = max(members, self.members) if self.taken else members
        self.others = max(others, self.others) if self.taken else others

    @property
    def is_full(self) -> bool:
        """Whether everybody has answered who was ever noted, and these are not so few that nothing can be shown."""
        return self.members >= FEWEST and self.taken >= self.members + self.others

    def count_spare(self, *, members: int) -> int:
        """
        Return how many places are nobody's by name.

        :param members: how many members are noted now.
        """
        return self.others + max(0, self.members - members)


class PulseAskedQuerySet(models.QuerySet["PulseAsked"]):
    """Adjectives for who is asked how it was."""

    def there(self) -> Self:
        """
        Keep those who are marked as having been there.

        Whoever is taken out stays a row, as long as it is open: who marks them again must not see whether they had
        answered.
        """
        noted = Attendance.objects.was_there().filter(
            meeting=OuterRef("pulse__meeting"), member=OuterRef("member")
        )
        return self.filter(Exists(noted))

    def of_member(self, member: int) -> "PulseAsked | None":
        """Return whether somebody has answered; None where they are not asked, and have not."""
        row = self.filter(member=member).first()
        is_asked = row is not None and (row.has_answered or self.there().filter(pk=row.pk).exists())
        return row if is_asked else None

    def waiting(self, *, on: Any) -> Self:
        """Keep those who can still answer and have not."""
        return self.there().filter(
            is_here_or_invited("member"),
            has_answered=False,
            pulse__closed_at=None,
            pulse__closes_on__gte=on,
        )


class PulseAsked(AskedOnce):
    """
    Who is asked how it was, and whether they have answered: the one half. None is kept when the pulse has closed.

    None goes before: see :meth:`PulseAskedQuerySet.there`.
    """

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="asked")

    objects = PulseAskedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "asked how it was"
        constraints = [
            models.UniqueConstraint(fields=["pulse", "member"], name="pulse_asked_once"),
        ]

    def __str__(self) -> str:
        return f"asked how it was {self.pk}"


class PulseResult(CountedAnswers):
    """How those who were there answered one sentence, as far as it is shown."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="results")
    feeling = models.CharField(max_length=4, choices=Feeling)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pulse", "feeling"], name="pulse_result_once"),
            models.CheckConstraint(
                condition=SAYS_WHAT_ITS_LEVEL_SAYS, name="pulse_result_shows_what_its_level_says"
            ),
            models.CheckConstraint(condition=OF_FIVE_OR_MORE, name="pulse_result_of_five_or_more"),
        ]

    def __str__(self) -> str:
        return f"pulse result {self.pk}"


class PulseWord(models.Model):
    """
    How somebody arrived, or left. The key is random and the rows are shuffled: order says nothing, and nothing leads
    from how somebody arrived to how they left.
    """

    class When(models.TextChoices):
        ARRIVED = "arrive", _("We arrived")
        LEFT = "leave", _("We left")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="words")
    when = models.CharField(max_length=6, choices=When)
    word = models.CharField(max_length=MOST_LETTERS)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(word=""), name="pulse_word_not_empty")]

    def __str__(self) -> str:
        return f"pulse word {self.pk}"


class UnaskedQuerySet(models.QuerySet["Unasked"]):
    """Adjectives for what we should be asking."""

    def to_look_at(self) -> Self:
        """Keep those in which a facilitator has to look for names."""
        return self.filter(outcome=Unasked.Outcome.WAITING)


class Unasked(models.Model):
    """
    What somebody says we should be asking, of those who were at a meeting: written when its pulse closes.

    A facilitator looks for names in it; then it is among what people say, without a name, and gets an answer.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("not looked at yet")
        WHOLE = "whole", _("shown as it is")
        IN_PART = "in-part", _("shown in part")
        LEFT_OUT = "left-out", _("left out")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="unasked")
    text = models.TextField(max_length=MOST_UNASKED)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    shown_text = models.TextField(
        _("what everybody reads"), blank=True, max_length=2 * MOST_UNASKED
    )
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = UnaskedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "unasked"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="unasked_not_empty"),
            models.CheckConstraint(
                condition=(Q(outcome__in=["waiting", "left-out"]) & Q(shown_text=""))
                | (Q(outcome__in=["whole", "in-part"]) & ~Q(shown_text="")),
                name="unasked_shown_when_looked_at",
            ),
        ]

    def __str__(self) -> str:
        return f"unasked {self.pk}"
