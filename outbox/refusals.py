"""What a mail server means when it refuses an email, and what follows when it takes none for an address."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from outbox.models import REACH, Channel, Delivery, Digest, Preference, RefusedAddress
from projects.models.members import is_here_or_invited

#: Answers to an address that say: no such mailbox, not here, not a name of ours, no emails for this place.
_OF_ADDRESS = {550, 551, 553, 556}
#: More exact codes (RFC 3463) beside them: what they are about, and which of its cases.
_EXACT = re.compile(r"5\.(\d{1,3})\.(\d{1,3})\b")
#: Subjects that say nothing of the address: their machine, and their rules (who may send, what is on a block list).
_OF_THEIR_MACHINE, _OF_THEIR_RULES = 3, 7
_OF_SENDER = {(1, 7), (1, 8)}
#: Words of answers without a more exact code that are about who sends, and not about who is written to.
_SAYS_OF_US = re.compile(
    r"block|black|\bspam|\bpolic(?:y|ies)|\brelay|reputation|\brbl\b|dnsbl|\bspf\b|dmarc|authenticat|\bsender",
    re.IGNORECASE,
)
_FULL, _TOO_BIG = (2, 2), {(2, 3), (3, 4)}
#: An address with which nobody signs in any more is known for so long; a change of address can be undone for a week.
KEPT = timedelta(days=30)


def is_full(code: int, text: str) -> bool:
    """Whether the mailbox is full: somebody may empty it, so it is tried later. Some say so of too big an email."""
    exact = _exact(text)
    return exact == _FULL or (code == 552 and exact not in _TOO_BIG)


def is_of_address(code: int, text: str) -> bool:
    """Whether the answer to an address says that no email will ever reach it."""
    exact = _exact(text)
    if exact and (exact[0] in (_OF_THEIR_MACHINE, _OF_THEIR_RULES) or exact in _OF_SENDER):
        return False
    if not exact and _SAYS_OF_US.search(text):
        return False
    return code in _OF_ADDRESS


def _exact(text: str) -> tuple[int, int] | None:
    found = _EXACT.match(text.strip())
    return (int(found[1]), int(found[2])) if found else None


@transaction.atomic
def remember(address: str, *, words: str, now: datetime) -> None:
    """
    Remember that the mail server takes no emails for an address, and leave to people what waits to go there.

    What another worker holds at the moment, that one leaves to people itself.
    """
    said = {"since": now, "words": words[:500]}
    # The key is the address itself.
    RefusedAddress.objects.get_or_create(address_id=address, defaults=said)  # type: ignore[misc]
    _forget_old(now)
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


def _forget_old(now: datetime) -> None:
    """Delete what is known of addresses with which nobody signs in any more."""
    users = get_user_model().objects.filter(email=OuterRef("address"))
    RefusedAddress.objects.filter(~Exists(users), since__lt=now - KEPT).delete()
