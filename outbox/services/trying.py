"""Tries again what did not arrive, and ticks off what people post and say."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from core.background import wake
from outbox.failed import Failed
from outbox.letters import reasons_over
from outbox.models import REACH, Channel, Delivery, Preference, RefusedAddress, State
from outbox.tasks import send_due
from projects.models import Member, Project

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
