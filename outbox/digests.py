"""Digests: when a week or a month ends, and gathering what was held until then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Subquery
from django.utils import timezone

from outbox.mail_ids import new_mail_id
from outbox.models import Delivery, DeliveryQuerySet, Digest, Follower, Rhythm

#: Weeks end on Monday and months on the 1st, at this hour of the installation's time zone.
HOUR = time(8)
GATHERED = (Rhythm.WEEKLY, Rhythm.MONTHLY)
#: Readers whose digests are made at once.
BATCH = 1000


@dataclass(frozen=True)
class DigestReaders:
    """Who gets digests: the field of a delivery and of a digest, where their rhythm is, and which rhythms gather."""

    field: str
    rhythm: str
    gathered: tuple[str, ...]


MEMBERS = DigestReaders("member", "member__preference__rhythm", GATHERED)
FOLLOWERS = DigestReaders("follower", "follower__rhythm", (Follower.Rhythm.MONTHLY,))


def last_end(rhythm: str, *, now: datetime, zone: tzinfo) -> datetime:
    """Return the newest end of a week or a month that is not after ``now``."""
    today = now.astimezone(zone).date()
    end = _end(_first_day(rhythm, today), zone)
    if end > now:
        end = _end(_first_day(rhythm, _first_day(rhythm, today) - timedelta(days=1)), zone)
    return end


def _first_day(rhythm: str, day: date) -> date:
    if rhythm == Rhythm.MONTHLY:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday())


def _end(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, HOUR, zone)


def gather(*, now: datetime, readers: DigestReaders = MEMBERS) -> int:
    """
    Make the digests that are due, one a reader and period, and put what was held into them; return how many.

    However many ticks were missed, a reader gets one digest: it reaches from the end of their last one to the newest
    end of a period. Who does not want digests any more gets what was held in a last one, at once. What missed the one
    that it belonged to makes one more, at once, with all that is held by then, and does not wait for the next week or
    month: it was saved a moment too late, or was to be posted because the address was refused, and it takes emails
    again.
    """
    zone = timezone.get_current_timezone()
    held = Delivery.objects.waiting().filter(is_held=True, digest=None)
    held = held.filter(**{f"{readers.field}__isnull": False})
    made = 0
    later = Digest.objects.filter(
        period_end__gt=OuterRef("message__created_at"),
        **{readers.field: OuterRef(readers.field)},
    )
    for rhythm in readers.gathered:
        chose = held.filter(**{readers.rhythm: rhythm})
        made += _gather(readers, chose.filter(Exists(later)), end=now, now=now)
        made += _gather(readers, chose, end=last_end(rhythm, now=now, zone=zone), now=now)
    changed_their_mind = held.exclude(**{f"{readers.rhythm}__in": readers.gathered})
    return made + _gather(readers, changed_their_mind, end=now, now=now)


def _gather(readers: DigestReaders, held: DeliveryQuerySet, *, end: datetime, now: datetime) -> int:
    """
    Put these deliveries into one digest a reader; a second caller at the same time finds nothing left to do.

    It goes from reader to reader in batches, so that however many there are, few are in memory and one query names few
    of them. Each batch stands on its own: what is left undone, the next tick does.
    """
    made, last = 0, 0
    while spans := _spans(readers, held.filter(**{f"{readers.field}__gt": last}), end):
        _gather_batch(readers, held, spans, end=end, now=now)
        made, last = made + len(spans), spans[-1][0]
    return made


def _spans(
    readers: DigestReaders, held: DeliveryQuerySet, end: datetime
) -> list[tuple[int, datetime]]:
    """Return the next readers who are to get a digest, in their order, each with its beginning."""
    digests = Digest.objects.filter(**{readers.field: OuterRef(readers.field)})
    rows = (
        held.filter(message__created_at__lt=end)
        .exclude(Exists(digests.filter(period_end__gte=end)))
        .values(readers.field)
        .annotate(
            first=Min("message__created_at"),
            last=Subquery(digests.order_by("-period_end").values("period_end")[:1]),
        )
        .order_by(readers.field)[:BATCH]
    )
    return [(row[readers.field], min(row["last"] or row["first"], row["first"])) for row in rows]


@transaction.atomic
def _gather_batch(
    readers: DigestReaders,
    held: DeliveryQuerySet,
    spans: Sequence[tuple[int, datetime]],
    *,
    end: datetime,
    now: datetime,
) -> None:
    Digest.objects.bulk_create(
        (
            Digest(
                **{f"{readers.field}_id": reader},
                period_start=start,
                period_end=end,
                mail_id=new_mail_id(),
                due_at=now,
            )
            for reader, start in spans
        ),
        ignore_conflicts=True,
    )
    made = Digest.objects.filter(period_end=end, **{readers.field: OuterRef(readers.field)})
    told = held.filter(
        message__created_at__lt=end, **{f"{readers.field}__in": [pk for pk, _start in spans]}
    )
    told.update(digest=Subquery(made.values("pk")[:1]))
