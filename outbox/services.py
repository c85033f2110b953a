"""Tells people what happened, and keeps how each of them wants to hear."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from core.background import wake
from core.once import lock_row
from core.standing import require_same_standing
from outbox.audience import members_to_share_with
from outbox.failed import Failed
from outbox.kinds import find_kind
from outbox.letters import reasons_over
from outbox.mail_ids import new_mail_id
from outbox.models import (
    REACH,
    Channel,
    Delivery,
    Message,
    Preference,
    RefusedAddress,
    Rhythm,
    State,
)
from outbox.tasks import send_due
from projects.models import Member, Project
from projects.models.members import is_here_or_invited

_AS_IT_IS: Any = object()
#: Members who are told at once: however many there are, few are in memory, and one query names few of them.
BATCH = 2000
#: What an email is given that gets all of its tries again.
_FROM_THE_BEGINNING: dict[str, Any] = {
    "gave_up_at": None,
    "tries": 0,
    "lease_until": None,
    "is_held": False,
    "digest": None,
    "last_error": "",
}


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


@transaction.atomic
def set_preference(
    member: Member,
    *,
    channel: str,
    rhythm: str,
    phone: str = "",
    postal_address: str = "",
    through: Member | None = _AS_IT_IS,
    by: Member | None = None,
    stood: str | None = None,
) -> Preference:
    """
    Keep how and how often a member wants to hear.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else changed it meanwhile.

    What already waits for them follows: the worker asks the choice again before it sends. ``by`` is a
    facilitator who sets it for them; leave it out when they choose it themselves. ``through`` is the member whose email
    address somebody without one shares; left out, it stays as it is; of who is not in the project nothing is kept.
    """
    said: dict[str, Any] = {
        "channel": channel,
        "rhythm": rhythm,
        "phone": phone.strip(),
        "postal_address": postal_address.strip(),
    }
    lock_row(member)
    if Member.objects.gone().filter(pk=member.pk).exists():  # of who left meanwhile nothing is kept
        said |= {"phone": "", "postal_address": ""}
    if through is not _AS_IT_IS:
        others = members_to_share_with(member.project)
        said["through"] = through and others.filter(pk=through.pk).first()
    known = Preference.objects.select_related("member", "through").filter(member=member).first()
    require_same_standing(known or Preference.of(member), said, stood=stood)
    choice, _made = Preference.objects.update_or_create(
        member=member,
        defaults={**said, "set_by": by if by and by.pk != member.pk else None},
    )
    return choice


@transaction.atomic
def stop_news(member: Member, *, now: datetime) -> Preference:
    """
    Send a member nothing from now on but what is asked of them, and tell them that it is so; the rest they chose stays.

    Whoever has the link can stop the news, also somebody to whom an email was passed on: so the member hears of it
    once, with the way back. A second call changes and tells nothing.
    """
    choice = Preference.of(member)
    if choice.rhythm == Rhythm.ASKED_ONLY:
        return choice
    choice.rhythm, choice.set_by = Rhythm.ASKED_ONLY, None
    choice.save()
    tell_members(
        event=f"member:{member.pk}:news-stopped:{now.isoformat()}",
        project=member.project,
        kind="news_stopped",
        data={},
        recipients=[member],
        asks=True,
        now=now,
    )
    return choice


@transaction.atomic
def retry_delivery(delivery: Delivery, *, now: datetime) -> bool:
    """Give a delivery that failed all its tries again; return whether there was one to try: nobody who left gets it."""
    failed = Delivery.objects.in_state(State.FAILED).filter(pk=delivery.pk)
    failed = failed.exclude(member__in=Member.objects.gone())
    found = failed.update(**_FROM_THE_BEGINNING, due_at=now)
    wake(send_due)
    return bool(found)


@transaction.atomic
def retry_failed(failed: Iterable[Failed], *, now: datetime) -> int:
    """Give all those emails their tries again for which it makes sense; return how many."""
    numbers = [email.pk for email in failed if email.is_worth_a_try]
    rows = Delivery.objects.in_state(State.FAILED).filter(pk__in=numbers)
    found = rows.update(**_FROM_THE_BEGINNING, due_at=now)
    wake(send_due)
    return found


@transaction.atomic
def use_address_again(user: User, *, project: Project | None = None, now: datetime) -> bool:
    """
    Send emails again to an address that the mail server refused; return whether it was such an address.

    Its people hear by email again as they chose. Letters and calls to them that nobody has posted or made, and that
    they still need, go by email now: when the server refuses the address again, they come back. With ``project``, those
    of this project alone: the letters of others are not for its facilitators to take away.
    """
    if not RefusedAddress.objects.filter(address=user).delete()[0]:
        return False
    told = Delivery.objects.filter(message=OuterRef("message"), recipient=OuterRef("recipient"))
    by_hand = Delivery.objects.to_do_by_hand().filter(member__in=Member.objects.filter(user=user))
    if project:
        by_hand = by_hand.of(project)
    rows = by_hand.exclude(Exists(told.filter(channel=Channel.EMAIL))).order_by("pk")
    reach = [f"member__{path}" for path in REACH]
    letters = {
        (row.message_id, row.recipient): row
        for row in rows.select_related("message__project", *reach)
    }
    over = {row.pk for row, _reason in reasons_over(list(letters.values()))}
    for row in letters.values():
        choice = Preference.of(row.member)
        if row.pk not in over and choice.hears(row) and choice.reach == Channel.EMAIL:
            is_held = choice.is_gathered and not row.asks
            again = {"channel": Channel.EMAIL, "is_held": is_held, "digest": None, "last_error": ""}
            by_hand.filter(pk=row.pk).update(**again, tries=0, lease_until=None, due_at=now)
    wake(send_due)
    return True


@transaction.atomic
def tick_deliveries(
    project: Project, numbers: Iterable[int], *, by: Member | None, now: datetime
) -> int:
    """Record that letters were posted or calls made, by whom and when; return how many were still to do."""
    to_do = Delivery.objects.of(project).to_do_by_hand().filter(pk__in=set(numbers))
    return to_do.update(done_at=now, done_by=by)


@transaction.atomic
def untick_deliveries(project: Project, numbers: Iterable[int]) -> int:
    """Put letters and calls back on the list; return how many had been ticked off."""
    ours = Delivery.objects.of(project).by_hand().filter(pk__in=set(numbers))
    return ours.filter(done_at__isnull=False).update(done_at=None, done_by=None)
