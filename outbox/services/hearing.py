"""Keeps how each member wants to hear."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.once import lock_row
from core.standing import require_same_standing
from outbox.audience import members_to_share_with
from outbox.models import Preference, Rhythm
from outbox.services.telling import tell_members
from projects.models import Member

_AS_IT_IS: Any = object()


@transaction.atomic
def set_preference(
    member: Member,
    *,
    channel: str,
    rhythm: str,
    phone: str = "",
    postal_address: str = "",
    is_large_print: bool = _AS_IT_IS,
    through: Member | None = _AS_IT_IS,
    by: Member | None = None,
    stood: str | None = None,
) -> Preference:
    """
    Keep how and how often a member wants to hear.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else changed it meanwhile.

    What already waits for them follows: the worker asks the choice again before it sends. ``by`` is a
    facilitator who sets it for them; leave it out when they choose it themselves. ``through`` is the member whose email
    address somebody without one shares; of who is not in the project nothing is kept. That and ``is_large_print`` stay
    as they are when left out.
    """
    said: dict[str, Any] = {
        "channel": channel,
        "rhythm": rhythm,
        "phone": phone.strip(),
        "postal_address": postal_address.strip(),
    }
    if is_large_print is not _AS_IT_IS:
        said["is_large_print"] = is_large_print
    lock_row(member)
    said |= _of_who_is_here(member, through)
    known = Preference.objects.select_related("member", "through").filter(member=member).first()
    require_same_standing(known or Preference.of(member), said, stood=stood)
    choice, _made = Preference.objects.update_or_create(
        member=member,
        defaults={**said, "set_by": by if by and by.pk != member.pk else None},
    )
    return choice


def _of_who_is_here(member: Member, through: Member | None) -> dict[str, Any]:
    """Return whose address a member shares, where that is said; of who left meanwhile nothing is kept."""
    said: dict[str, Any] = {}
    if Member.objects.gone().filter(pk=member.pk).exists():
        said |= {"phone": "", "postal_address": ""}
    if through is not _AS_IT_IS:
        others = members_to_share_with(member.project)
        said["through"] = through and others.filter(pk=through.pk).first()
    return said


@transaction.atomic
def stop_news(member: Member, *, now: datetime) -> Preference:
    """
    Send a member nothing from now on but what is asked of them, and tell them that it is so; the rest they chose stays.

    Whoever has the link can stop the news, also somebody to whom an email was passed on: so the member hears of it
    once, with the way back. A second call changes and tells nothing.
    """
    choice = Preference.of(member)
    if choice.rhythm == Rhythm.ASKED_ONLY:
        return choice
    choice.rhythm, choice.set_by = Rhythm.ASKED_ONLY, None
    choice.save()
    tell_members(
        event=f"member:{member.pk}:news-stopped:{now.isoformat()}",
        project=member.project,
        kind="news_stopped",
        data={},
        recipients=[member],
        asks=True,
        now=now,
    )
    return choice
