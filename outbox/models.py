"""What leaves for people: the rhythm and channel each chose, messages, and deliveries with their leases."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.leases import Leased, LeasedQuerySet
from projects.models import Member, Project


class Channel(models.TextChoices):
    EMAIL = "email", _("email")
    POST = "post", _("post")
    PHONE = "phone", _("phone")


class Rhythm(models.TextChoices):
    AT_ONCE = "at-once", _("at once")
    WEEKLY = "weekly", _("once a week")
    MONTHLY = "monthly", _("once a month")
    ASKED_ONLY = "asked-only", _("nothing but what is asked of me")


class Preference(models.Model):
    """
    How and how often a member wants to hear.

    A member without one hears by email at once; without an email address, by post.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="preference")
    channel = models.CharField(_("how"), max_length=5, choices=Channel, default=Channel.EMAIL)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    # Private: the person and facilitators only.
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    postal_address = models.TextField(_("postal address"), blank=True, max_length=500)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.get_rhythm_display()}"


class Message(models.Model):
    """
    Something told to people, once for each event, whoever it is for.

    ``event`` names what happened ("update:12:sent"); a second call for the same event finds the first message.
    ``builder`` is the dotted path of the function in the teller's ``emails.py`` that builds the email of one
    delivery; the outbox itself does not know what it carries. ``asks`` marks what is asked of somebody: it goes out
    at once, whatever rhythm they chose.
    """

    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )
    event = models.CharField(max_length=120, unique=True)
    builder = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    subject = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)
    asks = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class Digest(Leased):
    """The email that gathers a member's messages at the rhythm that they chose: one for each period."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="digests")
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    mail_id = models.CharField(max_length=200, unique=True, editable=False)

    objects = LeasedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "period_end"], name="digest_once_a_period"),
            models.CheckConstraint(
                condition=Q(period_end__gt=models.F("period_start")), name="digest_has_length"
            ),
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"


class DeliveryQuerySet(LeasedQuerySet):
    """Adjectives for deliveries."""

    def by_email(self) -> "DeliveryQuerySet":
        """Keep those that a worker sends on their own: by email and not held for a digest."""
        return self.filter(channel=Channel.EMAIL, is_held=False)

    def by_hand(self) -> "DeliveryQuerySet":
        """Keep those that a person takes care of: post and phone."""
        return self.exclude(channel=Channel.EMAIL)


class Delivery(Leased):
    """
    One message on its way to one recipient by one channel.

    The row is made in the transaction of the change that it tells of. ``done_at``: it was handed to
    the mail server, or a facilitator ticked it off (post, phone). ``is_held``: it waits for the
    member's next digest. ``mail_id`` is its fixed Message-ID.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    recipient = models.CharField(max_length=254, editable=False)
    channel = models.CharField(max_length=5, choices=Channel)
    is_held = models.BooleanField(default=False)
    digest = models.ForeignKey(
        Digest, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    mail_id = models.CharField(max_length=200, unique=True, editable=False)
    done_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries_done_by_hand",
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "recipient", "channel"], name="delivery_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(done_at=None, gave_up_at=None),
                name="delivery_waiting",
            ),
            models.Index(fields=["member", "is_held"], name="delivery_held_for"),
        ]

    def __str__(self) -> str:
        return f"{self.message} ({self.get_channel_display()})"


class DemoMail(models.Model):
    """An email that demo mode shows in the app instead of sending it."""

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject
