"""Digests: when a week or a month ends, and gathering what was held until then."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Subquery
from django.utils import timezone

from outbox.mail_ids import new_mail_id
from outbox.models import Delivery, DeliveryQuerySet, Digest, Rhythm

#: Weeks end on Monday and months on the 1st, at this hour of the installation's time zone.
HOUR = time(8)
GATHERED = (Rhythm.WEEKLY, Rhythm.MONTHLY)
#: Members whose digests are made at once.
BATCH = 1000


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


def gather(*, now: datetime) -> int:
    """
    Make the digests that are due, one a member and period, and put what was held into them; return how many.

    However many ticks were missed, a member gets one digest: it reaches from the end of their last one to the newest
    end of a period. Who does not want digests any more gets what was held in a last one, at once. What missed the one
    that it belonged to makes one more, at once, with all that is held by then, and does not wait for the next week or
    month: it was saved a moment too late, or was to be posted because the address was refused, and it takes emails
    again.
    """
    zone = timezone.get_current_timezone()
    held = Delivery.objects.waiting().filter(is_held=True, digest=None)
    made = 0
    later = Digest.objects.filter(
        member=OuterRef("member"), period_end__gt=OuterRef("message__created_at")
    )
    for rhythm in GATHERED:
        chose = held.filter(member__preference__rhythm=rhythm)
        made += _gather(chose.filter(Exists(later)), end=now, now=now)
        made += _gather(chose, end=last_end(rhythm, now=now, zone=zone), now=now)
    changed_their_mind = held.exclude(member__preference__rhythm__in=GATHERED)
    return made + _gather(changed_their_mind, end=now, now=now)


def _gather(held: DeliveryQuerySet, *, end: datetime, now: datetime) -> int:
    """
    Put these deliveries into one digest a member; a second caller at the same time finds nothing left to do.

    It goes from member to member in batches, so that however many there are, few are in memory and one query names few
    of them. Each batch stands on its own: what is left undone, the next tick does.
    """
    made, last = 0, 0
    while spans := _spans(held.filter(member__gt=last), end):
        _gather_batch(held, spans, end=end, now=now)
        made, last = made + len(spans), spans[-1][0]
    return made


def _spans(held: DeliveryQuerySet, end: datetime) -> list[tuple[int, datetime]]:
    """Return the next members who are to get a digest, in their order, each with its beginning."""
    digests = Digest.objects.filter(member=OuterRef("member"))
    rows = (
        held.filter(message__created_at__lt=end)
        .exclude(Exists(digests.filter(period_end__gte=end)))
        .values("member")
        .annotate(
            first=Min("message__created_at"),
            last=Subquery(digests.order_by("-period_end").values("period_end")[:1]),
        )
        .order_by("member")[:BATCH]
    )
    return [(row["member"], min(row["last"] or row["first"], row["first"])) for row in rows]


@transaction.atomic
def _gather_batch(
    held: DeliveryQuerySet, spans: Sequence[tuple[int, datetime]], *, end: datetime, now: datetime
) -> None:
    Digest.objects.bulk_create(
        (
            Digest(
                member_id=member,
                period_start=start,
                period_end=end,
                mail_id=new_mail_id(),
                due_at=now,
            )
            for member, start in spans
        ),
        ignore_conflicts=True,
    )
    made = Digest.objects.filter(member=OuterRef("member"), period_end=end)
    told = held.filter(message__created_at__lt=end, member__in=[member for member, _start in spans])
    told.update(digest=Subquery(made.values("pk")[:1]))
