"""Where in the app something can be done about an indicator: the practice, as an address and its words."""

from functools import cache
from typing import Any

from core.offers import merged, offered


@cache
def places_to_act() -> dict[str, tuple[str, Any]]:
    """Return by key of indicator where it is (see :func:`core.addresses.address_in`), and what one does there."""
    return merged(offered("PLACES"))
