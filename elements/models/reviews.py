"""Reviews, who is asked in them, and the words that came: nothing joins the two (docs/adr/0080, 0110)."""

from datetime import date, timedelta
from math import ceil
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ballots.answers import Answer as Answer
from ballots.models import AskedOnce, Seal
from core.once import SentOnce
from elements.models.framework import Element, Framework, Indicator
from projects.models import Member, Project, ProjectRhythm
from projects.models.members import is_here_or_invited
from questions.models import Contribution

#: How long it takes to read an indicator and answer it.
SECONDS_AN_INDICATOR = 6
MOST_WORDS = 1000
#: Whoever came into the project so short a time ago is new there.
NEW_FOR = timedelta(days=30)
#: A person who is asked and does not answer is reminded so many times, and then left alone.
MOST_REMINDERS = 2


class ElementReviewRhythm(ProjectRhythm):
    """How often the members of a project rate it by themselves (indicator iterative.lessons)."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, related_name="element_review_rhythm"
    )
    days_open = models.PositiveSmallIntegerField(_("how many days it is open"), default=14)
    changed_at = models.DateTimeField(editable=False)

    class Meta(ProjectRhythm.Meta):
        constraints = [
            *ProjectRhythm.Meta.constraints,
            models.CheckConstraint(
                condition=Q(days_open__gte=2, days_open__lte=60),
                name="element_review_rhythm_days_open",
                violation_error_message=_("Choose between 2 and 60 days."),
            ),
        ]


class ReviewQuerySet(models.QuerySet["Review"]):
    """Adjectives for reviews."""

    def open(self) -> "ReviewQuerySet":
        """Keep those that are not closed yet."""
        return self.filter(closed_at=None)

    def taking_answers(self, *, on: date) -> "ReviewQuerySet":
        """Keep those that are open and whose last day has not passed."""
        return self.open().filter(closes_on__gte=on)

    def closed(self) -> "ReviewQuerySet":
        return self.filter(closed_at__isnull=False)

    def over(self, *, on: date) -> "ReviewQuerySet":
        """Keep those whose last day has passed and which are to be closed."""
        return self.open().filter(closes_on__lt=on)


class Review(SentOnce):
    """
    A round in which members rate indicators; see :class:`Asked` for who. What they say is sealed until it closes.

    ``due_on`` is the period of a review that opened by itself: one for each, however often the schedule ticks.
    The indicators are those that stood in the framework when it opened; it keeps them.
    """

    class ForWhom(models.TextChoices):
        EVERYBODY = "everybody", _("everybody in the project")
        PARTICIPANTS = "participants", _("participants only")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="element_reviews")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="reviews")
    indicators = models.ManyToManyField(Indicator, related_name="reviews")
    title = models.CharField(_("name of the review"), max_length=120)
    for_whom = models.CharField(
        _("who is asked"), max_length=12, choices=ForWhom, default=ForWhom.EVERYBODY
    )
    due_on = models.DateField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(editable=False)
    opened_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="element_reviews_opened",
    )
    closes_on = models.DateField(_("last day to answer"))
    extended_why = models.TextField(_("why it is open for longer"), blank=True, max_length=1000)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_why = models.TextField(_("why it closed early"), blank=True, max_length=1000)
    # Goes when it is closed and the disk is cleaned.
    seal = models.OneToOneField(
        Seal, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    element_count = models.PositiveSmallIntegerField(default=0, editable=False)
    indicator_count = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_count = models.PositiveIntegerField(default=0, editable=False)
    # Filled in when it closes.
    answered_count = models.PositiveIntegerField(null=True, blank=True, editable=False)
    unread_count = models.PositiveIntegerField(default=0, editable=False)
    has_new_role = models.BooleanField(default=False, editable=False)
    are_words_held_back = models.BooleanField(default=False, editable=False)
    # What the record showed on that day: {"elements": {key: state}, "indicators": {key: state}}.
    record_states = models.JSONField(default=dict, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="review_sent_once"),
            models.UniqueConstraint(fields=["project", "due_on"], name="review_once_a_period"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(closed_at=None),
                name="review_one_open",
                violation_error_message=_("A review is open already. Close it first."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="review_has_title",
                violation_error_message=_("Give the review a name."),
            ),
            models.CheckConstraint(
                condition=Q(reminders__lte=MOST_REMINDERS), name="review_reminds_twice_at_most"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, answered_count=None)
                | Q(closed_at__isnull=False, answered_count__isnull=False),
                name="review_counted_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("elements:review_detail", args=[self.project.slug, self.pk])

    @property
    def words_url(self) -> str:
        """Where the words of one's own are read that came with it."""
        return f"{self.get_absolute_url()}?show=words"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_closed_early(self) -> bool:
        """Whether it closed on its last day or before, so that somebody may have come too late."""
        if self.closed_at is None or self.is_unread:
            return False
        return timezone.localdate(self.closed_at) <= self.closes_on

    @property
    def is_unread(self) -> bool:
        """Whether it closed and none of its answers could be read."""
        return 0 < self.unread_count == self.answered_count

    def began_before(self, member: Member) -> bool:
        """Whether it had opened when somebody came into the project: then it does not ask them (docs/adr/0117)."""
        return member.joined_at is not None and member.joined_at > self.opened_at

    def takes_answers(self, *, on: date) -> bool:
        return not self.is_closed and self.closes_on >= on

    @property
    def minutes(self) -> int:
        """About how long answering takes."""
        return max(1, ceil(self.indicator_count * SECONDS_AN_INDICATOR / 60))

    @property
    def opened_on(self) -> date:
        return timezone.localdate(self.opened_at)

    def asked_indicators(self) -> "list[Indicator]":
        """Return what this review asks, in the order of its framework, in one query."""
        rows = self.indicators.select_related("element")
        return list(rows.order_by("element__position", "position"))

    def count_answered(self) -> int:
        """Return how many have answered so far, by themselves or on paper."""
        if self.answered_count is not None:
            return self.answered_count
        return self.asked.filter(has_answered=True).count() + self.sheets.filter(is_in=True).count()

    def count_sheets(self) -> tuple[int, int]:
        """Return how many sheets of paper were made, and how many of them were typed in."""
        counts = self.sheets.aggregate(
            made=models.Count("pk"), come=models.Count("pk", filter=Q(is_in=True))
        )
        return counts["made"], counts["come"]

    def reminder_days(self) -> list[date]:
        """
        The days on which those who have not answered are reminded: half way, and two days before the end.

        A review of less than four days reminds once at most.
        """
        half = self.opened_on + (self.closes_on - self.opened_on) / 2
        days = {half, self.closes_on - timedelta(days=2)}
        return sorted(day for day in days if self.opened_on < day <= self.closes_on)


