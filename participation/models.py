"""The people map, who can speak for whom, invitations, imports and participation reviews."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import new_salt
from accounts.tokens import find_by_token, token_for
from actions.models import Action
from core.once import SentOnce
from core.revisions import Revised
from projects.models import Member, Project, ProjectRhythm, Role
from projects.models.members import takes_part

#: Groups of which is said how much say they have and should have; and those of them where the two differ.
SAY_LOOKED_AT = ~Q(say_today="") & ~Q(say_wanted="")
SAY_UNEVEN = SAY_LOOKED_AT & ~Q(say_today=F("say_wanted"))


class GroupQuerySet(models.QuerySet["Group"]):
    """Adjectives for groups."""

    def on_map(self) -> "GroupQuerySet":
        """Keep those that were not taken off the map."""
        return self.filter(retired_at=None)

    def with_imbalance(self) -> "GroupQuerySet":
        """Keep those that have more say than they should, or less."""
        return self.filter(SAY_UNEVEN)

    def with_speakers(self) -> Any:
        """Count with each group the members who take part and said that they can speak for it: ``speakers``."""
        came = takes_part("spokespeople__member")
        return self.annotate(speakers=Count("spokespeople", filter=came))


class Group(Revised, SentOnce):
    """A kind of people on the people map (indicator inclusive.mapping)."""

    class Sector(models.TextChoices):
        PEOPLE_USING = "using", _("people who use the service")
        CARERS = "carers", _("carers, family and friends")
        STAFF = "staff", _("staff and professionals")
        COMMUNITY = "community", _("the wider community")
        DECIDERS = "deciders", _("people who hold money or permission")

    class Involve(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        NOT_SURE = "not-sure", _("not sure yet")

    class Say(models.TextChoices):
        """How much say a group has; empty while nobody has looked at it (indicator equal.power)."""

        NONE = "none", _("none")
        LITTLE = "little", _("a little")
        SOME = "some", _("some")
        LOT = "lot", _("a lot")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("group"), max_length=120)
    sector = models.CharField(_("part of the community"), max_length=10, choices=Sector)
    affected = models.TextField(_("how they are affected"), blank=True, max_length=2000)
    involve = models.CharField(
        _("should they be involved"), max_length=8, choices=Involve, default=Involve.NOT_SURE
    )
    involve_why = models.TextField(_("why"), blank=True, max_length=2000)
    reach = models.TextField(_("how to reach them"), blank=True, max_length=2000)
    say_today = models.CharField(_("say today"), max_length=6, choices=Say, blank=True)
    say_wanted = models.CharField(_("say they should have"), max_length=6, choices=Say, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="group_sent_once"),
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=Q(retired_at=None),
                name="group_name_once",
                violation_error_message=_("There is a group of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(involve="no") | ~Q(involve_why=""),
                name="group_not_involved_needs_reason",
                violation_error_message=_("Say why they should not be involved."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_imbalance(self) -> bool:
        """Whether it was looked at, and the say that they have is not the one that they should have."""
        return bool(self.say_today and self.say_wanted) and self.say_today != self.say_wanted

    @property
    def say_in_words(self) -> str:
        """How much say they have and should have, in one or two sentences; empty while nobody has said it."""
        today, wanted = SAY_TODAY.get(self.say_today, ""), SAY_WANTED.get(self.say_wanted, "")
        if today and self.say_today == self.say_wanted:
            wanted = _("That is as it should be.")
        return " ".join(str(words) for words in (today, wanted) if words)


SAY_TODAY = {
    Group.Say.NONE.value: _("They have no say today."),
    Group.Say.LITTLE.value: _("They have a little say today."),
    Group.Say.SOME.value: _("They have some say today."),
    Group.Say.LOT.value: _("They have a lot of say today."),
}
SAY_WANTED = {
    Group.Say.NONE.value: _("They should have none."),
    Group.Say.LITTLE.value: _("They should have a little."),
    Group.Say.SOME.value: _("They should have some."),
    Group.Say.LOT.value: _("They should have a lot."),
}


class ImbalanceAction(models.Model):
    """An action that somebody promised so that a group has the say that it should have (indicator equal.power)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="imbalance_actions")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="imbalance")

    class Meta:
        ordering = ["action__due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.group}: {self.action}"


class SpeaksFor(models.Model):
    """How far a member says they can speak for a group (indicator inclusive.representation)."""

    class Extent(models.TextChoices):
        MYSELF = "myself", _("for myself only")
        SOME = "some", _("for some people I know")
        MANY = "many", _("for many; I ask them and report back")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="speaks_for")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="spokespeople")
    extent = models.CharField(_("how far"), max_length=6, choices=Extent)
    note = models.CharField(_("in their words"), max_length=300, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "group"], name="speaks_for_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.group}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Adjectives for invitations, and the way from a link to its row."""

    def unanswered(self) -> "InvitationQuerySet":
        """Keep those that nobody accepted, declined or withdrew; their time may have run out."""
        return self.filter(accepted_at=None, declined_at=None, revoked_at=None)

    def live(self, *, now: datetime) -> "InvitationQuerySet":
        """Keep those that wait for an answer and still count."""
        return self.unanswered().filter(expires_at__gt=now)

    def acceptable(self, *, now: datetime) -> "InvitationQuerySet":
        """Keep those that can be accepted: a person who declined may think again."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def of_token(self, token: str) -> "Invitation | None":
        """Return the invitation to which a link's token belongs, whatever became of it; None for a made-up token."""
        rows = self.select_related("member__project", "member__user", "by")
        return find_by_token(_purpose, rows, token)


def _purpose(invitation: "Invitation") -> str:
    """Tie a link to the address to which it is sent: it dies when its person changes that."""
    user = invitation.member.user
    return f"invitation to {user.email if user else ''}"


class Invitation(models.Model):
    """
    An invitation by email to one member; the link's secret is derived from the key and the salt.

    ``leaves_at``: when its email leaves, which can be later (:mod:`participation.spreading`); its life begins then.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    words = models.TextField(_("a few words of your own"), blank=True, max_length=1000)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(accepted_at=None, declined_at=None, revoked_at=None),
                name="invitation_one_open",
                violation_error_message=_("This person has an invitation already."),
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def token(self) -> str:
        """The last part of the link. It is derived, so that a copy of the database opens no invitation."""
        return token_for(_purpose(self), self)


class MemberImport(SentOnce):
    """A pasted list or a CSV file of people to invite: kept as a preview until it is confirmed, then done once."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="member_imports")
    by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="member_imports"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.PARTICIPANT)
    # One entry a line, as participation.member_lists.judge gives them.
    lines = models.JSONField(default=list)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="member_import_sent_once")
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


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
    ``{"groups": [{id, name, sector, involve, speakers}], "members": {...counts},
    "never_came": [{id, invited_on}]}``. It names nobody: those who never came are known to facilitators alone.
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
        NEVER_CAME = "never-came", _("was invited and never came")

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
