"""Deletes the address of somebody who follows no more; what they got stays counted, without it."""

from datetime import datetime, timedelta

from django.db import transaction

from outbox.models import Delivery, Follower, Message, StoppedFollowing

#: An address that nobody says yes for is forgotten after so long.
WAITS = timedelta(days=7)
#: So many are forgotten at once.
SOME = 500


@transaction.atomic
def let_follower_go(follower: Follower, *, now: datetime) -> None:
    """Delete an address that wants no news any more, or takes none; a hash of it stays."""
    StoppedFollowing.note(follower, now=now)
    forget_follower(follower)


def forget_follower(follower: Follower) -> None:
    """Delete an address, with the emails that asked it and those that wait. The caller has a transaction."""
    Message.objects.filter(kind="follow_asked", deliveries__follower=follower).delete()
    Delivery.objects.waiting().filter(follower=follower).delete()
    # What a mail server says may have the address in it.
    Delivery.objects.filter(follower=follower).update(last_error="")
    Follower.objects.filter(pk=follower.pk).delete()


def forget_unconfirmed(*, now: datetime) -> int:
    """Delete the addresses for which nobody said yes in a week, with the emails that asked; return how many."""
    late = Follower.objects.unconfirmed().filter(asked_at__lt=now - WAITS)
    numbers = list(late.values_list("pk", flat=True)[:SOME])
    for number in numbers:
        with transaction.atomic():
            if row := late.select_for_update().filter(pk=number).first():
                forget_follower(row)
    return len(numbers)
