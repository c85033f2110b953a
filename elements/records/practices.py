"""What would show the indicators that the app has no record for yet: a plain sentence each, and not a state."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Key of an indicator -> what would show it.
PRACTICES: dict[str, "_StrPromise"] = {
    "thorough.new-ideas": _(
        "It would show in ideas shown to the wider community, and in what came back."
    ),
}
