"""The words and looks of every state."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy

from core.offers import merged, offered

# A state's look (full, half, mind, none, past, plain) and its word. Each word is shown, so colour never speaks alone.
# These are everybody's; an app offers those that are its own.
STATES = {
    "to_do": ("none", gettext_lazy("To do")),
    "started": ("half", gettext_lazy("Started")),
    "doing": ("half", gettext_lazy("Doing")),
    "done": ("full", gettext_lazy("Done")),
    "open": ("half", gettext_lazy("Open")),
    "overdue": ("mind", gettext_lazy("Overdue")),
    "waiting": ("none", gettext_lazy("Waiting")),
    "finished": ("full", gettext_lazy("Finished")),
}


@cache
def states() -> dict[str, tuple[str, Any]]:
    """Return the look and the word of every state, also of those that the apps offer."""
    return merged([STATES, *offered("STATES")])
