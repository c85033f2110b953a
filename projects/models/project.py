"""The project: one piece of co-production, and who may see it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, Expression, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.in_words import lines
from core.once import SentOnce
from core.revisions import Revised
from projects.models.organisations import Coordinator, Organisation

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Viewer:
    """
    Who looks at a project: a member, a coordinator of its organisation, both, or neither.

    ``has_others``: there are other projects for them.
    """

    user_id: int | None = None
    member_id: int | None = None
    role: str = ""
    known_as: str = ""
    is_coordinator: bool = False
    has_others: bool = False

    @property
    def is_facilitator(self) -> bool:
        return self.role == "facilitator"

    @property
    def is_participant(self) -> bool:
        return self.role == "participant"

    @property
    def is_member(self) -> bool:
        return self.member_id is not None


class ProjectQuerySet(models.QuerySet["Project"]):
    """Adjectives for projects."""

    def visible_to(self, user: "User | Any") -> "ProjectQuerySet":
        """Keep the projects that the user takes part in, or answers for as a coordinator."""
        from projects.models.members import Member

        member = Member.objects.taking_part().filter(project=OuterRef("pk"), user=user.pk)
        coordinates = Coordinator.objects.filter(
            organisation=OuterRef("organisation"), user=user.pk
        )
        return self.filter(Exists(member) | Exists(coordinates))

    def with_viewer(self, user: "User | Any") -> "ProjectQuerySet":
        """Load with each project who the user is in it, in the same query; see :attr:`Project.viewer`."""
        from projects.models.members import Member

        me = Member.objects.taking_part().filter(project=OuterRef("pk"), user=user.pk)
        return self.annotate(
            viewer_user_id=user.pk
            if isinstance(user.pk, Expression)
            else models.Value(user.pk, models.BigIntegerField()),
            viewer_member_id=Subquery(me.values("pk")[:1]),
            viewer_role=Subquery(me.values("role")[:1]),
            viewer_known_as=Subquery(me.values("known_as")[:1]),
            viewer_has_others=Exists(
                Member.objects.taking_part().filter(~Q(project=OuterRef("pk")), user=user.pk)
            ),
            viewer_is_coordinator=Exists(
                Coordinator.objects.filter(organisation=OuterRef("organisation"), user=user.pk)
            ),
        )

    def public(self) -> "ProjectQuerySet":
        """Keep the projects that chose to have a public page."""
        return self.filter(is_public=True).exclude(state=Project.State.SETTING_UP)


class Project(Revised, SentOnce):
    """One piece of co-production, with its own people, plan and decisions."""

    class State(models.TextChoices):
        SETTING_UP = "setting-up", _("being set up")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="projects"
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True, max_length=80)
    summary = models.CharField(_("in one line"), max_length=200, blank=True)
    purpose = models.TextField(_("what it is for"), blank=True, max_length=5000)
    state = models.CharField(max_length=12, choices=State, default=State.SETTING_UP)
    is_public = models.BooleanField(_("has a public page"), default=False)
    # Empty until somebody chose whether there is one.
    public_answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    help_name = models.CharField(_("who helps"), max_length=100, blank=True)
    help_phone = models.CharField(_("their phone number"), max_length=40, blank=True)
    help_email = models.EmailField(_("their email address"), blank=True)
    # Somebody outside the project, and the host's own words: for members only, never on a public page.
    safety_name = models.CharField(_("who is told outside the project"), max_length=100, blank=True)
    safety_phone = models.CharField(_("their phone number"), max_length=40, blank=True)
    safety_email = models.EmailField(_("their email address"), blank=True)
    ring_now = models.TextField(_("whom to ring now"), blank=True, max_length=500)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="projects_created",
    )
    created_at = models.DateTimeField()
    started_on = models.DateField(null=True, blank=True)
    started_by = models.ForeignKey(
        "projects.Member",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="projects_started",
    )
    # Kept when a project starts although time, money or permission was not confirmed.
    start_reason = models.TextField(_("why it starts all the same"), blank=True, max_length=2000)
    ended_on = models.DateField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["created_by", "sent_key"], name="project_sent_once"),
            models.CheckConstraint(
                condition=Q(state="setting-up", started_on=None)
                | (~Q(state="setting-up") & Q(started_on__isnull=False)),
                name="project_started_has_day",
                violation_error_message=_(
                    "A project that has started has the day on which it started."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:project_home", args=[self.slug])

    @property
    def in_words(self) -> str:
        """Its name, line and purpose, a line each."""
        return lines(
            self.name, (_("in one line"), self.summary), (_("what it is for"), self.purpose)
        )

    @property
    def help_in_words(self) -> str:
        """Whom people can ask, a line each."""
        reached = [(_("phone number"), self.help_phone), (_("email address"), self.help_email)]
        return lines(self.help_name, *reached)

    @property
    def has_safety_contact(self) -> bool:
        """Whether it says whom to ring when somebody may be in danger, and who outside is told."""
        is_reached = self.safety_phone or self.safety_email
        return bool(self.ring_now and self.safety_name and is_reached)

    @property
    def safety_in_words(self) -> str:
        """Whom to ring, and who outside the project is told, a line each."""
        return lines(
            self.ring_now,
            (_("who is told, outside this project"), self.safety_name),
            (_("phone number"), self.safety_phone),
            (_("email address"), self.safety_email),
        )

    @property
    def public_choice(self) -> str:
        """Whether somebody chose that it has a public page: "yes", "no", or nothing before they did."""
        if self.public_answered_at is None:
            return ""
        return "yes" if self.is_public else "no"

    @property
    def viewer(self) -> Viewer:
        """Who looks at it. Needs a project loaded :meth:`ProjectQuerySet.with_viewer`; else nobody in particular."""
        return Viewer(
            user_id=getattr(self, "viewer_user_id", None),
            member_id=getattr(self, "viewer_member_id", None),
            role=getattr(self, "viewer_role", None) or "",
            known_as=getattr(self, "viewer_known_as", None) or "",
            is_coordinator=getattr(self, "viewer_is_coordinator", False),
            has_others=getattr(self, "viewer_has_others", False),
        )

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def has_ended(self) -> bool:
        return self.state == self.State.ENDED

    @property
    def is_being_set_up(self) -> bool:
        return self.state == self.State.SETTING_UP
