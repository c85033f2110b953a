"""
Secrets of rows: derived from the secret key and a salt of the row, so that no table holds one.

New ones are made with the key of today. Those made with a key of ``SECRET_KEY_FALLBACKS`` count for as long as it
stands there.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from core.numbers import read_number

Row = TypeVar("Row", bound=Model)


def keys_that_count() -> list[str]:
    """Return the secret key of today and the older ones that still count."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def derive(purpose: str, pk: int, salt: str, *, key: str | None = None) -> str:
    """Return 64 hexadecimal digits that only this purpose, row and key give; ``key``: the one of today if not named."""
    return salted_hmac(
        f"accounts.tokens.{purpose}", f"{pk}:{salt}", secret=key, algorithm="sha256"
    ).hexdigest()


def token_for(purpose: str, row: Any, *, key: str | None = None) -> str:
    """Return the token of a row with a ``salt``, fit for an address: its number and its secret."""
    return f"{row.pk}-{derive(purpose, row.pk, row.salt, key=key)}"


def find_by_token(
    purpose: str | Callable[[Row], str], rows: "QuerySet[Row]", token: str
) -> "Row | None":
    """
    Return the row of a token made with any key that counts; None for a token that is wrong in any way.

    ``purpose`` may depend on the row.
    """
    number, _dash, _secret = token.partition("-")
    row = rows.filter(pk=read_number(number)).first()
    if row is None:
        return None
    said = purpose if isinstance(purpose, str) else purpose(row)
    right = (token_for(said, row, key=key) for key in keys_that_count())
    return row if any(constant_time_compare(one, token) for one in right) else None
