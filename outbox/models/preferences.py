"""How each member wants to hear: by which channel, how often, and at whose address."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Member

if TYPE_CHECKING:
    from outbox.models.messages import Delivery, Digest, Message


class Channel(models.TextChoices):
    EMAIL = "email", _("email")
    POST = "post", _("post")
    PHONE = "phone", _("phone")


class Rhythm(models.TextChoices):
    AT_ONCE = "at-once", _("at once")
    WEEKLY = "weekly", _("once a week")
    MONTHLY = "monthly", _("once a month")
    RESULTS = "results", _("only results")
    ASKED_ONLY = "asked-only", _("only when I'm asked to do something")


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
    # For somebody who cannot sign in: the member whose address they share. What is for everybody comes there as well.
    through = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="shares_address"
    )
    changed_at = models.DateTimeField(auto_now=True)
    # A facilitator who set it for them; empty when they chose it themselves.
    set_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="preferences_set",
        editable=False,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(through=None) | ~Q(through=models.F("member")),
                name="preference_through_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.get_rhythm_display()}"

    @classmethod
    def of(cls, member: Member) -> "Preference":
        """Return what the member chose, or the default, unsaved. No query after ``select_related("preference")``."""
        chosen: Preference | None = getattr(member, "preference", None)
        has_email = member.user_id is not None
        return chosen or cls(member=member, channel=Channel.EMAIL if has_email else Channel.POST)

    @classmethod
    def reach_of(cls, member: Member) -> str:
        """Return the channel by which a member can be reached today; no query after ``select_related``."""
        chosen: Preference | None = getattr(member, "preference", None)
        return _reach(chosen.channel if chosen else Channel.EMAIL, member)

    @property
    def reach(self) -> str:
        """The channel by which the member can be reached today: without an email address, not by email."""
        return _reach(self.channel, self.member)

    @property
    def shares_with(self) -> Member | None:
        """
        The member whose address they share today: who takes part and hears by email.

        Whoever has a sign-in of their own shares nobody's. No query after
        ``select_related("through__preference")``.
        """
        other = self.through
        if self.member.user_id or not other or not other.is_taking_part:
            return None
        return other if other.user_id and Preference.reach_of(other) == Channel.EMAIL else None

    @property
    def channel_of_through(self) -> str:
        """In a word, how the member hears whose address they share."""
        return str(Channel(self.reach_of(self.through)).label) if self.through else ""

    def reach_for(self, told: "Message | Delivery | Digest") -> str:
        """
        Return the channel by which the member hears of something today.

        To an address that they share goes only what says the same to everybody: what is theirs alone does not.
        """
        if self.shares_with and told.is_for_everybody:
            return Channel.EMAIL
        return self.reach

    @property
    def is_gathered(self) -> bool:
        """Whether news waits for a digest."""
        return self.rhythm in (Rhythm.WEEKLY, Rhythm.MONTHLY)

    def hears(self, told: "Message | Delivery | Digest") -> bool:
        """Whether the member wants to hear of something, by whichever channel."""
        if told.asks or self.rhythm not in (Rhythm.RESULTS, Rhythm.ASKED_ONLY):
            return True
        return self.rhythm == Rhythm.RESULTS and told.is_result


def _reach(channel: str, member: Member) -> str:
    """Return the channel that reaches a member today: by email nobody is reached who has no address."""
    return Channel.POST if channel == Channel.EMAIL and member.user_id is None else channel
