"""Two people edit something of which there is one, and perhaps no row yet: the second sees both texts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.crypto import constant_time_compare, salted_hmac

from core.revisions import EditConflict


def how_it_stands(row: Any, names: Iterable[str]) -> str:
    """Return a hash over these values of a row, from which none of them can be read."""
    values = [(name, plain(getattr(row, name))) for name in sorted(names)]
    return salted_hmac("core.standing", repr(values)).hexdigest()[:32]


def require_same_standing(row: Any, values: Mapping[str, Any], *, stood: str | None) -> None:
    """
    Go on only when a row still stands as it did on the page, or stands already as it is to be saved.

    :param row: as it stands now, read after its parent was locked; one that is not saved yet holds the defaults.
    :param stood: what the form carried; None when nobody looked at a page.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    is_same = all(plain(getattr(row, name)) == plain(value) for name, value in values.items())
    if stood is None or is_same:
        return
    if not constant_time_compare(stood, how_it_stands(row, values)):
        raise EditConflict(row)


def require_each_standing(
    rows: Mapping[str, Any],
    said: Mapping[str, Mapping[str, Any]],
    *,
    stood: Mapping[str, str | None],
) -> None:
    """
    The same for several rows of one form, each by its key: what is said of each, and how it stood on the page.

    :raises EditConflict: with all that somebody else changed meanwhile.
    """
    theirs = {}
    for key, values in said.items():
        try:
            require_same_standing(rows[key], values, stood=stood[key])
        except EditConflict:
            theirs[key] = rows[key]
    if theirs:
        raise EditConflict(theirs)


def plain(value: Any) -> str:
    """Return a value as text, whichever way a browser ends its lines; nothing is empty, and a row is its number."""
    if isinstance(value, Model):
        value = value.pk
    return "" if value is None else "\n".join(str(value).splitlines())
