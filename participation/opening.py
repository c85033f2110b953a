"""
Whether what a member needs is open in this browser (docs/adr/0162).

The session keeps which time of looking was its own, so that another session of the same person opens nothing by it.
"""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from core.locked_words import WordsAreLocked
from participation import services
from participation.models import OPEN_FOR, NeedsReading
from projects.models import Member

OPENED = "opened_needs"
#: What was typed so long after opening is kept, as at the end of a long call.
A_LONG_CALL = timedelta(hours=12)


def open_needs(
    request: HttpRequest, member: Member, *, by: Member, why: str, has_asked: bool = False
) -> None:
    """
    Open what a member needs in this browser; see :func:`participation.services.open_needs`.

    :raises ReaderNotNamed, WordsAreLocked: as there; then nothing is open.
    """
    now = timezone.now()
    reading = services.open_needs(member, by=by, why=why, has_asked=has_asked, now=now)
    remember_reading(request, reading)


def remember_reading(request: HttpRequest, reading: NeedsReading) -> None:
    """Let a time of looking be that of this browser."""
    request.session[OPENED] = {
        **request.session.get(OPENED, {}),
        str(reading.member_id): reading.pk,
    }


def may_read_needs(request: HttpRequest, member: Member, *, by: Member | None) -> bool:
    """
    Whether whoever asks may read them now: the member (``by`` is None), and who opened them here ten minutes ago at
    most.

    Who sends what they typed later than that opens them once more by it, for the same reason, and that is kept, too.
    """
    if by is None:
        return True
    now = timezone.now()
    pk = request.session.get(OPENED, {}).get(str(member.pk), 0)
    found = services.find_reading(member, by, pk, since=now - A_LONG_CALL) if pk else None
    if found is None:
        return False
    if found.at > now - OPEN_FOR:
        return True
    if request.method != "POST":
        return False
    try:
        open_needs(request, member, by=by, why=found.why)
    except (services.ReaderNotNamed, WordsAreLocked):
        return False
    return True
