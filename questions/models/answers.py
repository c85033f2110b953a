"""What a project answers to what somebody said, and by when it promises to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Member, Project

#: An answer is promised within so many days, unless the project says otherwise.
ANSWERED_WITHIN = 14
MOST_DAYS = 90


class ContributionAnswerQuerySet(models.QuerySet["ContributionAnswer"]):
    """Adjectives for answers."""

    def given(self) -> "ContributionAnswerQuerySet":
        return self.filter(given_at__isnull=False)

    def being_looked_at(self) -> "ContributionAnswerQuerySet":
        """Keep those that a second person reads before they are given."""
        return self.filter(given_at=None, seen_at=None)


class ContributionAnswer(models.Model):
    """
    An answer to a contribution: what becomes of it, always with a reason and a name.

    A "no" to what carries a mark of honour is seen by a second person first: until then it is not given
    (``given_at``), and nobody is told; they agree, or send it back with words (``sent_back_why``). When an answer is
    given, whoever said it is asked whether it answers them; a no opens the contribution, once. An answer with a day
    (``until``) comes back then, and another one follows; ``number`` counts them. Whoever said it and is no member is
    told by hand (``told_at``).
    """

    class Outcome(models.TextChoices):
        TAKEN_ON = "taken-on", _("Taken on")
        PARTLY = "partly", _("Partly")
        NOT_NOW = "not-now", _("Not now")
        NO = "no", _("No")
        ALREADY = "already", _("Already so")
        PASSED_ON = "passed-on", _("Passed on")

    contribution = models.ForeignKey(
        "questions.Contribution", on_delete=models.CASCADE, related_name="answers"
    )
    number = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.TextField(_("why"), max_length=3000)
    by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="answers_given"
    )
    written_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True, editable=False)
    seen_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers_seen",
        editable=False,
    )
    #: Who was asked to see it, where there is no second facilitator.
    to_be_seen_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers_to_see",
        editable=False,
    )
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_back_why = models.TextField(blank=True, max_length=2000, editable=False)
    until = models.DateField(_("when we look at it again"), null=True, blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=120, blank=True)
    may_name_them = models.BooleanField(default=False)
    followed_up_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_followed_up"
    )
    is_enough = models.BooleanField(null=True, blank=True, editable=False)
    not_enough_why = models.TextField(blank=True, max_length=3000, editable=False)
    told_enough_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Who typed whether it is enough: whoever said it, or a facilitator whom they told.
    told_enough_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = ContributionAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="answer_once_each"),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(is_enough=False),
                name="answer_opens_once_more_at_most",
            ),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(given_at=None, seen_at=None),
                name="answer_looked_at_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="answer_has_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["not-now", "passed-on"]) | Q(until__isnull=False),
                name="answer_comes_back",
                violation_error_message=_("Say when you look at it again."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="passed-on") | ~Q(passed_to=""),
                name="answer_passed_to_somebody",
                violation_error_message=_("Say to whom it is passed on."),
            ),
            models.CheckConstraint(
                condition=~Q(is_enough=False) | ~Q(not_enough_why=""),
                name="answer_not_enough_needs_why",
                violation_error_message=_("Say what is missing."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def passed_to_as_read(self) -> str:
        """To whom it was passed on, as everybody reads it: their name with their yes alone."""
        return self.passed_to if self.may_name_them else str(_("somebody outside the project"))

    @property
    def is_being_looked_at(self) -> bool:
        """Whether a second person reads it before it is given."""
        return self.given_at is None and self.seen_at is None


class AnswerTime(models.Model):
    """By when a project answers what people say, and whether its clock is paused, until when and why."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="answer_time")
    days = models.PositiveSmallIntegerField(_("answered within days"), default=ANSWERED_WITHIN)
    paused_until = models.DateField(null=True, blank=True)
    pause_why = models.TextField(blank=True, max_length=2000)
    paused_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="pauses"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=MOST_DAYS),
                name="answer_time_is_near",
                violation_error_message=_("Choose between 1 and 90 days."),
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None) | ~Q(pause_why=""),
                name="answer_time_pause_needs_reason",
                violation_error_message=_("Say why. Everybody can read it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days"
