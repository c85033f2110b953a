"""The one way from a request to the user behind it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import AddressChange, User


def signed_in(request: HttpRequest) -> User:
    """
    Return the user who is signed in.

    :raises PermissionDenied: when nobody is; views for signed-in people never get that far.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def lost_change(user: User, *, now: datetime) -> AddressChange | None:
    """Return the newest change of address that waits for its yes, when the email that asks for it cannot arrive."""
    newest = user.address_changes.open(now=now).order_by("-pk").first()
    return user.address_changes.lost(now=now).filter(pk=newest.pk).first() if newest else None
