"""Secrets of rows: derived from the secret key and a salt of the row, so that no table holds one."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

Row = TypeVar("Row", bound=Model)


def derive(purpose: str, pk: int, salt: str) -> str:
    """Return 64 hexadecimal digits that only this purpose, row and secret key give."""
    return salted_hmac(f"accounts.tokens.{purpose}", f"{pk}:{salt}", algorithm="sha256").hexdigest()


def token_for(purpose: str, row: Any) -> str:
    """Return the token of a row with a ``salt``, fit for an address: its number and its secret."""
    return f"{row.pk}-{derive(purpose, row.pk, row.salt)}"


def find_by_token(purpose: str, rows: "QuerySet[Row]", token: str) -> "Row | None":
    """Return the row of a token; None for a token that is wrong in any way."""
    number, _dash, _secret = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    row = rows.filter(pk=int(number)).first()
    return row if row and constant_time_compare(token_for(purpose, row), token) else None
