"""
Digests that a worker holds while it sends them: claimed in sets, and marked in sets.

A week ends for everybody at one moment, and with queries for each digest the database takes longer than the mail
server. What is lost by it is little: a worker that is killed leaves up to :data:`EVERY` digests, or those of a second,
that were sent and are not marked; after the lease they are sent again under the same Message-ID, and mail programs show
them once.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from time import monotonic
from typing import Self

from core.leases import LeasedQuerySet
from outbox.models import Channel, Delivery, Digest

#: What was sent is marked when it is so many, or when the first of them was sent so many seconds ago.
EVERY, SECONDS = 50, 1.0


class HeldDigests:
    """The next digests that are due, held by this worker; at the end the ones that it did not try are let go."""

    def __init__(
        self, digests: LeasedQuerySet, clock: Callable[[], datetime], *, limit: int
    ) -> None:
        self._clock = clock
        self._untried: list[Digest] = digests.take_next(now=clock(), limit=limit)[::-1]
        self._sent: list[Digest] = []
        self._marked_at = monotonic()

    def __enter__(self) -> Self:
        return self

    def __iter__(self) -> Iterator[Digest]:
        """Yield those that are still held, in the order in which they came due."""
        while self._untried:
            row = self._untried[-1]
            if row.lease_until is None or row.lease_until <= self._clock():
                return
            yield row

    def finish(self, row: Digest, *, is_sent: bool) -> None:
        """Take note that a row was tried; one that was not sent was marked by whoever tried it."""
        self._untried.pop()
        if is_sent:
            self._sent.append(row)
        if len(self._sent) >= EVERY or monotonic() - self._marked_at > SECONDS:
            self._mark()

    def _mark(self) -> None:
        # What they gathered first: a worker that is killed in between leaves digests with nothing in them, and those
        # are not sent again.
        if self._sent:
            now = self._clock()
            sent = Digest.objects.filter(pk__in=[row.pk for row in self._sent], done_at=None)
            # Also what was taken off after the email was written: it has gone out.
            gathered = [one for row in self._sent for one in row.gathered if one.digest_id]
            told = [one.pk for one in gathered if one.gave_up_at is None]
            emails = Delivery.objects.filter(pk__in=told, channel=Channel.EMAIL, done_at=None)
            emails.update(done_at=now)
            sent.update(done_at=now, lease_until=None)
        self._sent, self._marked_at = [], monotonic()

    def __exit__(self, *_error: object) -> None:
        self._mark()
        Digest.objects.let_go(self._untried)
