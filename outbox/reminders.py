"""Tells people what they are to do: two days before the day, on it and a week after, in one message a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from core.once import lock_row
from outbox.due import Due, kinds_of_due
from outbox.models import Message, Reminder
from outbox.services import tell_members
from projects.models import Member, Project

BEFORE, AFTER = timedelta(days=2), timedelta(days=7)
#: What has been late for longer was so before anybody could be told; nobody hears of it out of the blue.
FORGOTTEN = timedelta(days=28)
#: Nobody's phone rings at night.
FIRST_HOUR = 8


class _Item(NamedTuple):
    """What somebody is to do, and how near its day is."""

    member: int
    what: str
    due_on: date
    stage: str


def find_people(*, now: datetime) -> list[Member]:
    """Return whom there is something to tell: who has not been told yet how near a day is that is theirs."""
    if timezone.localtime(now).hour < FIRST_HOUR:
        return []
    waiting = {item.member for item in _not_told(_items(now=now))}
    rows = Member.objects.taking_part().filter(pk__in=waiting)
    return list(rows.select_related("project").order_by("pk"))


@transaction.atomic
def remind(member: Member, *, now: datetime) -> Message | None:
    """
    Tell a member what is due and was not told yet. A second call on the same day tells nothing.

    :returns: the message; None when there is none to send.
    """
    # The project first, as whoever lets somebody in has it first.
    lock_row(member.project)
    lock_row(member)
    event = f"due:{member.pk}:{timezone.localdate(now)}"
    if Message.objects.filter(event=event).exists():
        return None
    of_project = _items(now=now, project=member.project)
    new = _not_told(item for item in of_project if item.member == member.pk)
    if not new:
        return None
    Reminder.objects.bulk_create(
        Reminder(member=member, what=item.what, due_on=item.due_on, stage=item.stage)
        for item in new
    )
    return tell_members(
        event=event,
        project=member.project,
        kind="due",
        data={"items": [[item.what, item.due_on.isoformat()] for item in new]},
        recipients=[member],
        asks=True,
        now=now,
    )


def _not_told(items: Iterable[_Item]) -> list[_Item]:
    items = list(items)
    told = Reminder.objects.filter(what__in={item.what for item in items})
    known = set(told.values_list("member", "what", "due_on", "stage"))
    return [item for item in items if tuple(item) not in known]


def _items(*, now: datetime, project: Project | None = None) -> Iterator[_Item]:
    """Yield all that is due around a moment, once for each who is to do it."""
    on = timezone.localdate(now)
    this_morning = timezone.make_aware(datetime.combine(on, time.min))
    led = Member.objects.taking_part().facilitators()
    facilitators: dict[int, list[int]] = defaultdict(list)
    for pk, of in (led.filter(project=project) if project else led).values_list("pk", "project"):
        facilitators[of].append(pk)
    for kind in kinds_of_due().values():
        near = {f"{kind.day}__lte": on + BEFORE, f"{kind.day}__gte": on - FORGOTTEN}
        # Who was asked today need not hear it twice.
        rows = kind.rows().filter(**near, **{f"{kind.made}__lt": this_morning})
        for row in rows.filter(project=project) if project else rows:
            day: date = getattr(row, kind.day)
            if kind.ends and day < on:
                continue
            for member in _whose(kind, row, facilitators):
                yield _Item(member, f"{kind.key}-{row.pk}", day, _stage(day, on))


def _whose(kind: Due, row: Any, facilitators: dict[int, list[int]]) -> list[int]:
    if kind.waits_for:
        return list(kind.waits_for(row).order_by("pk").values_list("pk", flat=True))
    return [getattr(row, f"{kind.owner}_id")] if kind.owner else facilitators[row.project_id]


def _stage(day: date, on: date) -> str:
    if on < day:
        return Reminder.Stage.BEFORE.value
    return (Reminder.Stage.ON_THE_DAY if on - day < AFTER else Reminder.Stage.AFTER).value
