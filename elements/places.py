"""Where in the app something can be done about an indicator: the practice, as an address and its words."""

from functools import cache
from typing import Any

from core.offers import merged, offered


@cache
def places_to_act() -> dict[str, tuple[str, Any]]:
    """Return by key of indicator the name of an address that takes a project's slug, and what one does there."""
    return merged(offered("PLACES"))
