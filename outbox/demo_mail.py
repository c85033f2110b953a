"""The email backend of demo mode: what would have been sent is shown on a page and kept as files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from outbox.models import DemoMail


class DemoMailBackend(BaseEmailBackend):
    """Keeps each email as a row for the page, and as ``mail/<number>.eml`` in the data directory."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DATA_DIR) / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            # The bytes first: what cannot be written as an email must not show on the page either.
            content = message.message().as_bytes()
            for recipient in message.recipients():
                row = DemoMail.objects.create(
                    to=recipient,
                    subject=message.subject[:300],
                    text=str(message.body),
                    html=_html_of(message),
                    sent_at=timezone.now(),
                )
                (folder / f"{row.pk:06}.eml").write_bytes(content)
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    parts: list[Any] = [part for part in message.alternatives if part[1] == "text/html"]
    return str(parts[0][0]) if parts else ""
