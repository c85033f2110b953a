"""Reads what somebody types to a command, with plain words for what is wrong with it."""

from argparse import ArgumentTypeError

from django import forms
from django.core.exceptions import ValidationError

from core.names import AddressField, NameField


def read_address(typed: str) -> str:
    """Return an email address as it is kept; for ``type`` of an argument."""
    return _read(AddressField(), typed)


def read_name(typed: str) -> str:
    """Return the name of a person, of at most a hundred letters."""
    return _read(NameField(max_length=100), typed)


def read_long_name(typed: str) -> str:
    """Return the name of a body of people, of at most two hundred letters."""
    return _read(NameField(max_length=200), typed)


def _read(field: forms.Field, typed: str) -> str:
    try:
        value: str = field.clean(typed)
    except ValidationError as error:
        raise ArgumentTypeError(f"“{typed}”: {' '.join(error.messages)}") from None
    return value
