"""
What somebody types is kept in their browser until it is sent: a closed window or a lost line loses nothing.

It is kept there locked, by a key that only pages of the same person carry (``static/js/draft.js``): on a shared
computer nobody else can read it. The server keeps none of it (docs/adr/0120).
"""

from base64 import b64encode

from django.utils.crypto import salted_hmac

from projects.models import Member


def draft_name(member: Member) -> str:
    """Return under which name a member's draft is kept in the browser."""
    return f"say-{member.pk}"


def draft_key(member: Member) -> str:
    """Return the key of 256 bits, in base64, with which this member's drafts are locked."""
    made = salted_hmac("questions.drafts", str(member.pk), algorithm="sha256")
    return b64encode(made.digest()).decode()
