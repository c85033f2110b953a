"""Who noticed a change, with their name on it."""

from datetime import date, datetime

from django.db.models import QuerySet

from plan.models import Noticing
from projects.last_heard import SignOfLife, last_days
from projects.models import Member


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """Return who said that they noticed a change too."""
    return last_days([SignOfLife(Noticing.objects.all(), "member", "at")], members, now=now)
