"""Who may do what with decisions. To read them is open to everybody who may see the project."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from decisions.models import DecisionVersion
from projects.models import Project


def can_record_decision(project: Project) -> Verdict:
    """Facilitators record decisions. The project carries its viewer."""
    if not project.viewer.is_facilitator:
        return no(_("Facilitators record decisions. Ask one of them to write it down."))
    return YES


def can_change_decision(project: Project, current: DecisionVersion) -> Verdict:
    """Facilitators change a decision that is in force; the others stay as they are."""
    if not project.viewer.is_facilitator:
        return no(_("Facilitators correct decisions. Tell one of them what is wrong."))
    if current.state == DecisionVersion.State.WITHDRAWN:
        return no(_("This decision was withdrawn. It stays as it is; you can record a new one."))
    if current.state == DecisionVersion.State.SUPERSEDED:
        return no(_("Another decision took its place. You can correct that one."))
    return YES
