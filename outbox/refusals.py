"""What follows when a mail server takes no emails for an address."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from outbox.models import REACH, Channel, Delivery, Digest, Preference, RefusedAddress
from projects.models import Member
from projects.models.members import is_here_or_invited

#: An address with which nobody signs in any more is known for so long; a change of address can be undone for a week.
KEPT = timedelta(days=30)


@transaction.atomic
def remember(address: str, *, words: str, now: datetime) -> None:
    """
    Remember that the mail server takes no emails for an address, and leave to people what waits to go there.

    What another worker holds at the moment, that one leaves to people itself.
    """
    said = {"since": now, "words": words[:500]}
    # The key is the address itself.
    RefusedAddress.objects.get_or_create(address_id=address, defaults=said)  # type: ignore[misc]
    for row in _waiting_for(address, now):
        choice = Preference.of(row.member) if row.member else None
        if choice and choice.hears(row) and (by_hand := choice.reach_for(row)) != Channel.EMAIL:
            row.leave_to_people(by_hand)


def _waiting_for(address: str, now: datetime) -> Iterator[Delivery | Digest]:
    """Yield the emails that wait for those who read an address, digests first: they take along what they gathered."""
    readers = Q(member__user__email=address) | Q(member__preference__through__user__email=address)
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    concerned = readers & is_free & is_here_or_invited("member")
    reach = [f"member__{path}" for path in REACH]
    yield from Digest.objects.waiting().filter(concerned).select_related(*reach)
    emails = Delivery.objects.waiting().filter(concerned, channel=Channel.EMAIL, digest=None)
    yield from emails.select_related("message", *reach)


def try_again(members: Iterable[Member]) -> None:
    """Let one more email be tried to the addresses of these members: somebody wrote them down anew."""
    RefusedAddress.objects.filter(address__memberships__in=list(members)).delete()


def forget_old(*, now: datetime) -> None:
    """Delete what is known of addresses with which nobody signs in any more."""
    users = get_user_model().objects.filter(email=OuterRef("address"))
    RefusedAddress.objects.filter(~Exists(users), since__lt=now - KEPT).delete()
