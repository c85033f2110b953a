"""Who may do what to an action."""

from django.utils.translation import gettext as _

from actions.models import Action
from core.access import YES, Verdict, no
from projects.models import Project
from projects.permissions import is_facilitator


def can_finish_action(project: Project, action: Action) -> Verdict:
    """Whether the viewer may say that it is done: whoever promised it, or a facilitator."""
    if is_facilitator(project) or action.owner_id == project.viewer.member_id:
        return YES
    return no(
        _("%(owner)s promised this. They or a facilitator can say that it is done.")
        % {"owner": action.owner}
    )
