"""
Limits for what comes without a name: by project and hour, never by person (docs/adr/0123).

What is counted goes when the hour is over, and all that is sealed is written anew then: nothing finer than the current
hour is left on the disk.
"""

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from ballots.cleaning import tidy_soon
from ballots.models import SealedPiece
from ballots.services import shuffle_rows
from projects.models import Project
from questions.models import UnnamedDay, UnnamedHour

#: So much can be said without a name to a project in an hour.
MOST_SAID_AN_HOUR = 30
#: So many three words that lead nowhere can be tried in an hour, by members, and by everybody else.
MOST_TRIED_AN_HOUR = 40
Where = Literal["tried", "tried_outside"]
_COUNTS = ("said", "tried", "tried_outside")


class TooMuchThisHour(Exception):  # noqa: N818 - it is what happened, not a fault
    """Too much came to a project without a name in this hour."""


class HeldHour:
    """The hour of a project, held until the transaction ends."""

    def __init__(self, row: UnnamedHour) -> None:
        self.row = row

    def count_said(self) -> None:
        """
        Count one more thing that is said.

        :raises TooMuchThisHour: when that is too much.
        """
        if self.row.said >= MOST_SAID_AN_HOUR:
            raise TooMuchThisHour
        self.row.said += 1
        self.row.save()

    def count_tried(self, where: Where) -> None:
        """Count one more try that led nowhere."""
        tried = getattr(self.row, where)
        setattr(self.row, where, min(tried + 1, MOST_TRIED_AN_HOUR))
        self.row.save()


def hold_hour(project: Project, *, now: datetime | None) -> HeldHour:
    """Return the hour of a project: what comes to it without a name comes in one after another."""
    hour = _hour_of(now or timezone.now())
    UnnamedHour.objects.get_or_create(project=project, defaults={"hour": hour})
    row = UnnamedHour.objects.select_for_update().get(project=project)
    if row.hour != hour and now is not None:
        row.hour, row.said, row.tried, row.tried_outside = hour, 0, 0, 0
    return HeldHour(row)


def may_try(project: Project, where: Where, *, now: datetime) -> bool:
    """Whether three words can still be tried in this hour."""
    used = UnnamedHour.objects.filter(project=project, hour=_hour_of(now))
    return not used.filter(**{f"{where}__gte": MOST_TRIED_AN_HOUR}).exists()


@transaction.atomic
def forget_hours(*, now: datetime) -> bool:
    """
    Forget what was counted in hours that are over; return whether there was anything.

    All that is sealed is written anew with it, in every project: the rows of the last to come would be the youngest.
    """
    over = UnnamedHour.objects.filter(hour__lt=_hour_of(now))
    held = over.select_for_update().order_by("pk")
    if not any(getattr(row, name) for row in held for name in _COUNTS):
        return False
    for day in UnnamedDay.objects.select_for_update().exclude(day=None).order_by("pk"):
        shuffle_rows(SealedPiece.objects.filter(seal=day.seal_id))
    over.update(hour=_hour_of(now), **dict.fromkeys(_COUNTS, 0))
    tidy_soon()
    return True


def _hour_of(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
