"""Whoever comes in is met: somebody by name says hello within three days, and both are asked whether it happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from participation.models import Greeting
from projects.models import Member, Project

#: So many days somebody has to say hello.
WITHIN = timedelta(days=3)


def plan_greeting(member: Member, *, by: Member | None, now: datetime) -> Greeting | None:
    """
    Say who is to meet somebody who has just come in: whoever asked them, else the facilitator who is here longest.

    Whoever comes back is met anew. None where there is nobody else to do it.
    """
    who = _who(member.project, by=by, but=member)
    if who is None or member.project.has_ended:
        return None
    found, _made = Greeting.objects.update_or_create(
        member=member, defaults=_new(member.project, who, now=now)
    )
    return found


def plan_greetings(members: Iterable[Member], *, by: Member, now: datetime) -> None:
    """The same for many who were added at once; ``by`` meets them."""
    if by.project.has_ended:
        return
    Greeting.objects.bulk_create(
        [Greeting(member=member, **_new(by.project, by, now=now)) for member in members],
        batch_size=500,
    )


def _new(project: Project, by: Member, *, now: datetime) -> dict[str, object]:
    return {
        "project": project,
        "by": by,
        "due_on": timezone.localdate(now) + WITHIN,
        "made_at": now,
        "said_at": None,
        "heard": "",
        "heard_at": None,
    }


def _who(project: Project, *, by: Member | None, but: Member) -> Member | None:
    here = project.members.taking_part().facilitators().exclude(pk=but.pk)
    asked = here.filter(pk=by.pk).first() if by else None
    return asked or here.order_by("joined_at", "pk").first()


def note_hello(greeting: Greeting, *, by: Member, now: datetime) -> bool:
    """Note that somebody said hello, whoever was to; False when it was noted before, which stays."""
    rows = Greeting.objects.open().filter(pk=greeting.pk)
    return bool(rows.update(by=by, said_at=now))


@transaction.atomic
def take_greeting(greeting: Greeting, *, by: Member, now: datetime) -> bool:
    """Say hello in the place of whoever was to; False when it was done meanwhile."""
    return bool(Greeting.objects.open().filter(pk=greeting.pk).update(by=by, made_at=now))


def answer_greeting(greeting: Greeting, *, was_met: bool, now: datetime) -> None:
    """Keep what whoever came in says: a "not yet" gives whoever was to say hello three more days."""
    if was_met:
        heard: dict[str, object] = {"heard": Greeting.Heard.YES}
        Greeting.objects.filter(pk=greeting.pk, said_at=None).update(said_at=now)
    else:
        day = timezone.localdate(now) + WITHIN
        heard = {"heard": Greeting.Heard.NOT_YET, "said_at": None, "due_on": day, "made_at": now}
    Greeting.objects.filter(pk=greeting.pk).update(heard_at=now, **heard)
