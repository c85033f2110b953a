"""Invitations, and lists of people to invite."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import new_salt
from accounts.tokens import find_by_token, token_for
from core.once import SentOnce
from projects.models import Member, Project, Role


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
