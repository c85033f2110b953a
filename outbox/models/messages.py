"""What leaves for people: messages, and deliveries with their leases."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.leases import Leased, LeasedQuerySet
from outbox import kinds
from outbox.models.digests import BACKOFF, Digest
from outbox.models.followers import FOLLOWER, Follower
from outbox.models.preferences import Channel
from projects.models import Member, Project


class MessageQuerySet(models.QuerySet["Message"]):
    """Adjectives for messages."""

    def to_list(self) -> "MessageQuerySet":
        """Leave out those of which nobody but the people whom they concern is to learn that they were sent."""
        return self.exclude(kind__in=kinds.kinds_not_listed())


class Message(models.Model):
    """
    Something told to people, once for each event, whoever it is for.

    ``event`` names what happened ("update:12:sent"); a second call for the same event finds the first message.
    ``kind`` is a key that the teller's ``emails.py`` declares, and ``data`` what it needs: numbers of rows, facts of
    the moment, and words that a person wrote. It becomes words for each reader, in their language, when it is sent or
    shown (:mod:`outbox.kinds`). ``asks`` marks what is asked of somebody, or answers them: it goes out at once,
    whatever rhythm they chose. ``is_result`` marks what was settled, decided or found: some want to hear that alone.
    """

    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )
    event = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    asks = models.BooleanField(default=False)
    is_result = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """What it says in one line, in the language of whoever reads the page."""
        return kinds.subject_of(self)

    #: Whom it is for, where another message has the same headline; else empty.
    audience = property(kinds.audience_of)

    @property
    def is_for_everybody(self) -> bool:
        """Whether it says the same to all members."""
        return kinds.is_for_everybody([self.kind])

    @property
    def is_between_two(self) -> bool:
        """Whether nobody else is to learn that it was sent."""
        return kinds.is_between_two(self.kind)

    @property
    def path(self) -> str:
        """Where its link leads; empty for no link."""
        return kinds.path_of(self)


class State(models.TextChoices):
    """What became of a delivery so far, as facilitators read it."""

    SENT = "sent", _("Sent")
    WAITING = "waiting", _("On its way")
    LATE = "late", _("Late")
    HELD = "held", _("Goes in the next weekly or monthly email")
    BY_HAND = "by-hand", _("To post or ring")
    TICKED = "ticked", _("Posted or rung")
    FAILED = "failed", _("Did not arrive")
    OVER = "over", _("No longer needed")


ENDED = Q(done_at__isnull=False) | Q(gave_up_at__isnull=False)
_FAILED = Q(channel=Channel.EMAIL, done_at=None, gave_up_at__isnull=False, is_needless=False)
_OPEN = Q(channel=Channel.EMAIL, done_at=None, gave_up_at=None)
#: The one rule for each state; together they cover every delivery once.
_STATES = {
    State.SENT: Q(channel=Channel.EMAIL, done_at__isnull=False),
    State.WAITING: _OPEN & Q(is_held=False, last_error=""),
    State.LATE: _OPEN & ~Q(last_error=""),
    State.HELD: _OPEN & Q(is_held=True, last_error=""),
    State.BY_HAND: ~Q(channel=Channel.EMAIL) & Q(done_at=None, gave_up_at=None),
    State.TICKED: ~Q(channel=Channel.EMAIL) & Q(done_at__isnull=False),
    State.FAILED: _FAILED,
    State.OVER: (~Q(channel=Channel.EMAIL) | Q(is_needless=True))
    & Q(done_at=None, gave_up_at__isnull=False),
}


class DeliveryQuerySet(LeasedQuerySet):
    """Adjectives for deliveries."""

    def of(self, project: Project) -> "DeliveryQuerySet":
        return self.filter(project=project)

    def with_people(self) -> "DeliveryQuerySet":
        """Load what a facilitator needs to reach the recipient, in the same query."""
        return self.select_related(
            "message__project", "member__user", "member__preference", "done_by", "digest"
        )

    def due(self, *, now: datetime) -> "DeliveryQuerySet":
        """Keep what a worker sends now: also of rows read earlier it takes none that was left to people since."""
        return super().due(now=now).by_email()

    def in_state(self, state: str) -> "DeliveryQuerySet":
        """Keep those in a state; all of them when it is no state."""
        return self.filter(_STATES[State(state)]) if state in State.values else self.all()

    def to_do_by_hand(self) -> "DeliveryQuerySet":
        """Keep the letters that are not posted and the calls that are not made."""
        return self.in_state(State.BY_HAND)

    def need_a_look(self) -> "DeliveryQuerySet":
        """
        Keep those that somebody is told of by name: letters, calls, and emails that did not arrive or are late.

        Who follows is told to nobody.
        """
        rules = _STATES[State.BY_HAND] | _STATES[State.FAILED] | _STATES[State.LATE]
        return self.filter(rules).exclude(recipient__startswith=FOLLOWER)

    def counts_of(self, messages: "list[Message]") -> "list[tuple[Message, dict[str, int]]]":
        """
        Return each message with the number of its deliveries in each state ("total" for all), in one query.

        "last_due": when the last leaves of those that wait.
        """
        counts = {
            row.pop("message"): row
            for row in self.filter(message__in=messages)
            .values("message")
            .annotate(
                total=models.Count("pk"),
                last_due=models.Max("due_at", filter=_STATES[State.WAITING]),
                **{
                    state.name.lower(): models.Count("pk", filter=rule)
                    for state, rule in _STATES.items()
                },
            )
        }
        return [(message, counts.get(message.pk, {"total": 0})) for message in messages]

    def by_email(self) -> "DeliveryQuerySet":
        """Keep those that a worker sends on their own: by email and not held for a digest."""
        return self.filter(channel=Channel.EMAIL, is_held=False)

    def by_hand(self) -> "DeliveryQuerySet":
        """Keep those that a person takes care of: post and phone."""
        return self.exclude(channel=Channel.EMAIL)


class Delivery(Leased):
    """
    One message on its way to one recipient by one channel.

    ``recipient`` names the person, so that one person is told once: ``user:<pk>``, ``member:<pk>`` for somebody without
    email, or ``follower:<pk>``, also when they follow no more. The address itself is looked up when the email leaves.
    The row is made in the transaction of the change that it tells of. ``done_at``: it was handed to
    the mail server, or a facilitator ticked it off (post, phone). ``is_held``: it waits for the
    member's next digest. ``is_needless``: an email that was given up since whom it was for left, or wants no such news.
    ``mail_id`` is its fixed Message-ID.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    # That of its message. Here too, so that a project's letters are counted without its messages: every page of a
    # facilitator counts them.
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    follower = models.ForeignKey(
        Follower,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
        db_index=False,
    )
    recipient = models.CharField(max_length=254, editable=False)
    channel = models.CharField(max_length=5, choices=Channel)
    is_held = models.BooleanField(default=False)
    is_needless = models.BooleanField(default=False)
    digest = models.ForeignKey(
        Digest,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
        db_index=False,
    )
    #: The number of whoever follows still, and whether the page is public, as :func:`outbox.held.look_at` read it; None
    #: for what waits no more.
    followed: "tuple[int | None, bool | None] | None"
    mail_id = models.CharField(max_length=200, unique=True, editable=False)
    done_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries_done_by_hand",
    )
    backoff: ClassVar[Sequence[timedelta]] = BACKOFF
    made: ClassVar[str] = "message__created_at"

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "recipient", "channel"], name="delivery_once"
            ),
        ]
        indexes = [
            # In the order in which they leave, and none of those that wait for a digest: a worker reads what it sends.
            models.Index(
                fields=["due_at", "id"],
                condition=_OPEN & Q(is_held=False),
                name="delivery_waiting",
            ),
            # The same without what goes to followers, which may be a hundred thousand.
            models.Index(
                fields=["due_at", "id"],
                condition=_OPEN & Q(is_held=False, follower=None),
                name="delivery_not_news_waiting",
            ),
            # Most belong to none. With those in it, SQLite would read them all to find what is held.
            models.Index(
                fields=["digest"], condition=Q(digest__isnull=False), name="delivery_gathered"
            ),
            # Few of them, when somebody stops: never by reading all that was ever sent.
            models.Index(
                fields=["follower"],
                condition=Q(follower__isnull=False),
                name="delivery_to_follower",
            ),
            # What no digest has gathered yet, a member after the other.
            models.Index(
                fields=["member", "message"],
                condition=Q(is_held=True, digest=None, done_at=None, gave_up_at=None),
                name="delivery_held",
            ),
            # A facilitator's pages count people in it: never by reading all that was ever sent, nor the rows.
            models.Index(
                fields=["project", "member", "channel"],
                condition=_STATES[State.BY_HAND],
                name="delivery_by_hand",
            ),
            # What was posted and told lately. An email is never in it.
            models.Index(
                "project",
                Coalesce("done_at", "gave_up_at"),
                condition=~Q(channel=Channel.EMAIL) & ENDED,
                name="delivery_by_hand_ended",
            ),
            models.Index(
                fields=["gave_up_at"],
                condition=_STATES[State.FAILED],
                name="delivery_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} ({self.get_channel_display()})"

    @property
    def asks(self) -> bool:
        return self.message.asks

    @property
    def is_result(self) -> bool:
        return self.message.is_result

    @property
    def is_for_everybody(self) -> bool:
        return self.message.is_for_everybody

    @property
    def state(self) -> State:
        """What became of it so far; says the same as the rules by which the list counts."""
        is_email = self.channel == Channel.EMAIL
        if self.done_at:
            return State.SENT if is_email else State.TICKED
        if self.gave_up_at:
            return State.FAILED if is_email and not self.is_needless else State.OVER
        if not is_email:
            return State.BY_HAND
        if self.last_error:
            return State.LATE
        return State.HELD if self.is_held else State.WAITING

    @property
    def is_to_follower(self) -> bool:
        """Whether it goes, or went, to somebody who follows; they may follow no more."""
        return self.recipient.startswith(FOLLOWER)

    @property
    def email(self) -> "Delivery | Digest":
        """What goes to the mail server: it, or the digest that gathered it."""
        return self.digest if self.is_held and self.digest else self

    def let_go(self, *, now: datetime, why: str) -> None:
        """Record that nobody needs it any more, and why."""
        Delivery.objects.filter(pk=self.pk, done_at=None).update(is_needless=True)
        self.give_up(now=now, error=why)

    def leave_to_people(self, channel: str) -> None:
        """
        Make it a letter or a call, for a member who is not to be reached by email any more.

        What is between two is left to nobody: it is over, without a word of why.
        """
        if self.message.is_between_two:
            Delivery.objects.filter(pk=self.pk, done_at=None).update(
                is_needless=True, gave_up_at=timezone.now(), lease_until=None
            )
            return
        Delivery.objects.filter(pk=self.pk, done_at=None).update(
            channel=channel, is_held=False, lease_until=None
        )


class Hitch(models.Model):
    """
    Something that happens by itself, row by row, and did not work for one row; the next tick tries it again.

    ``work`` is a key that a ``tasks.py`` declares (:mod:`outbox.ticks`), ``row`` the kind and number of the row.
    ``error`` is for whoever runs the machine: the log has the rest.
    """

    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="hitches"
    )
    work = models.CharField(max_length=60)
    row = models.CharField(max_length=120)
    error = models.CharField(max_length=200)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "hitches"
        constraints = [
            models.UniqueConstraint(fields=["work", "row"], name="hitch_once_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.work}, {self.row}"


class DemoMail(models.Model):
    """An email that demo mode shows in the app instead of sending it."""

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject
