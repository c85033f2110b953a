"""
How the schedule is doing: every 30 seconds it asks a worker of each queue to note the time.

A note shows all of it at once: that the schedule is kept, that its messages arrive, and that a worker takes them.
"""

from datetime import datetime, timedelta

from home.models import QueueTick

#: A note older than this is too old. Emails with codes wait for nothing else: ten notes in a row are missing. The rest
#: waits behind reports, of which each may take a minute.
TOO_OLD = {"codes": timedelta(minutes=5), "celery": timedelta(minutes=15)}


def note_tick(queue: str, *, now: datetime) -> None:
    """Keep when a worker of this queue last did what the schedule asked."""
    QueueTick.objects.update_or_create(queue=queue, defaults={"at": now})


def last_ticks() -> dict[str, datetime]:
    """Return the last note of each queue that has one, in one query."""
    return dict(QueueTick.objects.values_list("queue", "at"))


def late_queues(ticks: dict[str, datetime], *, now: datetime) -> list[str]:
    """
    Return the queues without a note that is new enough.

    One far ahead of the time is none: it was written before somebody set the clock back.
    """
    return [
        queue
        for queue, longest in TOO_OLD.items()
        if queue not in ticks or abs(now - ticks[queue]) > longest
    ]
