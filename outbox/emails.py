"""The emails of the outbox itself, and what the emails of every other app begin and end with."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from core.mail import prepare
from outbox.links import unsubscribe_url
from outbox.mail_ids import mail_host
from outbox.models import Delivery, Digest, Message
from projects.models import Member, Project

#: Where a mail program would see an address or the name of a site in a person's name.
_LOOKS_LIKE_A_LINK = re.compile(r"(?<=\w)([.@])(?=\w)|(:)(?=//)")


def standard(message: Message) -> Callable[[Delivery], EmailMultiAlternatives]:
    """Build an email of a subject, a few words and a link: enough for most of what is told."""
    return letter("outbox/standard", message)


def letter(
    template: str, message: Message, context: Mapping[str, Any] | None = None
) -> Callable[[Delivery], EmailMultiAlternatives]:
    """
    Prepare ``templates/emails/<template>.*`` once for a message; return what builds the email of one delivery.

    The templates extend ``emails/base.txt`` and ``emails/base.html``. They get ``message``, ``url`` (whole, or empty),
    ``project``, ``project_name``, ``preference_url`` and, for each person, ``known_as`` and ``unsubscribe_url``, which
    they can print and nothing else. ``asks`` says whether it asks something of the reader.
    """
    prepared = prepare(
        template,
        {
            **_shared(message.project),
            "message": message,
            "asks": message.asks,
            "url": f"{settings.SITE_URL}{message.path}" if message.path else "",
            **(context or {}),
        },
        own=("known_as", "unsubscribe_url"),
        headers=_headers(message.project),
    )

    def build(delivery: Delivery) -> EmailMultiAlternatives:
        stop = unsubscribe_url(delivery.member_id) if delivery.member_id else ""
        return prepared.to(
            address_of(delivery),
            message_id=delivery.mail_id,
            headers=one_click(stop) if stop and not message.asks else {},
            known_as=unlinked(delivery.member.known_as) if delivery.member else "",
            unsubscribe_url=stop,
        )

    return build


def digest(row: Digest) -> EmailMultiAlternatives | None:
    """Build the email that gathers what was held for a member and still waits; None when nothing does."""
    member = row.member
    deliveries = row.deliveries.waiting().select_related("message").order_by("pk")
    if not deliveries:
        return None
    stop = unsubscribe_url(member.pk)
    prepared = prepare(
        "outbox/digest",
        {
            **_shared(member.project),
            "messages": [delivery.message for delivery in deliveries],
            "digest": row,
            "asks": False,
            "known_as": unlinked(member.known_as),
            "unsubscribe_url": stop,
        },
        headers=_headers(member.project) | one_click(stop),
    )
    return prepared.to(_address(member), message_id=row.mail_id)


def address_of(delivery: Delivery) -> str:
    """Return the address of a delivery as it is today, not as it was when the row was made."""
    return _address(delivery.member) if delivery.member else delivery.recipient


def _address(member: Member) -> str:
    if member.user is None:
        raise ValueError(f"Member {member.pk} has no email address.")
    return member.user.email


def one_click(url: str) -> dict[str, str]:
    """Return the headers with which a mail program offers to stop the news by one POST (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def unlinked(name: str) -> str:
    """Return a name that mail programs do not turn into a link; it looks the same."""
    return _LOOKS_LIKE_A_LINK.sub("\\g<0>\N{WORD JOINER}", name)


def _shared(project: Project | None) -> dict[str, Any]:
    path = reverse("outbox:preference", args=[project.slug]) if project else ""
    return {
        "project": project,
        "project_name": unlinked(project.name) if project else "",
        "preference_url": f"{settings.SITE_URL}{path}" if path else "",
    }


def _headers(project: Project | None) -> dict[str, str]:
    """Return what tells mail programs that no person typed this, what list it is of, and who answers."""
    headers = {"Auto-Submitted": "auto-generated"}
    if project:
        headers["List-Id"] = f"<{project.slug}.{mail_host()}>"
        if project.help_email:
            headers["Reply-To"] = project.help_email
    return headers
