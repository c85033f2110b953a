"""Addresses within a project that data and offers name: a page, and what it is to show."""

from django.urls import reverse


def address_in(slug: str, place: str) -> str:
    """
    Return the address of a place in a project.

    :param place: the name of a page that takes nothing but the slug, and after a "?" what it shows, as in
        ``"plan:known?kind=strength"``.
    """
    name, mark, query = place.partition("?")
    return f"{reverse(name, args=[slug])}{mark}{query}"
