"""Members: the people of a project, with or without an account and an email."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.folding import FoldedField, fold
from core.once import SentOnce
from projects.models.project import Project


class Role(models.TextChoices):
    FACILITATOR = "facilitator", _("facilitator")
    PARTICIPANT = "participant", _("participant")


class Experience(models.TextChoices):
    """Kinds of experience that shape the work; the fields are ``has_<value>_experience``."""

    LIVED = "lived", _("lived experience")
    TRAINED = "trained", _("trained experience")
    PROFESSIONAL = "professional", _("professional experience")
    PERSONAL = "personal", _("personal experience")


def takes_part(path: str = "") -> Q:
    """Who came in and has not left, for members or (with ``path``, like "owner") for rows that lead to one."""
    return _member_is(path, joined_at__isnull=False, left_at__isnull=True)


def is_invited(path: str = "") -> Q:
    """Who was invited and has neither come in nor declined."""
    return _member_is(path, joined_at__isnull=True, left_at__isnull=True)


def is_here_or_invited(path: str = "") -> Q:
    """Who may be written to: they have neither left nor declined."""
    return _member_is(path, left_at__isnull=True)


def is_gone(path: str = "") -> Q:
    """Who left, or declined."""
    return _member_is(path, left_at__isnull=False)


def has_come(path: str = "") -> Q:
    """Who came in at some time, whether they left since or not."""
    return _member_is(path, joined_at__isnull=False)


def _member_is(path: str, **lookups: bool) -> Q:
    return Q(**{f"{path}__{name}" if path else name: value for name, value in lookups.items()})


class MemberQuerySet(models.QuerySet["Member"]):
    """Adjectives for members."""

    def taking_part(self) -> "MemberQuerySet":
        """Keep the members who came in and have not left."""
        return self.filter(takes_part())

    def invited(self) -> "MemberQuerySet":
        """Keep those who were invited and have not come in yet."""
        return self.filter(is_invited())

    def here_or_invited(self) -> "MemberQuerySet":
        """Leave out those who left, and those who declined."""
        return self.filter(is_here_or_invited())

    def gone(self) -> "MemberQuerySet":
        """Keep those who left, and those who declined."""
        return self.filter(is_gone())

    def who_came(self) -> "MemberQuerySet":
        """Keep those who came in at some time, also those who left since."""
        return self.filter(has_come())

    def facilitators(self) -> "MemberQuerySet":
        return self.filter(role=Role.FACILITATOR)

    def participants(self) -> "MemberQuerySet":
        return self.filter(role=Role.PARTICIPANT)

    def without_email(self) -> "MemberQuerySet":
        return self.filter(user=None)

    def named(self, words: str) -> "MemberQuerySet":
        """Keep those whose name has each of these words or parts of words, whatever the case and the accents."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(search_name__contains=word)
        return rows


class Member(SentOnce):
    """
    A person in a project.

    ``known_as`` is the name they chose: nothing else is shown first, no job title. ``user`` is empty
    for a member without email. ``joined_at`` is empty until an invited person has come in.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    known_as = models.CharField(_("name they are known by"), max_length=80)
    # The name as it is searched.
    search_name = FoldedField(source="known_as")
    has_lived_experience = models.BooleanField(_("lived experience"), default=False)
    has_trained_experience = models.BooleanField(_("trained experience"), default=False)
    has_professional_experience = models.BooleanField(_("professional experience"), default=False)
    has_personal_experience = models.BooleanField(_("personal experience"), default=False)
    # Empty until they (or a facilitator in their name) answered; "none of these" is an answer too.
    experience_answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="members_added"
    )
    # Set when they say "I have read what is open and what is fixed".
    boundaries_read_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"],
                name="member_once",
                violation_error_message=_("This person is in the project already."),
            ),
            models.UniqueConstraint(fields=["project", "sent_key"], name="member_sent_once"),
            models.CheckConstraint(
                condition=Q(role="participant") | Q(user__isnull=False) | Q(left_at__isnull=False),
                name="member_facilitator_has_email",
                violation_error_message=_("A facilitator needs an email address."),
            ),
            models.CheckConstraint(
                condition=~Q(known_as=""),
                name="member_has_name",
                violation_error_message=_("Write the name they are known by."),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "known_as", "id"], name="member_by_name"),
            # The list of people is in this order; without it, each page sorts them all.
            models.Index("project", Lower("known_as"), "id", name="member_by_folded_name"),
        ]

    def __str__(self) -> str:
        return self.known_as

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it is searched together with the name."""
        if "known_as" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_name"}
        super().save(*args, **kwargs)

    @property
    def is_facilitator(self) -> bool:
        return self.role == Role.FACILITATOR

    @property
    def is_taking_part(self) -> bool:
        return self.joined_at is not None and self.left_at is None

    @property
    def experience(self) -> list[Experience]:
        """The kinds of experience they said they bring."""
        return [kind for kind in Experience if getattr(self, f"has_{kind.value}_experience")]
