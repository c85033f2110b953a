"""Members who get something in return: offered to them, and agreed."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from participation import services
from participation.models import Return
from projects.models import Member

#: What is offered, where a test does not say it.
THING = services.Thing("payment", "For two evenings", amount="40.00", currency="£")


def offer(
    member: Member,
    by: Member,
    *,
    thing: services.Thing = THING,
    due_on: date | None = None,
    now: Any = None,
) -> Return:
    """Let a facilitator offer a member something."""
    now = now or timezone.now()
    day = due_on or timezone.localdate(now) + timedelta(days=14)
    row = services.offer_return(member, thing=thing, by=by, due_on=day, said_by=by, now=now)
    assert row is not None
    return row


def promise_return(member: Member, by: Member, **more: Any) -> Return:
    """Let a member have agreed to what a facilitator offered them."""
    row = offer(member, by, **more)
    services.answer_return(row, is_wanted=True, now=more.get("now") or timezone.now())
    row.refresh_from_db()
    return row
