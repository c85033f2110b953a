"""Six of the records' rules that can be asked of many projects at once: which of them need attention."""

from django.utils.translation import gettext_lazy as _

from core.summary import Sign
from elements.records import action, inclusive, iterative, open, transparent

SIGNS = [
    Sign(
        "inclusive.reviews",
        inclusive.overdue_reviews,
        "project",
        _("Looking at who is missing is late."),
    ),
    Sign(
        "open.uncertainty",
        open.unsettled_past_their_day,
        "project",
        _("Something not settled should be looked at again."),
    ),
    Sign(
        "transparent.decisions",
        transparent.decisions_to_look_at_again,
        "current_of__project",
        _("A decision should be looked at again."),
    ),
    Sign(
        "transparent.loop",
        transparent.updates_not_followed,
        "project",
        _("News that were promised are late."),
    ),
    Sign(
        "action.readiness",
        lambda on: action.started_unready(),
        "pk",
        _("Time, money or permission is not confirmed."),
    ),
    Sign(
        "iterative.small-steps",
        iterative.steps_long_past_their_end,
        "project",
        _("A step is more than 14 days late."),
    ),
]
