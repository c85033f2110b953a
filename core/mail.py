"""Builds an email from its three templates."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def build_message(
    template: str,
    *,
    to: str,
    context: dict[str, Any],
    message_id: str = "",
    headers: dict[str, str] | None = None,
) -> EmailMultiAlternatives:
    """
    Return an email, not yet sent, from ``templates/emails/<template>.{subject.txt,txt,html}``.

    ``message_id`` is the fixed Message-ID of the row it is sent for, so that a second try is the same email.
    """
    context = {"site_url": settings.SITE_URL, **context}
    # A line break in a subject would be a header of its own.
    subject = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"emails/{template}.txt", context),
        to=[to],
        headers=dict(headers or {}),
    )
    if message_id:
        message.extra_headers["Message-ID"] = message_id
    message.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    return message
