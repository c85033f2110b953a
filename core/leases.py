"""Rows that say what is due and what was done, claimed by a conditional UPDATE with a lease."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from collections.abc import Iterator

LEASE = timedelta(minutes=5)
#: Waits before the next try after a failure, by number of tries so far; then the row gives up.
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]


class LeasedQuerySet(models.QuerySet[Any]):
    """Adjectives for rows of work, and the claim."""

    def due(self, *, now: datetime) -> Self:
        """Keep the rows that wait, whose time has come and which nobody holds."""
        return self.filter(
            Q(lease_until=None) | Q(lease_until__lte=now),
            done_at=None,
            gave_up_at=None,
            due_at__lte=now,
        )

    def claim(
        self, *, now: datetime, limit: int = 100, lease: timedelta = LEASE
    ) -> "Iterator[Any]":
        """
        Yield rows that are now held by the caller alone, each claimed just before it is yielded.

        ``select_for_update`` does nothing on SQLite; a conditional UPDATE holds on both engines.
        """
        for pk in list(
            self.due(now=now).order_by("due_at", "pk").values_list("pk", flat=True)[:limit]
        ):
            if self.model._default_manager.all().filter(pk=pk).take(now=now, lease=lease):
                yield self.get(pk=pk)

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

    class Meta:
        abstract = True

    def mark_done(self, *, now: datetime) -> bool:
        """Record that the work is done; return whether this caller was the one to do so."""
        self.done_at, self.lease_until = now, None
        return bool(
            type(self)
            ._default_manager.filter(pk=self.pk, done_at=None)
            .update(done_at=now, lease_until=None)
        )

    def mark_failed(self, *, now: datetime, error: str) -> None:
        """Let the lease go and set the next try; after the last one, give up and keep the error."""
        self.last_error, self.lease_until = error[:500], None
        if self.tries > len(BACKOFF):
            self.gave_up_at = now
        else:
            self.due_at = now + BACKOFF[self.tries - 1]
        self.save(update_fields=["last_error", "lease_until", "gave_up_at", "due_at"])
