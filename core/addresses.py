"""Addresses within a project: those that data and offers name, and those of the rows of a list."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse


def address_in(slug: str, place: str) -> str:
    """
    Return the address of a place in a project.

    :param place: the name of a page that takes nothing but the slug, and after a "?" what it shows, as in
        ``"plan:known?kind=strength"``.
    """
    name, mark, query = place.partition("?")
    return f"{reverse(name, args=[slug])}{mark}{query}"


def row_address(name: str, *args: object) -> str:
    """
    Return the address of a row of a list whose number is still left open, for :func:`of_row`.

    To make each address anew is a third of what a short row costs.

    :param name: the name of a page whose address has the number of a row after what ``args`` say.
    """
    return reverse(name, args=[*args, 0])


def of_row(address: str, number: int) -> str:
    """Put the number of a row into the address that :func:`row_address` returned."""
    before, _open, after = address.rpartition("/0/")
    return f"{before}/{number}/{after}"


def addresses_in_rows(address: str, field: str) -> Concat:
    """
    Return the addresses of many rows as an expression, for a query that compares them.

    :param address: that of any row whose number is 0, as :func:`row_address` returns it.
    :param field: the column that has the number.
    """
    before, _open, after = address.rpartition("0")
    return Concat(Value(before), Cast(field, CharField()), Value(after))
