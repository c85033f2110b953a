"""Who may do what to a plan; who may change it says can_edit_plan of projects."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from plan.models import Addition, Step
from projects.models import Member, Project
from projects.permissions import can_edit_plan, is_facilitator, is_member


def can_start_project(project: Project) -> Verdict:
    if is_facilitator(project):
        return YES
    return no(_("A facilitator of this project starts it."))


def can_end_project(project: Project) -> Verdict:
    """Whether the viewer may end the project, and open it again."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators end a project, and open it again. Tell one of them what you think."))


def can_read_boundaries(project: Project) -> Verdict:
    """Whether the viewer may say that they have read what is open and what is fixed."""
    if is_member(project):
        return YES
    return no(_("Members say that they have read this. You are not a member of this project."))


def can_agree(project: Project) -> Verdict:
    """Whether the viewer may say that they agree to what is stated, or not yet."""
    if not is_member(project):
        return no(_("Members say whether they agree. You are not a member of this project."))
    if project.has_ended:
        return no(_("This project has ended. What was agreed stays as it is."))
    return YES


def can_agree_for(project: Project, member: Member) -> Verdict:
    """Whether the viewer may enter what a member said on paper or aloud: one who cannot sign in."""
    return _can_write_down(project, member) and can_agree(project)


def _can_write_down(project: Project, member: Member) -> Verdict:
    if not is_facilitator(project):
        return no(_("Facilitators write down what people say on paper or aloud."))
    if member.user_id or not member.is_taking_part:
        return no(_("%(name)s signs in and says it themselves.") % {"name": member.known_as})
    return YES


def can_link_step(project: Project, step: Step) -> Verdict:
    """Whether the viewer may say from which of what people said a step comes, or that it does not."""
    if step.state == Step.State.DROPPED:
        return no(_("This step was dropped. What people said cannot be linked to it any more."))
    return can_edit_plan(project)


def can_say_planned(project: Project) -> Verdict:
    """Whether the viewer may say that they took part in planning a step, or not."""
    if not is_member(project):
        return no(_("Members say whether they planned it. You are not a member of this project."))
    if project.has_ended:
        return no(_("This project has ended. Its plan stays as it is."))
    return YES


def can_say_planned_for(project: Project, member: Member) -> Verdict:
    """Whether the viewer may write down what a member says of it who cannot sign in."""
    return _can_write_down(project, member) and can_say_planned(project)


def can_tell_what_stays(project: Project) -> Verdict:
    """Whether the viewer may write down impact and what comes after; unlike the plan, this goes on after the end."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators write this down. Tell one of them what you noticed or would change."))


def can_add_in_own_words(project: Project) -> Verdict:
    """Whether the viewer may add to a starting point."""
    if not is_member(project):
        return no(_("Members add to this. You are not a member of this project."))
    if project.has_ended:
        return no(_("This project has ended. Its plan stays as it is."))
    return YES


def _is_of(project: Project, addition: Addition) -> bool:
    """Whether the viewer said it, or wrote it down; nobody is taken for a member who has left."""
    me = project.viewer.member_id
    return me is not None and me in (addition.member_id, addition.written_by_id)


def can_take_back(project: Project, addition: Addition) -> Verdict:
    """Whether the viewer may take back what was added: whoever said it, or wrote it down."""
    if _is_of(project, addition):
        return YES
    return no(_("Only whoever said this, or wrote it down, can take it back."))


def can_take_down(project: Project) -> Verdict:
    """Whether the viewer may take down what somebody added, and put it back."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators take down what hurts somebody. Tell one of them."))


def can_answer_taking_down(project: Project, addition: Addition) -> Verdict:
    """Whether the viewer may answer to this being taken down: whoever said it, or wrote it down and was told on."""
    if _is_of(project, addition):
        return YES
    return no(_("Only whoever said this, or wrote it down, can answer here."))


def can_notice(project: Project) -> Verdict:
    """Whether the viewer may say that they noticed a change too."""
    if is_member(project):
        return YES
    return no(_("Members say what they noticed. You are not a member of this project."))
