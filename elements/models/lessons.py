"""Lessons: what we learned, and what changes because of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, Expression, F, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.came_up import CameUp
from core.dates import long_date
from core.in_words import lines
from core.once import SentOnce
from core.revisions import Revised
from decisions.models import Decision, DecisionVersion
from decisions.naming import what_of
from elements.models.reviews import ElementReviewRhythm, Review
from participation.models import ParticipationReview
from plan.models import Boundary, Statement, Step, StepChange
from projects.models import HistoryEntry, Member, Project

#: Where a lesson can come from, and to which changes it can be tied: the names of its foreign keys.
SOURCES = ("review", "participation_review", "step")
CHANGES = (
    *("changed_step", "changed_decision", "changed_boundary", "changed_statement"),
    "changed_rhythm",
)


def _only(name: str) -> Q:
    """Keep the lessons tied to this one of the changes, and to nothing else."""
    others = {f"{other}__isnull": other != name for other in CHANGES}
    return Q(**others, no_change_because="")


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Adjectives for lessons."""

    def open(self) -> "LessonQuerySet":
        """Keep those that nothing came of yet: no change, and no reason for none."""
        return self.filter(tied_at=None)

    def tied(self) -> "LessonQuerySet":
        return self.filter(tied_at__isnull=False)

    def with_what_came_after(self) -> Any:
        """
        Say of each whether what it is tied to was changed after it was written down: ``came_after``.

        What was so before, and has stayed so, did not come from it.
        """
        since = OuterRef("recorded_at")
        steps = StepChange.objects.filter(step=OuterRef("changed_step"), at__gte=since)
        versions = DecisionVersion.objects.filter(
            decision=OuterRef("changed_decision"), recorded_at__gte=since
        )
        is_newer = (
            Q(changed_step__created_at__gte=F("recorded_at"))
            | Q(changed_boundary__changed_at__gte=F("recorded_at"))
            | Q(changed_statement__changed_at__gte=F("recorded_at"))
            | Q(changed_statement__retired_at__gte=F("recorded_at"))
            | Q(changed_rhythm__changed_at__gte=F("recorded_at"))
        )
        return self.annotate(
            came_after=Case(
                When(is_newer | Exists(steps) | Exists(versions), then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        )

    def open_since_before_day(self, day: date | Expression) -> "LessonQuerySet":
        """Keep the open ones that were recorded before a day."""
        return self.open().filter(recorded_at__date__lt=day)

    def with_change(self) -> "LessonQuerySet":
        """Load with each lesson what came of it, or whom it waits on, in one query."""
        return self.select_related("waits_on", *CHANGES, "changed_decision__current")

    def with_all(self) -> "LessonQuerySet":
        """Load with each lesson also where it comes from and who wrote it down and tied it, in one query."""
        return self.with_change().select_related("recorded_by", "tied_by", *SOURCES)


class Lesson(Revised, SentOnce):
    """
    Something learned: open until it is tied to a change, or to the reason why nothing changes (docs/adr/0087).

    What it said before somebody changed it stands in :class:`LessonChange`.
    """

    #: Set by pages that tell it.
    came_up: CameUp | None = None

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="lessons")
    learned = models.TextField(_("what we learned"), max_length=2000)
    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons"
    )
    participation_review = models.ForeignKey(
        ParticipationReview,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lessons",
    )
    step = models.ForeignKey(
        Step, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons"
    )
    agreed_by = models.ManyToManyField(
        Member,
        blank=True,
        related_name="lessons_agreed",
        verbose_name=_("who was there when it was agreed"),
    )
    waits_on = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lessons_waiting",
        verbose_name=_("who will follow this up"),
    )
    recorded_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="lessons_recorded"
    )
    recorded_at = models.DateTimeField(editable=False)
    changed_step = models.ForeignKey(
        Step, null=True, blank=True, on_delete=models.RESTRICT, related_name="lessons_behind"
    )
    changed_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.RESTRICT, related_name="lessons_behind"
    )
    changed_boundary = models.ForeignKey(
        Boundary, null=True, blank=True, on_delete=models.RESTRICT, related_name="lessons_behind"
    )
    changed_statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.RESTRICT, related_name="lessons_behind"
    )
    changed_rhythm = models.ForeignKey(
        ElementReviewRhythm,
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="lessons_behind",
    )
    no_change_because = models.TextField(_("why nothing changes"), blank=True, max_length=2000)
    tied_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons_tied"
    )
    tied_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="lesson_sent_once"),
            models.CheckConstraint(
                condition=~Q(learned=""),
                name="lesson_says_what",
                violation_error_message=_("Write what you learned."),
            ),
            models.CheckConstraint(
                condition=Q(review=None, participation_review=None)
                | Q(review=None, step=None)
                | Q(participation_review=None, step=None),
                name="lesson_from_one_place",
                violation_error_message=_("Choose one thing that it comes from."),
            ),
            models.CheckConstraint(
                condition=Q(tied_at=None, no_change_because="", **dict.fromkeys(CHANGES))
                | Q(tied_at__isnull=False)
                & (
                    _only("changed_step")
                    | _only("changed_decision")
                    | _only("changed_boundary")
                    | _only("changed_statement")
                    | _only("changed_rhythm")
                    | (Q(**dict.fromkeys(CHANGES)) & ~Q(no_change_because=""))
                ),
                name="lesson_open_or_tied_to_one",
                violation_error_message=_("Choose one change, or say why nothing changes."),
            ),
        ]

    def __str__(self) -> str:
        return self.learned

    def get_absolute_url(self) -> str:
        return f"{reverse('elements:lesson_list', args=[self.project.slug])}?one={self.pk}"

    def say(self, agreed_by: Iterable[Member]) -> str:
        """Write all that it says, a line each, with who agreed to it, for two texts side by side."""
        names = ", ".join(sorted(str(member) for member in agreed_by))
        return lines(
            self.learned,
            (_("who follows it up"), str(self.waits_on or "")),
            (_("who was there"), names),
        )

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return self.say(self.agreed_by.all())

    @property
    def is_open(self) -> bool:
        return self.tied_at is None

    @property
    def source(self) -> Any:
        """What it comes from; None when nothing was named."""
        return self.review or self.participation_review or self.step

    @property
    def change(self) -> Any:
        """What it is tied to, a row of one of the :data:`CHANGES`; None while open, or when nothing changes."""
        return (
            self.changed_step
            or self.changed_decision
            or self.changed_boundary
            or self.changed_statement
            or self.changed_rhythm
        )

    @property
    def source_words(self) -> str:
        """What it comes from, in a line; nothing when nothing was named."""
        if self.participation_review:
            day = long_date(self.participation_review.due_on)
            return gettext("Participation review of %(day)s") % {"day": day}
        return str(self.source or "")

    @property
    def came_of_it(self) -> str:
        """What it is tied to, in a line; nothing while it is open."""
        if self.no_change_because:
            return gettext("No change, because: %(why)s") % {"why": self.no_change_because}
        if decision := self.changed_decision:
            said = {"number": decision.number, "what": what_of(decision)}
            return gettext("Decision %(number)s: %(what)s") % said
        if self.changed_boundary:
            said = {"what": self.changed_boundary.what}
            return gettext("What is open or fixed: %(what)s") % said
        if self.changed_statement:
            return gettext("What we agree on: %(what)s") % {"what": self.changed_statement.words}
        if self.changed_step:
            return gettext("Step: %(what)s") % {"what": self.changed_step.title}
        return gettext("How often we review") if self.changed_rhythm else ""


class LessonChange(HistoryEntry):
    """What a lesson said, or what it was tied to, before somebody changed it."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="changes")
