"""Participation reviews: who is involved beside who should be, at a rhythm, and what was done about it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actions.models import Action
from participation.models.groups import Group
from projects.models import Member, Project, ProjectRhythm


class ReviewRhythm(ProjectRhythm):
    """How often a project looks at who is involved (indicator inclusive.reviews)."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="review_rhythm")
    every_weeks = models.PositiveSmallIntegerField(_("every how many weeks"), default=8)
    days_to_finish = models.PositiveSmallIntegerField(_("days to finish it"), default=14)

    class Meta(ProjectRhythm.Meta):
        constraints = [
            *ProjectRhythm.Meta.constraints,
            models.CheckConstraint(
                condition=Q(days_to_finish__gte=1, days_to_finish__lte=90),
                name="review_rhythm_time_to_finish",
                violation_error_message=_("Choose between 1 and 90 days."),
            ),
        ]


class ParticipationReviewQuerySet(models.QuerySet["ParticipationReview"]):
    """Adjectives for participation reviews."""

    def open(self) -> "ParticipationReviewQuerySet":
        return self.filter(finished_at=None)

    def overdue(self, *, on: date) -> "ParticipationReviewQuerySet":
        return self.open().filter(finish_by__lt=on)


class ParticipationReview(models.Model):
    """
    A scheduled look at who is involved beside who should be, and what to do about it.

    ``due_on`` is the period: one review for each, however often the schedule ticks. ``snapshot`` is
    what the map and the members looked like when it opened:
    ``{"groups": [{id, name, sector, involve, speakers, say_today, say_wanted, should_be_here, should_be_a_few}],
    "members": {...counts}, "never_came": [{id, invited_on}], "stopped": how many left since the look before,
    "quiet": [numbers of members], "owed": {needs, returns}}``; a group of whom fewer were here than should be has
    ``short_at`` as well: how many were. Looks of before these were kept lack them, and the last four of a group. It
    names nobody: who never came and from whom we have not heard is known to facilitators alone.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="participation_reviews"
    )
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participation_reviews_opened",
    )
    finish_by = models.DateField()
    snapshot = models.JSONField(default=dict)
    reflection = models.TextField(_("what we noticed"), blank=True, max_length=3000)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participation_reviews_finished",
    )

    objects = ParticipationReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "due_on"], name="participation_review_once_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"participation review {self.due_on}"


class Gap(models.Model):
    """Something a participation review found missing; it ends in an action or in a reason to accept it."""

    class Kind(models.TextChoices):
        NOBODY = "nobody", _("nobody can speak for this group yet")
        ONE = "one", _("only one person can speak for this group")
        SHORT = "short", _("fewer are here than should be")
        NEVER_CAME = "never-came", _("was invited and never came")
        LEFT = "left", _("came and stopped")
        QUIET = "quiet", _("we haven’t heard from them")

    #: What is about people, and not about a group on the map: reports count them.
    OF_PEOPLE = (Kind.NEVER_CAME, Kind.LEFT, Kind.QUIET)

    class Outcome(models.TextChoices):
        OPEN = "open", _("not looked at yet")
        ACTION = "action", _("action")
        ACCEPTED = "accepted", _("accepted")

    review = models.ForeignKey(ParticipationReview, on_delete=models.CASCADE, related_name="gaps")
    kind = models.CharField(max_length=10, choices=Kind)
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="gaps"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="gaps"
    )
    what = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    action = models.OneToOneField(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="gap"
    )
    reason = models.TextField(_("why we leave it as it is"), blank=True, max_length=1000)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "kind", "group", "member"], name="gap_once"),
            models.CheckConstraint(
                condition=Q(outcome="open", action=None)
                | Q(outcome="action", action__isnull=False)
                | (Q(outcome="accepted", action=None) & ~Q(reason="")),
                name="gap_ends_in_action_or_reason",
                violation_error_message=_("Give the gap an action, or say why you accept it."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def answered_mark(self) -> str:
        """What tells one answer from the next; empty while there is none."""
        return self.decided_at.isoformat() if self.decided_at else ""
