"""Cleans names and email addresses: what cannot be seen or turns other words round goes, and no letter with it."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

#: They join or part letters within a word of Persian, Hindi, and many other languages.
_JOINERS = "\u200c\u200d"
#: Arabic and Syriac number signs: of the kind of invisible characters, and seen all the same.
_SEEN = {chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2)}

#: Where somebody wrote an address of a site or of email.
_LINK = re.compile(r"://|@|\bwww\.|[^\W\d_]\.[^\W\d_]{2}", re.IGNORECASE)


def clean_name(text: str) -> str:
    """
    Return a name as it is kept: composed, in one line, without characters that cannot be seen or that turn text round.

    Letters, marks and numbers of every script stay, and so do joiners between them.
    """
    text = unicodedata.normalize("NFC", text)
    seen = "".join(char for char in map(_spaced, text) if char in _JOINERS or _is_seen(char))
    return " ".join(word for part in seen.split() if (word := _without_lone_joiners(part)))


def clean_address(text: str) -> str:
    """
    Return an email address as it is kept, so that two can be compared: in small letters, in the plain form of each
    letter (NFKC), without spaces and without what cannot be seen.
    """
    text = unicodedata.normalize("NFKC", text)
    # Put together at the end: marks that a space kept apart have an order of their own.
    seen = "".join(char for char in map(_spaced, text) if char != " " and _is_seen(char))
    return unicodedata.normalize("NFKC", seen.lower())


def _spaced(char: str) -> str:
    return " " if char.isspace() else char


def _is_seen(char: str) -> bool:
    return char in _SEEN or (
        unicodedata.category(char) not in {"Cc", "Cf", "Cs"} and char != "\ufffd"
    )


def _without_lone_joiners(word: str) -> str:
    return word.strip(_JOINERS)


class NameField(forms.CharField):
    """A field for the name of a person."""

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")


class AddressField(forms.EmailField):
    """A field for the email address of a person."""

    def __init__(self, **kwargs: Any) -> None:
        # More than this no column of ours holds, and no mail server takes.
        words = {"max_length": _("Write an email address like name@example.org.")}
        words |= kwargs.pop("error_messages", {})
        super().__init__(**{"max_length": 254, **kwargs, "error_messages": words})

    def to_python(self, value: Any) -> str:
        return clean_address(super().to_python(value) or "")


class PhoneField(forms.CharField):
    """A field for a phone number as people write one: words may stand beside it, no address of a site or of email."""

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and (_LINK.search(value) or not any(map(str.isdigit, value))):
            raise forms.ValidationError(_("Write a phone number here, like 020 7946 0018."))
