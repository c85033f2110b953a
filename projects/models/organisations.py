"""The organisation that hosts projects, its coordinators, and who is invited to be one."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import new_salt
from accounts.tokens import find_by_token, token_for

#: So long an invitation to coordinate can be accepted.
INVITATION_LIFE = timedelta(days=14)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Adjectives for organisations."""

    def coordinated_by(self, user: object) -> "OrganisationQuerySet":
        """Keep the organisations whose projects the user answers for."""
        return self.filter(coordinators__user=user)

    def open_to_new_projects_of(self, user: Any) -> "OrganisationQuerySet":
        """Keep the organisations whose projects the user coordinates, or facilitates one of."""
        from projects.models.members import Member

        facilitates = Member.objects.taking_part().facilitators()
        return self.filter(
            Exists(Coordinator.objects.filter(organisation=OuterRef("pk"), user=user.pk))
            | Exists(facilitates.filter(project__organisation=OuterRef("pk"), user=user.pk))
        )


class Organisation(models.Model):
    """The body that hosts projects; its coordinators see all of them."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(unique=True, max_length=80)
    #: The one with which the installation began: its coordinators answer for the installation, too.
    is_host = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_host"],
                condition=models.Q(is_host=True),
                name="organisation_one_host",
                violation_error_message=_("Another organisation runs this installation."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Coordinator(models.Model):
    """A user who answers for the projects of an organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="coordinators"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coordinations"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                name="coordinator_once",
                violation_error_message=_("This person is a coordinator already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class CoordinatorInvitationQuerySet(models.QuerySet["CoordinatorInvitation"]):
    """Adjectives for invitations to coordinate, and the way from a link to its row."""

    def open(self) -> "CoordinatorInvitationQuerySet":
        """Keep those that nobody accepted, declined or took back; their time may have run out."""
        return self.filter(ended_at=None)

    def acceptable(self, *, now: datetime) -> "CoordinatorInvitationQuerySet":
        """Keep those that can be accepted."""
        return self.open().filter(expires_at__gt=now)

    def of_token(self, token: str) -> "CoordinatorInvitation | None":
        """Return the invitation to which a link's token belongs, whatever became of it; None for a made-up token."""
        return find_by_token(_purpose, self.select_related("organisation", "user", "by"), token)


def _purpose(invitation: "CoordinatorInvitation") -> str:
    """Tie a link to the address to which it is sent: it dies when its person changes that."""
    return f"invitation to coordinate to {invitation.user.email}"


class CoordinatorInvitation(models.Model):
    """
    Somebody is asked to coordinate an organisation. It gives them nothing until they accept, signed in.

    ``name`` is what the inviter calls them: the page shows no more of whoever an address belongs to. ``by`` is empty
    for one that the host made by a command. With ``takes_over`` the inviter's time ends when it is accepted.
    """

    class End(models.TextChoices):
        """What became of it."""

        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken-back", _("taken back")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="coordinator_invitations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coordinator_invitations"
    )
    name = models.CharField(_("name"), max_length=100)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    takes_over = models.BooleanField(default=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End, blank=True)

    objects = CoordinatorInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=models.Q(ended_at=None),
                name="coordinator_invitation_once",
                violation_error_message=_("This person is invited already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """The secret of the link."""
        return token_for(_purpose(self), self)
