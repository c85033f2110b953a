"""The email that carries an update."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from outbox.emails import letter
from outbox.models import Delivery, Message
from projects.models import Member
from updates.models import Update


def update(message: Message) -> Callable[[Delivery], EmailMultiAlternatives]:
    """Build the update as members get it."""
    return letter("updates/update", message, _content(message))


def first_look(message: Message) -> Callable[[Delivery], EmailMultiAlternatives]:
    """Build the same email for the facilitator who writes it, and say in its subject that it is a draft."""
    mark = _("[Only to you]")
    return letter("updates/update", message, {**_content(message), "mark": mark, "asks": False})


def _content(message: Message) -> dict[str, Any]:
    told = Update.objects.select_related("project").get(pk=message.payload["update"])
    decisions = told.decisions.select_related("project", "current").order_by("number")
    return {
        "update": told,
        "decisions": [
            {
                "number": decision.number,
                "what": decision.current.what if decision.current else "",
                "url": f"{settings.SITE_URL}{decision.get_absolute_url()}",
            }
            for decision in decisions
        ],
    }


def show_email(draft: Update, reader: Member) -> EmailMultiAlternatives:
    """Build the email of a draft as ``reader`` would get it, through the builder that sends it; nothing is kept."""
    message = Message(
        project=draft.project,
        payload={"update": draft.pk},
        subject=draft.title,
        path=draft.get_absolute_url(),
    )
    return update(message)(Delivery(message=message, member=reader, mail_id=""))
