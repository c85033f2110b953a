"""What changes and what stays: impact, what carries on after the project, and the look back at it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.in_words import day_in_words, lines
from core.revisions import Revised
from plan.models.known import KnownThing, KnownThingQuerySet
from projects.models.members import Member
from projects.models.project import Project


class ImpactQuerySet(KnownThingQuerySet):
    """Adjectives for impact."""

    def with_noticing_by(self, member_id: int | None) -> "ImpactQuerySet":
        """Load with each who noticed it too, and whether this member did (``is_noticed``)."""
        mine = Noticing.objects.filter(impact=models.OuterRef("pk"), member=member_id or 0)
        return self.annotate(is_noticed=models.Exists(mine)).prefetch_related("noticings__member")


class Impact(KnownThing):
    """Something that changed, who noticed, and how we know (indicator action.impact)."""

    WORDS: ClassVar = ("what", "who", "how_we_know", "noticed_on")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="impacts")
    what = models.CharField(_("what changed"), max_length=300)
    who = models.CharField(_("who noticed"), max_length=200)
    how_we_know = models.TextField(_("how we know"), max_length=2000)
    noticed_on = models.DateField(_("on which day"))

    objects = ImpactQuerySet.as_manager()

    class Meta(KnownThing.Meta):
        constraints = [
            *KnownThing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(how_we_know=""),
                name="impact_says_who_and_how",
                violation_error_message=_("Say who noticed it, and how we know."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return lines(
            self.what,
            (_("who noticed"), self.who),
            (_("how we know"), self.how_we_know),
            (_("on which day"), day_in_words(self.noticed_on)),
        )


class Noticing(models.Model):
    """Somebody noticed a change too."""

    impact = models.ForeignKey(Impact, on_delete=models.CASCADE, related_name="noticings")
    member = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="noticings"
    )
    # What they were when they said it: roles change, and people leave.
    was_participant = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["impact", "member"], name="noticing_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.impact}: {self.member or ''}"


class Handover(KnownThing):
    """Something that carries on after the project, and who looks after it until when (indicator thorough.future)."""

    WORDS: ClassVar = ("what", "owner", "looked_after_by", "until", "more")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="handovers")
    what = models.CharField(_("what carries on"), max_length=300)
    owner = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="handovers",
        verbose_name=_("who looks after it"),
    )
    looked_after_by = models.CharField(_("or somebody else"), max_length=200, blank=True)
    until = models.DateField(_("until when"), null=True, blank=True)
    more = models.TextField(_("what they need for it"), blank=True, max_length=2000)

    objects = KnownThingQuerySet.as_manager()

    class Meta(KnownThing.Meta):
        pass

    def __str__(self) -> str:
        return self.what

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return lines(
            self.what,
            (_("who looks after it"), self.keeper),
            (_("until when"), day_in_words(self.until)),
            (_("what they need for it"), self.more),
        )

    @property
    def keeper(self) -> str:
        """Who looks after it, a member or somebody in words; "" when nobody does yet."""
        return ", ".join(str(who) for who in (self.owner, self.looked_after_by) if who)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Adjectives for follow-ups."""

    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_at=None)

    def done(self) -> "FollowUpQuerySet":
        return self.filter(done_at__isnull=False)

    def overdue(self, *, on: date) -> "FollowUpQuerySet":
        return self.open().filter(due_on__lt=on)


class FollowUp(Revised):
    """A day after the end of the project on which we look what became of it, and what was found."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="follow_ups")
    due_on = models.DateField(_("when we look again"))
    created_at = models.DateTimeField(editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    found = models.TextField(_("what we found"), blank=True, max_length=3000, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(done_at=None),
                name="followup_one_open",
                violation_error_message=_("There is a day to look again already."),
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(found=""),
                name="followup_done_says_what",
                violation_error_message=_("Say what you found."),
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """The day on which we look again."""
        return day_in_words(self.due_on)
