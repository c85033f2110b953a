"""Who may set how somebody hears, and who sees what was sent to whom."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from projects.models import Project


def can_set_own_preference(project: Project) -> Verdict:
    """Allow it to members, for themselves."""
    if not project.viewer.is_member:
        return no(_("Only members of this project get its news."))
    return YES


def can_set_preference_of_member(project: Project) -> Verdict:
    """Allow it to facilitators: they see the private addresses of the project's members."""
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators set how somebody else hears."))
    return YES


def can_see_deliveries(project: Project) -> Verdict:
    """Allow it to facilitators: the list holds addresses and phone numbers."""
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators see what was sent to whom."))
    return YES
