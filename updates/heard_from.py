"""Who told everybody the news."""

from datetime import date, datetime

from django.db.models import QuerySet

from projects.last_heard import SignOfLife, last_days
from projects.models import Member
from updates.models import Update


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """Return who sent an update."""
    return last_days([SignOfLife(Update.objects.all(), "sent_by", "sent_at")], members, now=now)
