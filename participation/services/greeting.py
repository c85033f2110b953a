"""Whoever comes in is met: somebody by name says hello within three days, and both are asked whether it happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from participation.models import Greeting
from projects.models import Member

#: So many days somebody has to say hello.
WITHIN = timedelta(days=3)
#: Of many who come in at once, so many more are met each day.
A_DAY = 10


@transaction.atomic
def plan_greeting(member: Member, *, by: Member | None, now: datetime) -> Greeting | None:
    """
    Say who is to meet somebody who has just come in: whoever asked them, else the facilitator who is here longest.

    Whoever comes back is met anew. None where there is nobody else to do it.
    """
    Greeting.objects.filter(member=member).delete()
    who = _who(member, first=by)
    if who is None or member.project.has_ended:
        return None
    return Greeting.objects.create(member=member, **_new(who, now=now))


def plan_greetings(members: Iterable[Member], *, by: Member, now: datetime) -> None:
    """The same for many who were added at once: ``by`` meets them, ten in three days and ten more each day."""
    if by.project.has_ended:
        return
    rows = [
        Greeting(member=member, **_new(by, now=now, later=timedelta(days=place // A_DAY)))
        for place, member in enumerate(members)
    ]
    Greeting.objects.bulk_create(rows, batch_size=500)


def _new(by: Member, *, now: datetime, later: timedelta = timedelta()) -> dict[str, Any]:
    day = timezone.localdate(now) + WITHIN + later
    return {"project": by.project, "by": by, "due_on": day, "made_at": now}


def _who(member: Member, *, first: Member | None = None) -> Member | None:
    """Return who can meet a member: the first if they run the project, else the facilitator who is here longest."""
    here = member.project.members.taking_part().facilitators().exclude(pk=member.pk)
    asked = here.filter(pk=first.pk).first() if first else None
    return asked or here.order_by("joined_at", "pk").first()


@transaction.atomic
def pass_on_greetings(leaves: Member, *, now: datetime) -> None:
    """Let others meet those whom somebody was to meet who leaves, or runs the project no more; theirs is over."""
    rows = Greeting.objects.open().filter(by=leaves).select_related("member__project")
    for greeting in rows.order_by("pk"):
        if who := _who(greeting.member):
            fresh = max(greeting.due_on, timezone.localdate(now) + WITHIN)
            Greeting.objects.filter(pk=greeting.pk).update(by=who, due_on=fresh, made_at=now)


def note_hello(greeting: Greeting, *, by: Member, now: datetime) -> bool:
    """Note that somebody said hello, whoever was to; False when it is settled: noted before, or they have left."""
    rows = Greeting.objects.open().filter(pk=greeting.pk).exclude(member=by)
    return bool(rows.update(by=by, said_at=now, noted_at=now))


def take_greeting(greeting: Greeting, *, by: Member, now: datetime) -> bool:
    """Say hello in the place of whoever was to; False when it is settled, or is theirs."""
    rows = Greeting.objects.open().filter(pk=greeting.pk).exclude(member=by).exclude(by=by)
    day = max(greeting.due_on, timezone.localdate(now))
    return bool(rows.update(by=by, due_on=day, made_at=now))


def answer_greeting(greeting: Greeting, *, was_met: bool, now: datetime) -> None:
    """Keep what whoever came in says: a "not yet" gives whoever was to say hello three more days."""
    if was_met:
        first = Coalesce("said_at", Value(now))
        rows = Greeting.objects.filter(pk=greeting.pk)
        rows.update(said_at=first, heard_at=now, heard=Greeting.Heard.YES)
    else:
        _open_again(greeting, now=now, heard=Greeting.Heard.NOT_YET, heard_at=now)


def undo_hello(greeting: Greeting, *, now: datetime) -> None:
    """Take back that somebody said hello: it was noted by mistake, or who came in told somebody so."""
    _open_again(greeting, now=now, heard="", heard_at=None)


def _open_again(greeting: Greeting, *, now: datetime, **heard: Any) -> None:
    day = timezone.localdate(now) + WITHIN
    Greeting.objects.filter(pk=greeting.pk).update(
        said_at=None, noted_at=None, due_on=day, made_at=now, **heard
    )
