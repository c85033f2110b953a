"""Who may do what with members, the people map and participation reviews, and why not."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.access import YES, Verdict, no
from participation.models import Group
from projects.models import Coordinator, CoordinatorInvitation, Member, Project, Role


def can_manage_members(project: Project) -> Verdict:
    """Whether who looks at the project may invite, add and change members, and see how to reach them."""
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators invite people and change members."))
    return YES


def can_write_down_for(member: Member) -> Verdict:
    """Whether a facilitator may write down what a member says of themselves: while they are here."""
    if member.left_at:
        return no(_("%(name)s has left. Nothing new is written down for them.") % {"name": member})
    if not member.joined_at:
        return no(_("%(name)s has not come in yet.") % {"name": member})
    return YES


def can_change_map(project: Project) -> Verdict:
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators change the groups."))
    return YES


def can_act_on_imbalance(project: Project, group: Group) -> Verdict:
    """Whether who looks at the project may promise an action about how much say a group has."""
    if project.has_ended:
        return no(_("This project has ended. Nothing new is promised here."))
    if not group.has_imbalance:
        return no(_("Say first how much say this group has today, and how much it should have."))
    return can_change_map(project)


def can_ask_about_us(project: Project) -> Verdict:
    """Whether who looks at the project may ask questions about people, and end them."""
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators choose the questions about people."))
    return YES


def can_set_rhythm(project: Project) -> Verdict:
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators choose how often we look at who is missing."))
    return YES


def can_review_participation(project: Project) -> Verdict:
    """Whether who looks at the project may open, answer and finish participation reviews."""
    if not project.viewer.is_facilitator:
        return no(_("Only facilitators work on who is missing."))
    if not project.is_running:
        return no(_("You can look at who is missing once the project runs. Start it first."))
    return YES


def can_step_in(project: Project) -> Verdict:
    """Whether who looks at the project answers for it, and does not run it; that it is left, the service asks."""
    if project.has_ended:
        return no(_("This project has ended. Nobody needs to run it any more."))
    if project.viewer.is_coordinator and not project.viewer.is_facilitator:
        return YES
    return no(_("Coordinators step into a project when nobody runs it any more."))


def can_say_part(project: Project) -> Verdict:
    """Whether who looks at the project has a part of their own in it to speak of."""
    if not project.viewer.is_member:
        return no(_("You look at this project as a coordinator. Only members say what they bring."))
    return YES


def can_read_thanks(project: Project) -> Verdict:
    """Whether who looks at the project reads the thanks that everybody in it reads."""
    if not project.viewer.is_member:
        return no(_("You look at this project as a coordinator. Only members read thanks."))
    return YES


def can_thank(project: Project) -> Verdict:
    """Whether who looks at the project may thank somebody there."""
    if project.has_ended:
        return no(_("This project has ended. Thank people yourself; nobody would be told here."))
    return can_read_thanks(project)


def can_read_out_thanks(member: Member) -> Verdict:
    """Whether facilitators may open what a member is thanked for: only to read it to somebody who is not online."""
    if member.user_id:
        return no(_("%(name)s reads it here. It is between two people.") % {"name": member})
    return can_write_down_for(member)


def can_read_directory(project: Project, me: Member | None) -> Verdict:
    """Whether a member may read what others share: while they are in it, and who was in it at its end, after that."""
    if me is None:
        return no(_("Only the people in this project see what they share with each other."))
    joined_on = timezone.localdate(me.joined_at) if me.joined_at else None
    if project.has_ended and project.ended_on and not (joined_on and joined_on <= project.ended_on):
        return no(_("Only people who were in this project at its end see what they shared."))
    return YES


def can_write_word(project: Project) -> Verdict:
    """Whether who looks at the project may write to one person alone: while somebody runs it who reads that."""
    if project.has_ended:
        return no(_("This project has ended. Nobody looks here for new private words."))
    return can_say_part(project)


def can_ask_for_address(project: Project, member: Member) -> Verdict:
    """
    Whether who looks at the project may ask a member to sign in with another address.

    Whoever holds the new one is that member then, wherever they take part: so a facilitator asks only for people who
    are in no project but theirs.
    """
    if not (can_manage_members(project) and member.user_id and member.is_taking_part):
        return no(_("Only facilitators ask for another address, for somebody who takes part."))
    asker = User.objects.filter(memberships=project.viewer.member_id).first()
    if not (asker and member.user and may_have_address_asked(asker, member.user)):
        return no(
            _(
                "They take part in another project too, so they change their address themselves: "
                "signed in, under “You”."
            )
        )
    return YES


def may_have_address_asked(asker: User, user: User) -> bool:
    """Whether somebody is in no project but those that the asker runs, and no coordinator (``MAY_ASK_FOR_ADDRESS``)."""
    mine = Member.objects.taking_part().facilitators().filter(user=asker)
    theirs = Member.objects.here_or_invited().filter(user=user)
    elsewhere = theirs.exclude(project__in=mine.values("project"))
    return theirs.exists() and not elsewhere.exists() and not _coordinates(user.pk)


def _coordinates(user: int | None) -> bool:
    """Whether somebody is a coordinator, or is asked to be one: whoever comes in as them can say yes."""
    invited = CoordinatorInvitation.objects.open()
    return any(rows.filter(user=user).exists() for rows in (Coordinator.objects, invited))


def can_sign_in_by_invitation(member: Member) -> Verdict:
    """
    Whether the link of their invitation may sign a person in, without a code.

    Such a link waits in a mailbox and can be passed on, and whoever signs in with it has all that its person has. So
    only that of somebody who has nothing else here, and who is invited to take part and not to run the project.
    """
    elsewhere = Member.objects.filter(user=member.user_id).exclude(pk=member.pk)
    if member.role == Role.FACILITATOR or elsewhere.exists() or _coordinates(member.user_id):
        return no(_("First we make sure that it is you."))
    return YES
