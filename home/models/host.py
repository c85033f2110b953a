"""What the host of an installation says of itself: one row, which is made when something is said first."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: After so long, the host is asked whether a text still holds.
HOLDS = timedelta(days=365)
WORDS = 5000


class Host(models.Model):
    """
    The name, the logo, the contact, the two texts that the law asks for, and where to ask about money in return, in the
    words of whoever hosts this.

    What is empty is not said yet, and no page makes it up. ``..._written_on``: when that text was saved last, also
    unchanged.
    """

    class Status(models.TextChoices):
        FULL = "full", _("Fully compliant: nothing that we know of fails the guidelines")
        PARTLY = "partly", _("Partially compliant: some things fail, and we name them below")
        NOT = "not", _("Not compliant: most things fail, or nobody has looked yet")

    class Law(models.TextChoices):
        GREAT_BRITAIN = "gb", _("Yes, in England, Scotland or Wales")
        NORTHERN_IRELAND = "ni", _("Yes, in Northern Ireland")
        NONE = "none", _("No, these rules are not for us")

    one = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)
    name = models.CharField(max_length=60, default="Coproduce")
    logo_alt = models.CharField(max_length=200, blank=True)
    #: Stands in the address of the logo, so that browsers can keep it; empty: there is none.
    logo_hash = models.CharField(max_length=64, blank=True, editable=False)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_address = models.TextField(max_length=500, blank=True)
    controller = models.TextField(max_length=1000, blank=True)
    data_officer = models.TextField(max_length=1000, blank=True)
    lawful_basis = models.TextField(max_length=WORDS, blank=True)
    kept_for = models.TextField(max_length=WORDS, blank=True)
    kept_where = models.TextField(max_length=WORDS, blank=True)
    rights = models.TextField(max_length=WORDS, blank=True)
    privacy_written_on = models.DateField(null=True, blank=True, editable=False)
    scope = models.TextField(max_length=WORDS, blank=True)
    status = models.CharField(max_length=6, choices=Status.choices, blank=True)
    not_accessible = models.TextField(max_length=WORDS, blank=True)
    tested = models.TextField(max_length=WORDS, blank=True)
    tested_on = models.DateField(null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)
    law = models.CharField(max_length=4, choices=Law.choices, blank=True)
    #: Whom people ask whether money in return changes their benefits, and what is good to know of it.
    payment_advice = models.TextField(max_length=WORDS, blank=True)
    #: When a statement stood here first.
    accessibility_begun_on = models.DateField(null=True, blank=True, editable=False)
    accessibility_written_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(one=1), name="host_is_one"),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="host_has_a_name",
                violation_error_message=_("Give it a name."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["", "full", "partly", "not"]),
                name="host_status",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["partly", "not"]) | ~models.Q(not_accessible=""),
                name="host_says_what_fails",
                violation_error_message=_("Name what is not accessible, and why."),
            ),
            models.CheckConstraint(
                condition=models.Q(law__in=["", "gb", "ni", "none"]), name="host_law"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def logo_url(self) -> str:
        """Where the logo is; empty when there is none."""
        return reverse("home:host_logo", args=[self.logo_hash]) if self.logo_hash else ""

    @property
    def has_contact(self) -> bool:
        """Whether somebody is named to turn to."""
        return bool(self.contact_name)

    def is_privacy_old(self, on: date) -> bool:
        """Whether nobody has looked at the text about privacy for a year, or there is none."""
        return _is_old(self.privacy_written_on, on)

    def is_accessibility_old(self, on: date) -> bool:
        """Whether nobody has looked at the accessibility statement for a year, or there is none."""
        return _is_old(self.accessibility_written_on, on)

    def privacy_gaps(self) -> list[Any]:
        """Name what is not said yet about people's data."""
        return self._gaps(PRIVACY_GAPS)

    def accessibility_gaps(self) -> list[Any]:
        """Name what is not said yet about accessibility."""
        return self._gaps(ACCESSIBILITY_GAPS)

    def _gaps(self, named: dict[str, Any]) -> list[Any]:
        return [words for field, words in named.items() if getattr(self, field) in ("", None)]


def _is_old(written_on: date | None, on: date) -> bool:
    return written_on is None or written_on < on - HOLDS


PRIVACY_GAPS = {
    "controller": _("who is responsible for your data"),
    "data_officer": _("whom to ask about your data"),
    "lawful_basis": _("what allows them to keep it"),
    "kept_for": _("for how long they keep it"),
    "kept_where": _("where it is kept"),
    "rights": _("your rights, and where to complain"),
}
ACCESSIBILITY_GAPS = {
    "scope": _("what this statement is about"),
    "status": _("whether these pages meet the guidelines"),
    "tested": _("how they were tested"),
    "tested_on": _("when they were tested"),
    "contact_name": _("whom to tell what does not work"),
    "answer_days": _("how soon you get an answer"),
    "law": _("who sees to it that the rules are kept"),
}


class HostLogo(models.Model):
    """The logo, drawn anew from its dots (docs/adr/0132): of the one host, in a table that no other page reads."""

    host = models.OneToOneField(Host, on_delete=models.CASCADE, related_name="logo")
    sha256 = models.CharField(max_length=64, editable=False)
    media_type = models.CharField(max_length=20, editable=False)
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"logo {self.sha256[:8]}"


class HostChange(models.Model):
    """Who changed which part of it, when, and what stood there before. It is only ever added."""

    class Part(models.TextChoices):
        NAME = "name", _("the name")
        LOGO = "logo", _("the logo")
        CONTACT = "contact", _("whom people turn to")
        PRIVACY = "privacy", _("the text about privacy")
        ACCESSIBILITY = "accessibility", _("the accessibility statement")
        PAYMENT = "payment", _("where to ask about money in return")

    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="changes")
    part = models.CharField(max_length=13, choices=Part.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    #: Field -> its words before; nothing: it was looked at, and still holds.
    before = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["host", "-at"], name="host_change_newest")]

    def __str__(self) -> str:
        return f"{self.part}, {self.at}"

    @property
    def who(self) -> str:
        """Who changed it, by name."""
        return (self.by.name or self.by.email) if self.by else gettext("Somebody who is gone")
