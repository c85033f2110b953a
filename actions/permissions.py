"""Who may do what to an action."""

from django.utils.translation import gettext as _

from actions.models import Action, Takeover
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


def can_ask_to_take_over(project: Project, action: Action) -> Verdict:
    """Whether the viewer may ask somebody to take it over: whoever promised it, or a facilitator."""
    if action.done_at:
        return no(_("It is done."))
    if project.has_ended:
        return no(_("This project has ended. Nobody new is asked here."))
    return _has_a_hand_in(project, action)


def _has_a_hand_in(project: Project, action: Action) -> Verdict:
    if is_facilitator(project) or action.owner_id == project.viewer.member_id:
        return YES
    return no(
        _("%(owner)s promised this. They or a facilitator can ask somebody else to do it.")
        % {"owner": action.owner}
    )


def can_end_takeover(project: Project, takeover: Takeover) -> Verdict:
    """Whether the viewer may take back that somebody is asked; also after the project has ended."""
    return _has_a_hand_in(project, takeover.action)


def can_answer_takeover(project: Project, takeover: Takeover) -> Verdict:
    """Whether the viewer may say yes or no: who is asked; for somebody who cannot sign in, a facilitator."""
    if takeover.to_id == project.viewer.member_id:
        return YES
    if not takeover.to.is_taking_part:
        return no(_("%(name)s has left the project.") % {"name": takeover.to})
    if is_facilitator(project) and not takeover.to.user_id:
        return YES
    return no(_("Only %(name)s can say yes or no to this.") % {"name": takeover.to})
