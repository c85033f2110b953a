"""How each member wants to hear: by which channel, how often, and at whose address."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Member

#: What :attr:`Preference.reach` and :meth:`Preference.reach_for` look at, from a member on: for ``select_related``.
REACH = (
    "user__refused",
    "preference__through__preference",
    "preference__through__user__refused",
)
if TYPE_CHECKING:
    from outbox.models.addresses import RefusedAddress
    from outbox.models.digests import Digest
    from outbox.models.messages import Delivery, Message


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
    #: Whether their letters are printed large, with all else that is posted to them.
    is_large_print = models.BooleanField(_("letters in large print"), default=False)
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
        return _reach(getattr(member, "preference", None), member)

    @property
    def reach(self) -> str:
        """The channel by which the member can be reached today: without an address that takes emails, not by email."""
        return _reach(self, self.member)

    @property
    def refused(self) -> "RefusedAddress | None":
        """What is known of the member's address when the mail server takes no emails for it."""
        return refusal_of(self.member)

    @property
    def meanwhile(self) -> str:
        """In a word, how somebody who chose email hears while their address takes none; empty for all others."""
        is_by_hand = self.channel == Channel.EMAIL and self.refused
        return str(Channel(self.reach).label) if is_by_hand else ""

    @property
    def shares_with(self) -> Member | None:
        """
        The member whose address they share today: who takes part and hears by email.

        Whoever has a sign-in of their own shares nobody's. No query after ``select_related`` with :data:`REACH`.
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
    def has_phone_alone(self) -> bool:
        """Whether a phone number is known, and no postal address."""
        return bool(self.phone and not self.postal_address)

    @property
    def is_gathered(self) -> bool:
        """Whether news waits for a digest."""
        return self.rhythm in (Rhythm.WEEKLY, Rhythm.MONTHLY)

    def hears(self, told: "Message | Delivery | Digest") -> bool:
        """Whether the member wants to hear of something, by whichever channel."""
        if told.asks or self.rhythm not in (Rhythm.RESULTS, Rhythm.ASKED_ONLY):
            return True
        return self.rhythm == Rhythm.RESULTS and told.is_result


def refusal_of(member: Member) -> "RefusedAddress | None":
    """Return what is known of a member's address when the mail server takes no emails for it."""
    return getattr(member.user, "refused", None) if member.user_id else None


def _reach(chosen: Preference | None, member: Member) -> str:
    """
    Return the channel that reaches a member today.

    By email nobody is reached without an address that takes emails: they are rung when a phone number is all that is
    known, and get letters else. :mod:`outbox.audience` says the same for the database.
    """
    if chosen and chosen.channel != Channel.EMAIL:
        return chosen.channel
    if member.user_id and not refusal_of(member):
        return Channel.EMAIL
    return Channel.PHONE if chosen and chosen.has_phone_alone else Channel.POST
