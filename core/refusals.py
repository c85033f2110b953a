"""What a mail server means when it refuses an email: that there is no such mailbox, another time, or this email."""

import re
from enum import Enum

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
