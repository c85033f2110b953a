"""The one way from a request to the user behind it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """
    Return the user who is signed in.

    :raises PermissionDenied: when nobody is; views for signed-in people never get that far.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
