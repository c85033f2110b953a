"""Who may write and send updates."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from projects.models import Project


def can_write_update(project: Project) -> Verdict:
    """Allow it to facilitators; a project that has ended can still say what came after."""
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators write and send news."))
    return YES
