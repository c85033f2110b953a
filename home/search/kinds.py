"""The kinds of things that can be found, as the apps offer them."""

from functools import cache

from core.moves import Note
from core.offers import offered
from home.models import SearchStale
from projects.finding import Findable


@cache
def kinds() -> dict[str, Findable]:
    """
    Return the kinds by their keys.

    :raises ValueError: when two have the same key.
    """
    every = [kind for some in offered("FINDABLE") for kind in some]
    found = {kind.key: kind for kind in every}
    if len(found) != len(every):
        raise ValueError("Two kinds of things that can be found have the same key.")
    return found


def notes() -> dict[str, Note]:
    """Return for each table from which words come what is noted of a write to it."""
    found = {}
    for kind in kinds().values():
        for model, column in ((kind.model, "id"), *kind.of):
            found[model._meta.db_table] = Note(SearchStale, kind.key, column)
    return found
