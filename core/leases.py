"""Rows that say what is due and what was done, claimed by a conditional UPDATE with a lease."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q

if TYPE_CHECKING:
    from collections.abc import Iterator

#: No lease is longer than this.
LEASE = timedelta(minutes=5)
#: A lease that ends so much later than any can was taken by a clock that was wrong, and holds nothing. Clocks of two
#: machines differ by less.
ASTRAY = timedelta(hours=1)
#: Waits before the next try after a failure, by number of tries so far; then the row gives up.
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]


class LeasedQuerySet(models.QuerySet[Any]):
    """Adjectives for rows of work, and the claim."""

    def waiting(self) -> Self:
        """Keep the rows that are neither done nor given up."""
        return self.filter(done_at=None, gave_up_at=None)

    def due(self, *, now: datetime) -> Self:
        """Keep the rows that wait, whose time has come and which nobody holds."""
        free = (
            Q(lease_until=None) | Q(lease_until__lte=now) | Q(lease_until__gt=now + LEASE + ASTRAY)
        )
        return self.waiting().filter(free, due_at__lte=now)

    def claim(
        self, *, now: datetime, limit: int = 100, lease: timedelta = LEASE
    ) -> "Iterator[Any]":
        """
        Yield rows that are now held by the caller alone, each claimed just before it is yielded.

        ``now`` is when the call is made; a row's lease runs from when it is its turn.
        """
        started = time.monotonic()
        for row in list(self.due(now=now).order_by("due_at", "pk")[:limit]):
            moment = now + timedelta(seconds=time.monotonic() - started)
            if row.take(now=moment, lease=lease):
                yield row

    def take_next(self, *, now: datetime, limit: int, lease: timedelta = LEASE) -> list[Any]:
        """
        Hold the next due rows of this set, all until the same moment, and return them.

        Nobody else can hold any of them: PostgreSQL locks the rows between the look and the claim and lets others look
        past them; on SQLite only one writes at a time, from the beginning of its transaction on.
        """
        with transaction.atomic():
            due = self.due(now=now).select_for_update(skip_locked=True, of=("self",))
            rows = list(due.order_by("due_at", "pk")[:limit])
            held: Any = self.model._default_manager.filter(pk__in=[row.pk for row in rows])
            held.update(lease_until=now + lease, tries=F("tries") + 1)
        for row in rows:
            row.lease_until, row.tries = now + lease, row.tries + 1
        return rows

    def bring_back(self, *, now: datetime) -> int:
        """
        Let rows be due now that were made while a clock was ahead, to be done at once, and would wait until it is as
        late as that; return how many.

        A row keeps its moment that was made by a right clock, is to wait for its own, or was tried meanwhile: it is
        tried again before the wrong clock's hour.
        """
        late, made = now + ASTRAY, self.model.made
        at_once = Q(due_at__gte=F(made), due_at__lt=F(made) + ASTRAY)
        wrong = self.waiting().filter(at_once, due_at__gt=late, **{f"{made}__gt": late})
        return wrong.update(due_at=now)

    def let_go(self, rows: Sequence[Any]) -> None:
        """Let go of rows that one :meth:`take_next` held and that were not tried; what others took since is theirs."""
        if rows:
            mine = self.filter(pk__in=[row.pk for row in rows], lease_until=rows[0].lease_until)
            mine.filter(done_at=None).update(lease_until=None, tries=F("tries") - 1)

    def take(self, *, now: datetime, lease: timedelta = LEASE) -> int:
        """Hold the due rows of this set until the lease ends; return how many."""
        return self.due(now=now).update(lease_until=now + lease, tries=F("tries") + 1)


class Leased(models.Model):
    """A row of work. The model gives itself ``objects`` from a :class:`LeasedQuerySet`."""

    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    gave_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.CharField(max_length=500, blank=True, editable=False)
    backoff: ClassVar[Sequence[timedelta]] = BACKOFF
    #: Where a row says when it was made.
    made: ClassVar[str] = "created_at"

    class Meta:
        abstract = True

    def take(self, *, now: datetime, lease: timedelta = LEASE) -> bool:
        """
        Hold the row until the lease ends, if it is due and nobody else holds it; return whether.

        ``select_for_update`` does nothing on SQLite; a conditional UPDATE holds on both engines.
        """
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        if not rows.take(now=now, lease=lease):
            return False
        self.lease_until, self.tries = now + lease, self.tries + 1
        return True

    def hold_on(self, *, now: datetime, lease: timedelta) -> None:
        """Hold a row that the caller holds for another lease from now; what somebody took meanwhile stays theirs."""
        held = self._unless_done().filter(tries=self.tries, lease_until__isnull=False)
        held.update(lease_until=now + lease)

    def mark_done(self, *, now: datetime) -> bool:
        """Record that the work is done; return whether this caller was the one to do so."""
        self.done_at, self.lease_until = now, None
        return bool(self._unless_done().update(done_at=now, lease_until=None))

    def mark_failed(self, *, now: datetime, error: str) -> None:
        """Let the lease go and set the next try; after the last one, give up and keep the error."""
        if self.tries > len(self.backoff):
            self.give_up(now=now, error=error)
            return
        self.last_error, self.lease_until = error[:500], None
        self.due_at = now + self.backoff[max(self.tries, 1) - 1]
        self._unless_done().update(last_error=self.last_error, lease_until=None, due_at=self.due_at)

    def give_up(self, *, now: datetime, error: str) -> None:
        """Record that another try would not help, and why."""
        self.last_error, self.lease_until, self.gave_up_at = error[:500], None, now
        self._unless_done().update(last_error=self.last_error, lease_until=None, gave_up_at=now)

    def _unless_done(self) -> models.QuerySet[Any]:
        """Keep this row out of a slow worker's hands when another one, after the lease, has done it."""
        return type(self)._default_manager.filter(pk=self.pk, done_at=None)