class AskedQuerySet(models.QuerySet["Asked"]):
    """Adjectives for who is asked."""

    def waiting(self, *, on: Any) -> "AskedQuerySet":
        """Keep those who can still answer and have not."""
        return self.filter(
            is_here_or_invited("member"),
            has_answered=False,
            review__closed_at=None,
            review__closes_on__gte=on,
        )


class Asked(AskedOnce):
    """Who is asked in a review, and whether they have answered: the one half."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="asked")

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(fields=["review", "member"], name="asked_once"),
        ]

    def __str__(self) -> str:
        return f"asked {self.pk}"


class WordsQuerySet(models.QuerySet["Words"]):
    """Adjectives for words of one's own."""

    def readable(self) -> "WordsQuerySet":
        """Keep the words of reviews that are closed; before that nobody reads them."""
        return self.filter(review__closed_at__isnull=False)

    def to_look_at(self) -> "WordsQuerySet":
        """Keep the words that wait for a facilitator to look for names in them."""
        return self.readable().filter(outcome=Words.Outcome.WAITING)

    def looked_at(self) -> "WordsQuerySet":
        return self.readable().exclude(outcome=Words.Outcome.WAITING)

    def shown(self) -> "WordsQuerySet":
        """Keep the words that everybody may read."""
        return self.readable().filter(outcome__in=[Words.Outcome.WHOLE, Words.Outcome.IN_PART])


class Words(models.Model):
    """
    Words of one's own about an element, or (with none) what we should be asking and are not.

    Written when the review closes. No person, no role, no time; the key is random and the rows are shuffled, so order
    says nothing.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("not looked at yet")
        WHOLE = "whole", _("shown as it is")
        IN_PART = "in-part", _("shown in part")
        LEFT_OUT = "left-out", _("left out")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="words")
    element = models.ForeignKey(
        Element, null=True, blank=True, on_delete=models.PROTECT, related_name="words"
    )
    text = models.TextField(max_length=MOST_WORDS)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    shown_text = models.TextField(_("what everybody reads"), blank=True, max_length=2 * MOST_WORDS)
    #: Of words about what we should be asking: where everybody reads them, with the answer.
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "words"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="words_not_empty"),
            models.CheckConstraint(
                condition=(Q(outcome__in=["waiting", "left-out"]) & Q(shown_text=""))
                | (Q(outcome__in=["whole", "in-part"]) & ~Q(shown_text="")),
                name="words_shown_when_looked_at",
            ),
        ]

    def __str__(self) -> str:
        return f"words {self.pk}"
