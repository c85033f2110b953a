"""What would show the indicators that the app has no record for yet: a plain sentence each, and not a state."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Key of an indicator -> what would show it.
PRACTICES: dict[str, "_StrPromise"] = {
    "human.together": _("It would show in meetings with time set aside to get to know each other."),
    "human.safety": _(
        "It would show in what people say, without their names, about feeling safe after a meeting."
    ),
    "human.networks": _(
        "It would show in members who choose to share how they can be reached after the project."
    ),
    "human.feelings": _("It would show in words that people give when a meeting begins and ends."),
    "positive.appreciation": _("It would show in thanks that people say to each other."),
    "positive.experience": _(
        "It would show in what people say about a meeting, in a short question after it."
    ),
    "thorough.new-ideas": _(
        "It would show in ideas shown to the wider community, and in what came back."
    ),
}
