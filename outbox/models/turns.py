"""Whose turn it is to send."""

from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import Q

#: Who sends says so anew before this is over; when its worker is killed, others wait for it. One email may take a
#: slow server 40 seconds.
HOLD = timedelta(seconds=45)
#: A turn that ends so much later than any can was taken by a clock that was wrong.
ASTRAY = timedelta(minutes=5)
#: Nobody has it, whatever the clock says.
FREE = datetime(2000, 1, 1, tzinfo=UTC)


class SendingTurn(models.Model):
    """
    One row: until when a worker is sending what waits.

    One sends at a time. Else each tick beside a slow mail server would keep one more worker busy, until all of them
    wait for it. Whoever comes meanwhile leaves word (``is_asked``), so that what they came for is looked for once more.
    """

    until = models.DateTimeField()
    is_asked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"turn until {self.until}"

    @classmethod
    def take(cls, *, now: datetime) -> "SendingTurn | None":
        """Return the turn, now the caller's; None while another worker has it, who then looks once more."""
        row, _made = cls.objects.get_or_create(pk=1, defaults={"until": FREE})
        is_free = Q(until__lte=now) | Q(until__gt=now + HOLD + ASTRAY)
        # Twice: it may have become free between the two.
        for _time in range(2):
            row.until = now + HOLD
            if cls.objects.filter(is_free, pk=1).update(until=row.until, is_asked=False):
                return row
            if cls.objects.filter(~is_free, pk=1).update(is_asked=True):
                return None
        return None

    def hold_on(self, *, now: datetime) -> bool:
        """Say that the caller is still sending; return whether the turn is theirs. Asks the database now and then."""
        if self.until - now >= HOLD * 0.8:
            return True
        held = type(self).objects.filter(pk=1, until=self.until)
        if not held.update(until=now + HOLD):
            return False
        self.until = now + HOLD
        return True

    def end(self) -> bool:
        """Let others have it; return whether somebody came meanwhile."""
        mine = type(self).objects.filter(pk=1, until=self.until)
        if mine.filter(is_asked=False).update(until=FREE):
            return False
        return bool(mine.update(until=FREE, is_asked=False))
