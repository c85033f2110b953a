"""What a mail server means when it refuses an email, and what follows when it takes none for an address."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from outbox.models import REACH, Channel, Delivery, Digest, Preference, RefusedAddress
from projects.models import Member
from projects.models.members import is_here_or_invited

#: More exact codes in an answer (RFC 3463): what they are about, and which of its cases.
_EXACT = re.compile(r"5\.(\d{1,3})\.(\d{1,3})\b")
#: No such mailbox, no such place, switched off, no host that takes emails for it.
_NO_MAILBOX = {(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1), (4, 1), (4, 4)}
#: Without such a code, the server has to say so in words: many say 550 to whoever they take for an advertiser too.
_SAYS_NO_MAILBOX = re.compile(
    r"unknown|no such|(?:does not|doesn.?t) exist|not exist|non-?existent|invalid|not found|disabled|unrouteable"
    r"|no mailbox|no longer|not a valid|is not here|closed",
    re.IGNORECASE,
)
#: Words about whoever sends, and about now: how much, how often, from where.
_SAYS_OF_US = re.compile(
    r"block|black|\bspam|\bpolic(?:y|ies)|\brelay|reputation|\brbl\b|dnsbl|\bspf\b|dmarc|authenticat|\bsender|exceed"
    r"|quota|\brate\b|too many|limit|try again|later|tempor|administrative|denied|prohibit|full",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<[^>]*>|\S+@\S+")
_TOO_BIG = {(2, 3), (3, 4)}
#: An address with which nobody signs in any more is known for so long; a change of address can be undone for a week.
KEPT = timedelta(days=30)


class Refusal(Enum):
    """What a refusal means."""

    OF_ADDRESS = "no email will ever reach the address"
    FOR_NOW = "another time it may be taken"
    OF_EMAIL = "this email is not taken"


def meaning_of(code: int, text: str, *, is_of_address: bool) -> Refusal:
    """
    Return what an answer of a mail server means.

    :param is_of_address: whether it was the answer to an address, and not to what is in the email.
    """
    if not 500 <= code < 600:
        return Refusal.FOR_NOW
    found = _EXACT.match(text.strip())
    exact = (int(found[1]), int(found[2])) if found else None
    if exact in _TOO_BIG or (
        not exact and re.search(r"size|too (?:big|large)", text, re.IGNORECASE)
    ):
        return Refusal.OF_EMAIL
    if code == 552 or exact == (2, 2):  # the mailbox is full: somebody may empty it
        return Refusal.FOR_NOW
    if not is_of_address:
        return Refusal.OF_EMAIL
    if exact:
        return Refusal.OF_ADDRESS if exact in _NO_MAILBOX else Refusal.FOR_NOW
    words = _ADDRESS.sub("", text)
    if _SAYS_OF_US.search(words):
        return Refusal.FOR_NOW
    return Refusal.OF_ADDRESS if _SAYS_NO_MAILBOX.search(words) else Refusal.OF_EMAIL


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
