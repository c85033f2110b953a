"""Proposals: decisions that are open for a say, what people say of them, and what they said before."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.dates import long_date
from core.in_words import lines
from core.once import SentOnce
from core.revisions import Revised
from decisions.models.log import Decision
from plan.models import Boundary
from projects.models import HistoryEntry, Member, Project


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Adjectives for proposals."""

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def put_down(self) -> Self:
        return self.filter(ended_at__isnull=False, decision=None)

    def waiting_for(self, member: Member | OuterRef) -> Self:
        """Keep the open ones of which a member has not said anything since they have their present words."""
        said = ProposalSay.objects.filter(
            proposal=OuterRef("pk"), member=member, wording=OuterRef("wording")
        )
        return self.open().filter(~Exists(said))


class Proposal(Revised, SentOnce):
    """
    A decision that is open for a say until somebody closes it into the log, or puts it down with a reason.

    ``wording`` counts its words: whoever changes them asks everybody again. After its day it stays open until somebody
    closes it.
    """

    #: What counts as its words, apart from the day.
    WORDS = ("what", "why", "considered", "rests_on", "boundary", "look_again_on")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="proposals")
    what = models.CharField(_("what would be decided"), max_length=300)
    why = models.TextField(_("why"), max_length=5000)
    considered = models.TextField(_("what else was considered"), blank=True, max_length=5000)
    rests_on = models.TextField(_("what it is based on"), blank=True, max_length=5000)
    boundary = models.ForeignKey(
        Boundary,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("open or fixed point it is about"),
    )
    look_again_on = models.DateField(_("when we look at it again"), null=True, blank=True)
    open_until = models.DateField(_("open until"))
    wording = models.PositiveIntegerField(default=1, editable=False)
    proposed_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    proposed_at = models.DateTimeField()
    # When its words were last changed; what is asked again is asked from then.
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals_ended"
    )
    put_down_why = models.TextField(_("why it is put down"), blank=True, max_length=2000)
    decision = models.OneToOneField(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposal",
        editable=False,
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["open_until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="proposal_sent_once"),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="proposal_says_what",
                violation_error_message=_("Write what would be decided."),
            ),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="proposal_needs_reason",
                violation_error_message=_("Write why you propose it."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, decision=None, put_down_why="")
                | Q(ended_at__isnull=False, decision__isnull=False, put_down_why="")
                | (Q(ended_at__isnull=False, decision=None) & ~Q(put_down_why="")),
                name="proposal_ends_in_one_way",
                violation_error_message=_("Write why it is put down."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("decisions:proposal_detail", args=[self.project.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def in_words(self) -> str:
        """All that is proposed, a line each, as its history keeps it."""
        again = long_date(self.look_again_on) if self.look_again_on else ""
        return lines(
            self.what,
            (_("why"), self.why),
            (_("what else was considered"), self.considered),
            (_("what it is based on"), self.rests_on),
            (_("open or fixed point it is about"), str(self.boundary or "")),
            (_("when we look at it again"), again),
        )

    def is_late(self, *, on: date) -> bool:
        """Whether its day has passed and nobody has closed it."""
        return self.is_open and self.open_until < on


class ProposalChange(HistoryEntry):
    """What a proposal said before its words were changed, as which wording, and why they were."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="changes")
    wording = models.PositiveIntegerField(editable=False)
    why = models.TextField(_("why it is changed"), max_length=2000)


class ProposalSayQuerySet(models.QuerySet["ProposalSay"]):
    """Adjectives for what people say."""

    def about_words_of_now(self) -> Self:
        return self.filter(wording=models.F("proposal__wording"))

    def want_reply(self) -> Self:
        """Keep concerns and "not yet"."""
        return self.filter(says__in=[ProposalSay.Says.CONCERN, ProposalSay.Says.NOT_YET])


class ProposalSay(models.Model):
    """
    What a member says of one wording of a proposal. It can be changed until the proposal ends.

    What is shown of it, and when, is in docs/adr/0121. ``round``: with which round it came into what is shown without
    a name; empty before. When the proposal ends, the member goes for good from each row that is shown without a name.
    """

    #: Cleaned with the ballots, see :mod:`ballots.cleaning`.
    is_of_a_ballot = True

    class Says(models.TextChoices):
        AGREE = "agree", _("agree")
        CONCERN = "concern", _("agree, with a concern")
        NOT_YET = "not-yet", _("not yet")
        ASIDE = "aside", _("stand aside")

    class How(models.TextChoices):
        PAPER = "paper", _("on paper")
        PHONE = "phone", _("by phone")
        ALOUD = "aloud", _("aloud")

    # Stands in addresses: a number would tell in which order people said something.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="says")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="says")
    wording = models.PositiveIntegerField(editable=False)
    # Empty when it was taken back, or may not be shown (is_held_back).
    says = models.CharField(_("what they say"), max_length=8, choices=Says, blank=True)
    words = models.TextField(_("in their words"), blank=True, max_length=2000)
    is_unnamed = models.BooleanField(_("without their name"), default=False)
    round = models.PositiveIntegerField(null=True, editable=False)
    is_held_back = models.BooleanField(default=False, editable=False)
    said_at = models.DateTimeField(null=True, editable=False)
    entered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="says_entered"
    )
    entered_how = models.CharField(_("how they said it"), max_length=5, choices=How, blank=True)
    reply = models.TextField(_("the reply"), blank=True, max_length=2000)
    # The words that were replied to: they may be changed afterwards.
    reply_to = models.TextField(blank=True, editable=False)
    replied_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="says_replied_to"
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProposalSayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "wording", "member"],
                name="say_once_a_wording",
                condition=Q(member__isnull=False),
            ),
            models.CheckConstraint(
                condition=~Q(says__in=["concern", "not-yet"]) | ~Q(words=""),
                name="say_not_sure_has_words",
                violation_error_message=_("Say in a few words what it is about."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_says_display()

    @property
    def needs_reply(self) -> bool:
        """Whether it is a concern or a "not yet" of which the present words have no reply."""
        is_not_sure = self.says in (self.Says.CONCERN, self.Says.NOT_YET)
        return is_not_sure and (not self.reply or self.reply_to != self.words)


class ProposingRule(models.Model):
    """Who proposes decisions in a project: facilitators, or all members. Without a row it is the facilitators."""

    class Who(models.TextChoices):
        FACILITATORS = "facilitators", _("facilitators")
        EVERYBODY = "everybody", _("everybody who takes part")

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="proposing_rule")
    who = models.CharField(_("who proposes"), max_length=12, choices=Who, default=Who.FACILITATORS)

    def __str__(self) -> str:
        return self.get_who_display()
