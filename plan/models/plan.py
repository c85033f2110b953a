"""The plan: readiness, boundaries, steps and their history, and what is not settled."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.in_words import day_in_words, lines
from core.once import SentOnce
from core.revisions import Revised
from plan.models.promises import OF_WHAT_IS_FIXED, Promise
from projects.models import HistoryEntry
from projects.models.members import Member
from projects.models.project import Project


class ReadinessCheckQuerySet(models.QuerySet["ReadinessCheck"]):
    """Adjectives for readiness checks."""

    def confirmed(self) -> "ReadinessCheckQuerySet":
        return self.filter(is_confirmed=True)


class ReadinessCheck(models.Model):
    """One of the three things that a project makes sure of before it starts (indicator action.readiness)."""

    class Kind(models.TextChoices):
        TIME = "time", _("Time")
        MONEY = "money", _("Money")
        PERMISSION = "permission", _("Permission")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="readiness_checks")
    kind = models.CharField(max_length=10, choices=Kind)
    is_confirmed = models.BooleanField(_("we have it"), default=False)
    note = models.TextField(_("what we have, and from whom"), blank=True, max_length=1000)
    confirmed_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="readiness_confirmed"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    # Days cannot tell: on the day of the start it may have been either.
    is_after_start = models.BooleanField(default=False, editable=False)

    objects = ReadinessCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="readiness_once_a_kind"),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | Q(confirmed_on__isnull=False),
                name="readiness_confirmed_has_day",
                violation_error_message=_("Say on which day it was confirmed."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class BoundaryQuerySet(models.QuerySet["Boundary"]):
    """Adjectives for boundaries."""

    def in_force(self) -> "BoundaryQuerySet":
        return self.filter(retired_at=None)

    def public(self) -> "BoundaryQuerySet":
        """Keep those that still count and were chosen for everybody."""
        return self.in_force().filter(is_public=True)

    def retired(self) -> "BoundaryQuerySet":
        return self.filter(retired_at__isnull=False)


class Boundary(Revised, SentOnce):
    """Something that is open to change, or fixed, with the reason (indicator transparent.boundaries)."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open to change")
        FIXED = "fixed", _("fixed")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="boundaries")
    kind = models.CharField(_("open or fixed"), max_length=5, choices=Kind)
    what = models.CharField(_("what"), max_length=300)
    why = models.TextField(_("why"), blank=True, max_length=2000)
    who = models.CharField(_("who says so"), max_length=200, blank=True)
    until = models.DateField(_("until when"), null=True, blank=True)
    promise = models.CharField(
        _("how much say people have"), max_length=8, choices=Promise, blank=True
    )
    promise_words = models.TextField(_("in our words"), max_length=500, blank=True)
    is_public = models.BooleanField(_("on the public page"), default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_why = models.TextField(_("why it no longer holds"), blank=True, max_length=2000)

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "boundaries"
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="boundary_sent_once"),
            models.CheckConstraint(
                condition=Q(retired_at=None) | ~Q(retired_why=""),
                name="boundary_retired_needs_reason",
                violation_error_message=_(
                    "Say why it no longer holds. It stays in view with its reason."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind="open") | (~Q(why="") & ~Q(who="")),
                name="boundary_fixed_needs_reason",
                violation_error_message=_("Say why it is fixed, and who fixed it."),
            ),
            models.CheckConstraint(
                condition=Q(kind="open") | Q(promise__in=["", *OF_WHAT_IS_FIXED]),
                name="boundary_fixed_is_nobodys_to_decide",
                violation_error_message=_("What is fixed, nobody here can decide."),
            ),
            models.CheckConstraint(
                condition=~Q(promise="") | Q(promise_words=""),
                name="boundary_promise_is_of_a_kind",
                violation_error_message=_("Choose how much say people have in it."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def on_its_list(self) -> str:
        """What leads to it after the address of the list of what can change: on which of its pages, and where there."""
        return f"?{'show=retired&' if self.retired_at else ''}at={self.pk}#b{self.pk}"

    @property
    def in_words(self) -> str:
        """All that it says, a line each, as its history keeps it."""
        return lines(
            f"{self.what} ({self.get_kind_display()})",
            (_("why"), self.why),
            (_("who says so"), self.who),
            (_("until when"), day_in_words(self.until)),
            (_("how much say people have"), self.get_promise_display()),
            (_("in our words"), self.promise_words),
            (_("on the public page"), str(_("yes")) if self.is_public else ""),
        )

    @property
    def promise_meaning(self) -> str:
        """What people can count on in it, as one sentence; "" where nothing is promised."""
        return Promise(self.promise).meaning if self.promise else ""


class BoundaryChange(HistoryEntry):
    """What a boundary said before somebody changed it."""

    boundary = models.ForeignKey(Boundary, on_delete=models.CASCADE, related_name="changes")


class StepQuerySet(models.QuerySet["Step"]):
    """Adjectives for steps."""

    def open(self) -> "StepQuerySet":
        """Keep the steps that still go on or are to come."""
        return self.exclude(state__in=[Step.State.DONE, Step.State.DROPPED])

    def overdue(self, *, on: date) -> "StepQuerySet":
        return self.open().filter(due_on__lt=on)

    def under_way(self) -> "StepQuerySet":
        return self.filter(state__in=[Step.State.DOING, Step.State.EXPLORING])

    def planned(self) -> "StepQuerySet":
        return self.filter(state=Step.State.PLANNED)

    def in_state(self, state: str) -> "StepQuerySet":
        """Keep the steps in a state; all of them when it is empty."""
        return self.filter(state=state) if state else self.all()

    def ended(self) -> "StepQuerySet":
        """Keep the steps that are done or were dropped."""
        return self.filter(state__in=[Step.State.DONE, Step.State.DROPPED])


class Step(Revised, SentOnce):
    """One small piece of the plan."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DOING = "doing", _("doing")
        EXPLORING = "exploring", _("exploring")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("what we do"), max_length=200)
    details = models.TextField(_("more about it"), blank=True, max_length=3000)
    state = models.CharField(
        _("where it stands"), max_length=10, choices=State, default=State.PLANNED
    )
    why_dropped = models.TextField(_("why it was dropped"), blank=True, max_length=2000)
    owner = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="steps",
        verbose_name=_("who looks after it"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    planned_by = models.ManyToManyField(
        Member, blank=True, related_name="steps_planned", verbose_name=_("who planned it together")
    )
    # Whoever wrote these names down: a claim, until those who are named say so themselves.
    planners_named_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="steps_with_planners_named",
    )
    created_at = models.DateTimeField()

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="step_number_once"),
            models.UniqueConstraint(fields=["project", "sent_key"], name="step_sent_once"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(why_dropped=""),
                name="step_dropped_needs_reason",
                violation_error_message=_(
                    "Say why it was dropped. The step stays in view with its reason."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=models.F("starts_on")),
                name="step_ends_after_start",
                violation_error_message=_("A step ends on or after the day it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_words(self) -> str:
        """What it says, apart from where it stands, a line each, as its history keeps it."""
        return lines(
            self.title,
            (_("more about it"), self.details),
            (_("who looks after it"), str(self.owner or "")),
            (_("from"), day_in_words(self.starts_on)),
            (_("until"), day_in_words(self.due_on)),
        )

    def say(self, planners: Iterable[Member]) -> str:
        """Write all that it says, with who planned it together, for two texts side by side."""
        names = ", ".join(sorted(str(member) for member in planners))
        return lines(self.in_words, (_("who planned it together"), names))

    @property
    def in_all_words(self) -> str:
        """All that it says, with who planned it together."""
        return self.say(self.planned_by.all())

    @property
    def has_ended(self) -> bool:
        return self.state in (self.State.DONE, self.State.DROPPED)

    @property
    def days(self) -> int | None:
        """Length in days, both ends counted; None while one of the ends is not known."""
        end = self.ended_on or self.due_on
        return (end - self.starts_on).days + 1 if end and self.starts_on else None


class StepChange(HistoryEntry):
    """A step moved, or its words changed: the history of the plan stays in view (indicator open.mess)."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="changes")
    from_state = models.CharField(max_length=10, choices=Step.State, blank=True)
    to_state = models.CharField(max_length=10, choices=Step.State)
    why = models.TextField(blank=True, max_length=2000)
    # What the step said before its words, dates or owner were changed (the two states are then the same), or before
    # a move gave it its first day.
    was = models.TextField(blank=True)

    class Meta(HistoryEntry.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.step}: {self.get_to_state_display()}"


class UnsettledQuerySet(models.QuerySet["Unsettled"]):
    """Adjectives for things that are not settled."""

    def open(self) -> "UnsettledQuerySet":
        return self.filter(settled_at=None)

    def settled(self) -> "UnsettledQuerySet":
        return self.filter(settled_at__isnull=False)

    def overdue(self, *, on: date) -> "UnsettledQuerySet":
        """Keep those whose day to look again has passed."""
        return self.open().filter(look_again_on__lt=on)


class Unsettled(Revised, SentOnce):
    """Something that is not settled yet, with the day it will be looked at again (indicator open.uncertainty)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="unsettled")
    what = models.CharField(_("what is not settled"), max_length=300)
    why = models.TextField(_("why not yet"), blank=True, max_length=2000)
    look_again_on = models.DateField(_("when we look at it again"))
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.TextField(_("how it was settled"), blank=True, max_length=2000)

    objects = UnsettledQuerySet.as_manager()

    class Meta:
        ordering = ["look_again_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="unsettled_sent_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(outcome=""),
                name="unsettled_settled_needs_outcome",
                violation_error_message=_("Say how it was settled."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def on_its_list(self) -> str:
        """What leads to it after the address of the list of what is not settled: on which page, and where there."""
        return f"?{'show=settled&' if self.settled_at else ''}at={self.pk}#u{self.pk}"

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return lines(
            self.what,
            (_("why not yet"), self.why),
            (_("when we look at it again"), day_in_words(self.look_again_on)),
        )


class UnsettledChange(HistoryEntry):
    """What something that is not settled said before somebody changed it."""

    unsettled = models.ForeignKey(Unsettled, on_delete=models.CASCADE, related_name="changes")
