"""Who did what they had promised, or said whether they take something over."""

from datetime import date, datetime

from django.db.models import QuerySet

from actions.models import Action, Takeover
from projects.last_heard import SignOfLife, last_days
from projects.models import Member

_ANSWERS = (Takeover.Outcome.TAKEN, Takeover.Outcome.DECLINED)


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """Return who did an action, asked another to take one over, or answered that."""
    signs = (
        SignOfLife(Action.objects.done(), "owner", "done_at"),
        SignOfLife(Takeover.objects.filter(outcome__in=_ANSWERS), "to", "ended_at"),
        SignOfLife(Takeover.objects.all(), "asked_by", "asked_at"),
    )
    return last_days(signs, members, now=now)
