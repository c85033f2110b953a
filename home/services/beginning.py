"""Begins an empty installation."""

from datetime import datetime

from django.db import transaction

from accounts.models import FirstLink, User
from accounts.tokens import find_by_token
from projects.models import Organisation
from projects.services import create_organisation


class LinkUsed(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody else was quicker with the one-time link."""


def open_first_link() -> FirstLink | None:
    """Return the one-time link while it can be used: nobody used it, and no organisation is there."""
    if Organisation.objects.exists():
        return None
    link = FirstLink.objects.the_one()
    return None if link.used_at else link


def find_first_link(token: str) -> FirstLink | None:
    """Return the one-time link of a token while it can be used; it makes no row."""
    if Organisation.objects.exists():
        return None
    return find_by_token("first link", FirstLink.objects.filter(used_at=None), token)


@transaction.atomic
def begin_installation(
    link: FirstLink, *, organisation: str, name: str, email: str, now: datetime
) -> User:
    """
    Make the organisation and its first coordinator, and use the link up.

    :raises LinkUsed: when somebody else did so meanwhile; nothing is made.
    """
    if not link.take(now=now):
        raise LinkUsed
    user = User.objects.for_email(email, name=name)
    create_organisation(name=organisation, by=user)
    return user
