"""Tells people what happened, once for each event."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.background import wake
from outbox.kinds import find_kind
from outbox.mail_ids import new_mail_id
from outbox.models import REACH, Channel, Delivery, Message, Preference
from outbox.tasks import send_due
from projects.models import Member, Project
from projects.models.members import is_here_or_invited

#: Members who are told at once: however many there are, few are in memory, and one query names few of them.
BATCH = 2000


@transaction.atomic
def tell_members(
    *,
    event: str,
    project: Project | None,
    kind: str,
    data: dict[str, Any],
    recipients: "QuerySet[Member] | Iterable[Member]",
    asks: bool,
    is_result: bool = False,
    leaves: Mapping[int, datetime] | None = None,
    now: datetime,
) -> Message:
    """
    Tell members something, each by the channel and at the rhythm that they chose; once for each event.

    Message and deliveries are rows of the caller's transaction; a worker is woken after the commit. A second call for
    the same event finds the first message and tells nobody again. No delivery is made for those who left, nor,
    unless it ``asks`` something of them, for those who want to hear only what is asked of them, or only results.

    :param kind: a key that the caller's ``emails.py`` declares (see :mod:`outbox.kinds`).
    :param data: what the kind needs: numbers of rows, facts of the moment, words that a person wrote; no others.
    :param leaves: when it leaves for a member, by key, where that is not now.
    :raises outbox.kinds.CannotTell: when nothing is declared under the key.
    """
    find_kind(kind)
    what = {"project": project, "kind": kind, "data": data, "asks": asks, "created_at": now}
    what["is_result"] = is_result
    message, is_new = Message.objects.get_or_create(event=event, defaults=what)
    if is_new:
        at = leaves or {}
        for members in _in_batches(recipients):
            told = (_delivery(message, member, at.get(member.pk, now)) for member in members)
            Delivery.objects.bulk_create([row for row in told if row], ignore_conflicts=True)
        wake(send_due)
    return message


@transaction.atomic
def tell_projects(
    news: Sequence[Mapping[str, Any]], *, recipients: "QuerySet[Member]", now: datetime
) -> None:
    """
    Tell each of these projects something of its own, as :func:`tell_members` does; with as few queries as one.

    :param news: for each project what :func:`tell_members` takes, but for recipients and moments.
    :param recipients: members of all of them.
    """
    for kind in {one["kind"] for one in news}:
        find_kind(kind)
    events = Message.objects.filter(event__in=[one["event"] for one in news])
    known = set(events.values_list("event", flat=True))
    new = [Message(**one, created_at=now) for one in news if one["event"] not in known]
    messages = {message.project_id: message for message in Message.objects.bulk_create(new)}
    for members in _in_batches(recipients.filter(project__in=messages)):
        told = (_delivery(messages[member.project_id], member, now) for member in members)
        Delivery.objects.bulk_create([row for row in told if row], ignore_conflicts=True)
    if new:
        wake(send_due)


@transaction.atomic
def tell_address(
    *,
    event: str,
    project: Project | None,
    kind: str,
    data: dict[str, Any],
    addresses: Iterable[str],
    now: datetime,
) -> Message:
    """
    Tell people by email who are no members, at these addresses; once for each event.

    A second call for the same event finds the first message and tells nobody again. Its kind is one that is not for
    members (:attr:`outbox.kinds.MessageKind.is_for_members`).

    :raises outbox.kinds.CannotTell: when nothing is declared under the key.
    """
    find_kind(kind)
    what = {"project": project, "kind": kind, "data": data, "asks": True, "created_at": now}
    message, is_new = Message.objects.get_or_create(event=event, defaults=what)
    if is_new:
        Delivery.objects.bulk_create(
            Delivery(
                message=message,
                project=project,
                recipient=address,
                channel=Channel.EMAIL,
                mail_id=new_mail_id(),
                due_at=now,
            )
            for address in dict.fromkeys(addresses)
        )
        wake(send_due)
    return message


@transaction.atomic
def hold_back(member: Member, *, kind: str, now: datetime) -> None:
    """Let messages of a kind that were to leave for a member later not leave; what nobody is told goes with them."""
    later = Delivery.objects.filter(member=member, message__kind=kind).waiting()
    rows = list(later.filter(due_at__gt=now, tries=0).values_list("pk", "message"))
    if rows:
        Delivery.objects.filter(pk__in=[pk for pk, _message in rows]).delete()
        Message.objects.filter(pk__in=[pk for _row, pk in rows], deliveries=None).delete()


@transaction.atomic
def call_back(events: Collection[str], *, only_email: bool = False) -> None:
    """
    Let what is told of these events not go out where it has not; a message that nobody was told goes with it.

    :param only_email: leave letters and calls to whoever looks at them: there it is said why nobody needs them.
    """
    not_out = Delivery.objects.filter(message__event__in=events, done_at=None)
    if only_email:
        not_out = not_out.filter(channel=Channel.EMAIL)
    rows = list(not_out.values_list("pk", "message"))
    if rows:
        Delivery.objects.filter(pk__in=[pk for pk, _message in rows]).delete()
        Message.objects.filter(pk__in=[pk for _row, pk in rows], deliveries=None).delete()


def _in_batches(recipients: "QuerySet[Member] | Iterable[Member]") -> Iterator[list[Member]]:
    """Yield those of the recipients who have not left, in the order of their numbers, with how they want to hear."""
    if not isinstance(recipients, QuerySet):
        numbers = iter(sorted({member.pk for member in recipients}))
        while some := list(islice(numbers, BATCH)):
            yield list(_with_choices(Member.objects.filter(pk__in=some)))
        return
    last = 0
    while members := list(_with_choices(recipients.filter(pk__gt=last))[:BATCH]):
        yield members
        last = members[-1].pk


def _with_choices(members: "QuerySet[Member]") -> "QuerySet[Member]":
    return members.filter(is_here_or_invited()).select_related(*REACH).order_by("pk")


def _delivery(message: Message, member: Member, due_at: datetime) -> Delivery | None:
    """
    Return the row that tells the member, not yet saved; None when they do not want to hear it, or others would learn
    by it what is between two.
    """
    choice = Preference.of(member)
    if not choice.hears(message):
        return None
    channel = choice.reach_for(message)
    if message.is_between_two and channel != Channel.EMAIL:
        return None
    return Delivery(
        message=message,
        project_id=message.project_id,
        member=member,
        recipient=f"user:{member.user_id}" if member.user_id else f"member:{member.pk}",
        channel=channel,
        is_held=channel == Channel.EMAIL and choice.is_gathered and not message.asks,
        mail_id=new_mail_id(),
        due_at=due_at,
    )
