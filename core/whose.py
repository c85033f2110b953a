"""Says whose form came back, when whoever sends it is signed out by then, or somebody else is signed in."""

from django.core import signing
from django.http import HttpRequest

from core.numbers import read_number

#: The hidden field that stands beside the CSRF token in each form of a signed-in person.
FIELD = "form_of"
_SALT = "core.whose"


def sign_user(pk: int) -> str:
    """Return the key of a user in a form that nobody else can make."""
    return signing.Signer(salt=_SALT).sign(str(pk))


def user_of_form(request: HttpRequest) -> int | None:
    """Return the key of the user to whom the form was shown; None when it does not say so, or falsely."""
    signer = signing.Signer(salt=_SALT)
    try:
        return read_number(signer.unsign(request.POST.get(FIELD, "")))
    except signing.BadSignature:
        return None
