"""Names a decision in a few words, wherever it is named: whether it still counts belongs to its name."""

from django.utils.translation import gettext as _

from decisions.models import Decision


def what_of(decision: Decision) -> str:
    """Say what was decided, of a decision loaded with its newest version; with "(withdrawn)" after it if it was."""
    now = decision.newest
    if now.is_in_force:
        return now.headline
    return _("%(what)s (%(state)s)") % {"what": now.headline, "state": now.get_state_display()}


def name_decision(decision: Decision) -> str:
    """Name a decision by its number and what was decided: "12. Lights are dimmed (replaced)"."""
    return f"{decision.number}. {what_of(decision)}"
