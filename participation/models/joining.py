"""People from outside who ask whether they can take part."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import new_salt
from accounts.tokens import find_by_token, token_for
from core.standing import how_it_stands
from projects.models import Project


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    """Adjectives for requests to join."""

    def waiting(self) -> "JoinRequestQuerySet":
        """Keep those to which somebody has to say something: their address was confirmed, and nobody has answered."""
        return self.filter(confirmed_at__isnull=False, declined_at=None)

    def of_ended(self) -> "JoinRequestQuerySet":
        """Keep those to projects that have ended."""
        return self.filter(project__state=Project.State.ENDED)

    def unconfirmed(self) -> "JoinRequestQuerySet":
        return self.filter(confirmed_at=None)

    def of_token(self, token: str) -> "JoinRequest | None":
        """Return the request of a link; None when it was not made here, or the request is gone."""
        return find_by_token("join", self.select_related("project__organisation"), token)


class JoinRequest(models.Model):
    """
    Somebody from outside asks whether they can take part.

    Nobody in the project sees it before its writer said yes by the link in the email (``confirmed_at``). A yes is an
    invitation, and the row is gone; a no has a reason, which is sent, and the row goes four weeks later. When the
    project ends, whoever waits is told so, and the row goes once that email has left.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="join_requests")
    address = models.EmailField(_("email address"), max_length=254)
    known_as = models.CharField(_("name"), max_length=80)
    words = models.TextField(_("what brings you here"), blank=True, max_length=1000)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.TextField(_("why not"), blank=True, max_length=1000)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "address"], name="join_request_once"),
            models.CheckConstraint(
                condition=Q(declined_at=None) | (~Q(reason="") & Q(confirmed_at__isnull=False)),
                name="join_request_declined_with_reason",
                violation_error_message=_("Say why not."),
            ),
        ]

    def __str__(self) -> str:
        return f"request to join {self.pk}"

    @property
    def shown(self) -> str:
        """What tells whether it says the same as when a page showed it."""
        return how_it_stands(self, ("known_as", "words"))

    @property
    def url(self) -> str:
        """The whole address of its link. It is derived, so that a copy of the database opens none."""
        token = token_for("join", self)
        return f"{settings.SITE_URL}{reverse('participation:join_link', args=[token])}"
