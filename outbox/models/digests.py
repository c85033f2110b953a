"""What gathers the messages of a member, or of a follower, into one email."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property

from core.leases import Leased, LeasedQuerySet
from outbox import kinds
from outbox.models.followers import Follower
from projects.models import Member, Project

if TYPE_CHECKING:
    from outbox.models.messages import Delivery

#: Waits before the next try of an email that was refused for now: four days in all, as other mail servers do.
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360, *[720] * 8)]


class Digest(Leased):
    """The email that gathers what a member or a follower is told at the rhythm that they chose: one for each period."""

    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="digests"
    )
    follower = models.ForeignKey(
        Follower, null=True, blank=True, on_delete=models.CASCADE, related_name="digests"
    )
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    #: The number of whoever follows still, and whether the page is public, as :func:`outbox.held.look_at` read it; None
    #: for what waits no more.
    followed: "tuple[int | None, bool | None] | None"
    mail_id = models.CharField(max_length=200, unique=True, editable=False)
    backoff: ClassVar[Sequence[timedelta]] = BACKOFF
    made: ClassVar[str] = "period_end"

    objects = LeasedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "period_end"], name="digest_once_a_period"),
            models.UniqueConstraint(
                fields=["follower", "period_end"], name="digest_of_follower_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(member=None, follower__isnull=False)
                | Q(member__isnull=False, follower=None),
                name="digest_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=models.F("period_start")), name="digest_has_length"
            ),
        ]
        indexes = [
            # In the order in which they leave: never by reading those of all weeks before.
            models.Index(
                fields=["due_at", "id"],
                condition=Q(done_at=None, gave_up_at=None),
                name="digest_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"digest {self.pk}"

    @property
    def project(self) -> Project:
        """The project that it is of."""
        return (self.follower or self.member).project  # type: ignore[union-attr]

    @property
    def is_to_follower(self) -> bool:
        return self.follower_id is not None

    @property
    def asks(self) -> bool:
        """What is asked of somebody never waits for a digest."""
        return False

    @cached_property
    def gathered(self) -> "list[Delivery]":
        """What it gathered and is still to be told, in order, with their messages: as it was when first asked for."""
        return list(self._gathered().select_related("message__project").order_by("pk"))

    @property
    def is_result(self) -> bool:
        """Whether it tells one: whoever wants only results since it was gathered still gets it then."""
        return any(delivery.message.is_result for delivery in self.gathered)

    @property
    def is_for_everybody(self) -> bool:
        """Whether all that it gathered says the same to all members."""
        return kinds.is_for_everybody(delivery.message.kind for delivery in self.gathered)

    def mark_done(self, *, now: datetime) -> bool:
        """Record that it was sent, and with it, in one transaction, all that it gathered."""
        with transaction.atomic():
            self._gathered().update(done_at=now)
            return super().mark_done(now=now)

    def mark_failed(self, *, now: datetime, error: str) -> None:
        """Set its next try; what it gathered shows that it is late."""
        with transaction.atomic():
            self._gathered().update(last_error=error[:500])
            super().mark_failed(now=now, error=error)

    def give_up(self, *, now: datetime, error: str) -> None:
        """Record that it cannot be sent; what it gathered shows the same."""
        with transaction.atomic():
            self._gathered().update(gave_up_at=now, last_error=error[:500])
            super().give_up(now=now, error=error)

    def let_go(self, *, now: datetime, why: str) -> None:
        """Record that nobody needs what it gathered, and why."""
        with transaction.atomic():
            self._gathered().update(is_needless=True)
            self.give_up(now=now, error=why)

    def leave_to_people(self, channel: str) -> None:
        """Turn what it gathered into post or calls; the digest itself has nothing left to send."""
        with transaction.atomic():
            self._gathered().update(channel=channel, is_held=False, digest=None)
            super().mark_done(now=self.due_at)

    def _gathered(self) -> "models.QuerySet[Delivery]":
        return self.deliveries.filter(done_at=None, gave_up_at=None)
