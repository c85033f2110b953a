"""Numbers that come from outside, in an address or a form: there they can be anything that was typed."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

#: No row has a larger key, and neither database can look for one.
LARGEST_KEY = 2**63 - 1


def read_number(typed: object, *, largest: int = LARGEST_KEY) -> int | None:
    """Return the whole number that somebody typed; None for anything else, and for more than ``largest``."""
    text = str(typed)
    # Not even to be read as a number when it is longer: Python refuses some thousand digits.
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(largest))):
        return None
    number = int(text)
    return number if number <= largest else None


def read_numbers(typed: Iterable[object]) -> list[int]:
    """Return the numbers among what was sent, in its order; what is none is left out."""
    read = (read_number(one) for one in typed)
    return [number for number in read if number is not None]


class KeysField(forms.ModelMultipleChoiceField):
    """
    Several rows to choose, by their keys. A key that no row can have is refused like any other wrong choice.

    Django's own asks the database for it, which cannot answer.
    """

    default_error_messages: ClassVar[dict[str, Any]] = {
        code: _("Something you chose isn't there any more. Look at your choice again.")
        for code in ("invalid_choice", "invalid_pk_value")
    }

    def _check_values(self, value: Any) -> QuerySet[Any]:
        for key in value:
            if read_number(key) is None:
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        found: QuerySet[Any] = super()._check_values(value)  # type: ignore[misc]
        return found


class _KeysInAddresses:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: Any, _args: Any, named: dict[str, Any]
    ) -> None:
        if any(isinstance(key, int) and key > LARGEST_KEY for key in named.values()):
            raise Http404


def keys_in_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> _KeysInAddresses:
    """Answer 404 for an address with a number that no row can have, before a view looks for the row."""
    return _KeysInAddresses(get_response)
