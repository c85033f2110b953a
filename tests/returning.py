"""Members who get something in return: offered to them, and agreed."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from participation import services
from participation.models import Consent, Return, Wish
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


def return_that_was_had(member: Member, by: Member, *, at: Any) -> Return:
    """Let a member have wished for something, and have it; nobody is asked what it is, so that is not there."""
    said = {"answer": Consent.Answer.YES, "said_at": at}
    Consent.objects.update_or_create(member=member, purpose="returns", defaults=said)
    Wish.objects.create(member=member, said_locked=b"", said_at=at)
    had = {"answer": "yes", "answered_at": at, "given_at": at, "got": "yes", "got_at": at}
    return Return.objects.create(
        project=member.project,
        member=member,
        by=by,
        due_on=at.date(),
        offered_at=at,
        what_locked=b"",
        **had,
    )
