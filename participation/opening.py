"""Whether somebody may read what a member needs, in this request (docs/adr/0162)."""

from django.http import HttpRequest
from django.utils import timezone

from accounts.sessions import began_lately
from core.locked_words import WordsAreLocked
from participation import services
from participation.models import NeedsReading
from projects.models import Member


def may_read_needs(request: HttpRequest, member: Member, *, by: Member | None) -> bool:
    """
    Whether whoever asks may read them now: the member (``by`` is None), and who opened them ten minutes ago at most.

    Who sends what they typed later than that, as after a long call, opens them once more by it; that is kept, too.
    """
    if by is None:
        return True
    now = timezone.now()
    if services.is_open_to(member, by, now=now):
        return True
    if request.method != "POST" or not began_lately(request, now=now):
        return False
    try:
        services.open_needs(member, by=by, why=NeedsReading.Why.WROTE, now=now)
    except (services.ReaderNotNamed, WordsAreLocked):
        return False
    return True
