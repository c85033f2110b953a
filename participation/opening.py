"""
Whether what a member said in confidence is open in this browser (docs/adr/0162).

The session keeps which time of looking was its own, so that another session of the same person opens nothing by it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from core.locked_words import WordsAreLocked
from participation import services
from participation.models import OPEN_FOR, PrivateReading
from projects.models import Member

OPENED = "opened"
#: What was typed so long after opening is kept, as at the end of a long call.
A_LONG_CALL = timedelta(hours=12)


def open_private(
    request: HttpRequest,
    member: Member,
    purpose: str,
    *,
    by: Member,
    why: str,
    has_asked: bool = False,
) -> None:
    """
    Open what a member answered to a question in this browser; see :func:`participation.services.open_private`.

    :raises ReaderNotNamed, WordsAreLocked: as there; then nothing is open.
    """
    now = timezone.now()
    opened = services.open_private(member, purpose, by=by, why=why, has_asked=has_asked, now=now)
    remember_readings(request, [opened])


def remember_readings(request: HttpRequest, readings: Collection[PrivateReading]) -> None:
    """Let these times of looking be those of this browser."""
    mine = {_name_of(one): one.pk for one in readings}
    request.session[OPENED] = {**request.session.get(OPENED, {}), **mine}


def may_read(request: HttpRequest, member: Member, purpose: str, *, by: Member | None) -> bool:
    """
    Whether whoever asks may read it now: the member (``by`` is None), and who opened it here ten minutes ago at most.

    Who sends what they typed later than that opens it once more by it, for the same reason, and that is kept, too.
    """
    if by is None:
        return True
    now = timezone.now()
    pk = request.session.get(OPENED, {}).get(_name(purpose, member.pk), 0)
    found = _find(pk, member, purpose, by=by, now=now) if pk else None
    if found is None:
        return False
    if found.at > now - OPEN_FOR:
        return True
    if request.method != "POST":
        return False
    try:
        open_private(request, member, purpose, by=by, why=found.why)
    except (services.ReaderNotNamed, WordsAreLocked):
        return False
    return True


def members_open(request: HttpRequest, purpose: str, *, by: Member) -> dict[int, datetime]:
    """Return of whom at least what is due is open in this browser, by their numbers: until when each."""
    opened = request.session.get(OPENED, {})
    mine = [
        pk for name, pk in opened.items() if name.startswith((f"{purpose}:", f"{purpose}-due:"))
    ]
    since = timezone.now() - OPEN_FOR
    rows = services.find_readings(mine, by, purpose, since=since)
    return {row.member_id: row.at + OPEN_FOR for row in rows}


def _find(
    pk: int, member: Member, purpose: str, *, by: Member, now: datetime
) -> PrivateReading | None:
    rows = services.find_readings([pk], by, purpose, since=now - A_LONG_CALL)
    return rows.filter(member=member).exclude(why=PrivateReading.Why.DUE).first()


def _name(purpose: str, member_pk: int) -> str:
    return f"{purpose}:{member_pk}"


def _name_of(reading: PrivateReading) -> str:
    """Whoever looked at what is due has seen that, and opens nothing else by it."""
    is_due = reading.why == PrivateReading.Why.DUE
    purpose = f"{reading.purpose}-due" if is_due else reading.purpose
    return _name(purpose, reading.member_id)
