"""Gives each email that will leave its Message-ID, once: a second try is the same email."""

from uuid import uuid4

from django.conf import settings


def new_mail_id() -> str:
    """Return a Message-ID that no other email has."""
    return f"<{uuid4().hex}@{mail_host()}>"


def mail_host() -> str:
    """Return the name of this installation as it stands in Message-IDs and list names."""
    return str(settings.SITE_URL).partition("//")[2].partition(":")[0]
