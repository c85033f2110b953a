"""The organisation that hosts projects, and its coordinators."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _


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
