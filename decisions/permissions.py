"""Who may do what with decisions. To read them is open to everybody who may see the project."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from decisions.getters import participants_propose
from decisions.makers import Makers
from decisions.models import DecisionVersion, Proposal
from projects.models import Member, Project


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


def can_speak_of_naming(project: Project) -> Verdict:
    """Whether the viewer can be named among makers at all, and so say that they were none."""
    if project.viewer.is_member:
        return YES
    return no(_("Only somebody who is named among the makers can say this."))


def can_object(project: Project, makers: Makers) -> Verdict:
    """Whether the viewer may say that they made none of it: they are named among the makers."""
    me = project.viewer.member_id
    if any(row.member_id == me for row in makers.members):
        return can_speak_of_naming(project)
    return no(_("Only somebody who is named among the makers can say this."))


def can_propose(project: Project) -> Verdict:
    """Whether the viewer may propose a decision."""
    if not project.viewer.is_member:
        return no(_("Only members of this project can do this."))
    if project.has_ended:
        return no(_("This project has ended. Nothing new is decided here."))
    if not project.viewer.is_facilitator and not participants_propose(project):
        return no(
            _("Facilitators propose decisions here. Tell one of them what you would propose.")
        )
    return YES


def can_have_say(project: Project, proposal: Proposal) -> Verdict:
    """Whether the viewer may have a say in a proposal."""
    if not project.viewer.is_member:
        return no(_("Only members of this project can do this."))
    if project.has_ended:
        return no(_("This project has ended. Nothing new is decided here."))
    return YES


def can_say_for(project: Project, member: Member) -> Verdict:
    """Whether the viewer may write down what a member said on paper, by phone or aloud: one who cannot sign in."""
    if not project.viewer.is_facilitator:
        return no(_("Facilitators write down what people say on paper or aloud."))
    if member.user_id or not member.is_taking_part:
        return no(_("%(name)s signs in and says it themselves.") % {"name": member.known_as})
    if project.has_ended:
        return no(_("This project has ended. Nothing new is decided here."))
    return YES


def can_change_proposal(project: Project, proposal: Proposal) -> Verdict:
    """Whether the viewer may change what is proposed: facilitators, and whoever proposed it."""
    mine = proposal.proposed_by_id is not None and (
        proposal.proposed_by_id == project.viewer.member_id
    )
    if not project.viewer.is_facilitator and not mine:
        return no(_("Whoever proposed it and the facilitators can change it."))
    if not proposal.is_open:
        return no(_("It is settled. It stays as it is."))
    if project.has_ended:
        return no(_("This project has ended. What was proposed stays as it is."))
    return YES


def can_settle(project: Project) -> Verdict:
    """Whether the viewer may reply to what people say of proposals, close them and put them down."""
    if not project.viewer.is_facilitator:
        return no(_("Facilitators close proposals, with what everybody said."))
    return YES


def must_say_first(is_said: bool) -> Verdict:
    """Whether somebody may read what others say: after they have had their own say."""
    if is_said:
        return YES
    return no(_("Have your own say first. Then you see what others said."))
