"""
Emails by the thousand that a worker holds while it sends them: claimed in sets, and marked in sets.

A week ends for everybody at one moment, and news goes to all who follow; with queries for each email the database takes
longer than the mail server. What is lost by it is little: a worker that is killed leaves some emails, never more than
:attr:`Held.every`, that were sent and are not marked; after the lease they are sent again under the same Message-ID,
and mail programs show them once.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from time import monotonic
from typing import ClassVar, Generic, Self, TypeVar

from core.leases import LeasedQuerySet
from outbox.models import Channel, Delivery, Digest

#: What was sent is marked when the first of it was sent so many seconds ago.
SECONDS = 1.0
#: So many are asked at once whether they follow still, a second at most before their email leaves.
LOOKED_AT = 10
Row = TypeVar("Row", Delivery, Digest)


def is_looked_at(row: Delivery | Digest) -> bool:
    """Whether it is known of a row whom it is still for."""
    return "followed" in vars(row)


def look_at(rows: Sequence[Delivery | Digest]) -> None:
    """Ask the database whom rows are for now: what goes to followers is held for longer than it takes to stop."""
    model = type(rows[0])
    waiting = model.objects.waiting().filter(pk__in=[row.pk for row in rows])
    fields = waiting.values_list("pk", "follower", "follower__project__is_public")
    today = {pk: (follower, is_public) for pk, follower, is_public in fields}
    for row in rows:
        row.followed = today.get(row.pk)


class Held(Generic[Row]):
    """The next rows that are due, held by this worker; at the end the ones that it did not try are let go."""

    #: What was sent is marked when it is so many, too.
    every: ClassVar[int]

    def __init__(self, rows: LeasedQuerySet, clock: Callable[[], datetime], *, limit: int) -> None:
        self._rows, self._clock = rows, clock
        self._untried: list[Row] = rows.take_next(now=clock(), limit=limit)[::-1]
        self._sent: list[Row] = []
        self._marked_at = self._looked_at = monotonic()

    def __enter__(self) -> Self:
        return self

    def __iter__(self) -> Iterator[Row]:
        """Yield those that are still held, in the order in which they came due."""
        while self._untried:
            row = self._untried[-1]
            if row.lease_until is None or row.lease_until <= self._clock():
                return
            if row.is_to_follower:
                self._look_again(row)
            yield row

    def _look_again(self, row: Row) -> None:
        if not is_looked_at(row) or monotonic() - self._looked_at > SECONDS:
            look_at(self._untried[-LOOKED_AT:])
            self._looked_at = monotonic()

    def finish(self, row: Row, *, is_sent: bool) -> None:
        """Take note that a row was tried; one that was not sent was marked by whoever tried it."""
        self._untried.pop()
        if is_sent:
            self._sent.append(row)
        if len(self._sent) >= self.every or monotonic() - self._marked_at > SECONDS:
            self._mark()

    def _mark(self) -> None:
        if self._sent:
            self.mark_sent(self._sent, now=self._clock())
        self._sent, self._marked_at = [], monotonic()

    def mark_sent(self, rows: Sequence[Row], *, now: datetime) -> None:
        """Mark what has gone out."""
        raise NotImplementedError

    def __exit__(self, *_error: object) -> None:
        self._mark()
        self._rows.model._default_manager.let_go(self._untried)


class HeldNews(Held[Delivery]):
    """News to those who follow."""

    every = 10

    def mark_sent(self, rows: Sequence[Delivery], *, now: datetime) -> None:
        """Mark it, also what was taken off while its email left."""
        sent = Delivery.objects.filter(pk__in=[row.pk for row in rows], done_at=None)
        sent.update(done_at=now, lease_until=None)


class HeldDigests(Held[Digest]):
    """Digests, to members and to those who follow."""

    every = 50

    def mark_sent(self, rows: Sequence[Digest], *, now: datetime) -> None:
        """
        Mark them, and what they gathered first.

        A worker that is killed in between leaves digests with nothing in them, and those are not sent again.
        """
        sent = Digest.objects.filter(pk__in=[row.pk for row in rows], done_at=None)
        # Also what was taken off after the email was written: it has gone out.
        gathered = [one for row in rows for one in row.gathered if one.digest_id]
        told = [one.pk for one in gathered if one.gave_up_at is None]
        emails = Delivery.objects.filter(pk__in=told, channel=Channel.EMAIL, done_at=None)
        emails.update(done_at=now)
        sent.update(done_at=now, lease_until=None)
