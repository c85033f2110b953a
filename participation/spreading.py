"""When invitations leave: a hundred an hour and five hundred a day of one project, and the words that say so."""

from bisect import insort
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_moment
from participation.models import Invitation
from projects.models import Project

AN_HOUR, A_DAY = 100, 500
_LIMITS = ((AN_HOUR, timedelta(hours=1)), (A_DAY, timedelta(days=1)))


def leaving_times(before: Sequence[datetime], *, count: int, now: datetime) -> list[datetime]:
    """
    Return when so many new invitations leave, the first one first.

    :param before: when those before them left or leave, at least the last five hundred, the earliest first.
    """
    times, new = list(before), []
    for _each in range(count):
        at = max([now, *(times[-most] + span for most, span in _LIMITS if len(times) >= most)])
        insort(times, at)
        new.append(at)
    return new


def next_times(project: Project, *, count: int, now: datetime) -> list[datetime]:
    """Return when so many new invitations of a project leave. The caller holds the project locked."""
    known = Invitation.objects.filter(member__project=project).order_by("-leaves_at")
    last = list(known.values_list("leaves_at", flat=True)[:A_DAY])
    return leaving_times(last[::-1], count=count, now=now)


def in_full_hours(at: datetime) -> str:
    """Write the full hour by which something left, "Sunday 29 November 2026 at 5pm"."""
    local = timezone.localtime(at)
    begun = local.replace(minute=0, second=0, microsecond=0)
    return long_moment(begun if begun == local else begun + timedelta(hours=1))


def on_their_way(leaves: Sequence[datetime], *, now: datetime) -> str:
    """Say how many invitations leave at once, and by when the others do, and why."""
    later = [at for at in leaves if at > now]
    at_once = len(leaves) - len(later)
    said = ngettext("%s invitation is on its way.", "%s invitations are on their way.", at_once)
    words = [said % at_once] if at_once or not later else []
    if later:
        rest = (
            ngettext(
                "The other one leaves by %(moment)s.",
                "The other %(n)s leave by %(moment)s.",
                len(later),
            )
            if at_once
            else ngettext(
                "%(n)s invitation leaves by %(moment)s.",
                "%(n)s invitations leave by %(moment)s.",
                len(later),
            )
        )
        words += [rest % {"n": len(later), "moment": in_full_hours(max(later))}, why_later()]
    return " ".join(words)


def why_later() -> str:
    """Say why an invitation does not leave at once."""
    return _(
        "At most %(hour)s leave in an hour and %(day)s in a day, so that mail servers don't take them for advertising."
    ) % {"hour": AN_HOUR, "day": A_DAY}
