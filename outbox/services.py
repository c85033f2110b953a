"""Tells people what happened, and keeps how each of them wants to hear."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.background import wake
from outbox.mail_ids import new_mail_id
from outbox.models import Channel, Delivery, Message, Preference
from outbox.tasks import send_due
from projects.models import Member, Project


@transaction.atomic
def tell(
    *,
    event: str,
    project: Project | None,
    builder: str,
    payload: dict[str, Any],
    subject: str,
    summary: str,
    path: str,
    recipients: "QuerySet[Member] | Iterable[Member]",
    asks: bool,
    now: datetime,
) -> Message:
    """
    Tell members something, each by the channel and at the rhythm that they chose; once for each event.

    The message and its deliveries are rows of the caller's transaction; a worker is woken after the commit. A second
    call for the same event finds the first message and tells nobody again. Those who left, and for news
    those who want to hear nothing but what is asked of them, get no delivery.

    :param builder: dotted path of a function that takes the message and returns a function that builds the email of
        one delivery (see :mod:`outbox.emails`).
    :param path: where the link leads, beginning with a slash; empty for no link.
    :param asks: it asks something of them, so it goes at once, whatever their rhythm.
    """
    message, is_new = Message.objects.get_or_create(
        event=event,
        defaults={
            "project": project,
            "builder": builder,
            "payload": payload,
            "subject": " ".join(subject.split())[:200],
            "summary": summary,
            "path": path,
            "asks": asks,
            "created_at": now,
        },
    )
    if is_new:
        deliveries = [
            delivery
            for member in _with_choices(recipients)
            if (delivery := _delivery(message, member, now))
        ]
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        wake(send_due)
    return message


def _with_choices(recipients: "QuerySet[Member] | Iterable[Member]") -> "QuerySet[Member]":
    if not isinstance(recipients, QuerySet):
        recipients = Member.objects.filter(pk__in={member.pk for member in recipients})
    return recipients.filter(left_at=None).select_related("preference")


def _delivery(message: Message, member: Member, now: datetime) -> Delivery | None:
    """Return the row that tells the member, not yet saved; None when they do not want to hear it."""
    choice = Preference.of(member)
    if not (message.asks or choice.wants_news):
        return None
    return Delivery(
        message=message,
        member=member,
        recipient=f"user:{member.user_id}" if member.user_id else f"member:{member.pk}",
        channel=choice.reach,
        is_held=choice.reach == Channel.EMAIL and choice.is_gathered and not message.asks,
        mail_id=new_mail_id(),
        due_at=now,
    )


@transaction.atomic
def set_preference(
    member: Member,
    *,
    channel: str,
    rhythm: str,
    phone: str = "",
    postal_address: str = "",
    by: Member | None = None,
) -> Preference:
    """
    Keep how and how often a member wants to hear.

    What already waits for them follows: the worker asks the choice again before it sends. ``by`` is a
    facilitator who sets it for them; leave it out when they choose it themselves.
    """
    choice, _made = Preference.objects.update_or_create(
        member=member,
        defaults={
            "channel": channel,
            "rhythm": rhythm,
            "phone": phone.strip(),
            "postal_address": postal_address.strip(),
            "set_by": by if by and by.pk != member.pk else None,
        },
    )
    return choice
