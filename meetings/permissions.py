"""Who may do what with meetings, and why not."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from meetings.models import Meeting
from projects.models import Member, Project
from projects.permissions import is_facilitator, is_member


def can_plan(project: Project) -> Verdict:
    """Whether who looks at the project may plan meetings, change them and call them off."""
    if not is_facilitator(project):
        return no(
            _("Facilitators plan the meetings. Tell one of them when you would like to meet.")
        )
    if project.has_ended:
        return no(_("This project has ended. No more meetings are planned."))
    return YES


def can_answer(project: Project) -> Verdict:
    """Whether who looks at the project may say whether they come."""
    if not is_member(project):
        return no(_("Members say whether they come. You are not a member of this project."))
    return YES


def can_answer_for(project: Project, member: Member) -> Verdict:
    """Whether a facilitator may write down what a member told them."""
    if not is_facilitator(project):
        return no(_("Facilitators write down what somebody tells them."))
    if not member.is_taking_part:
        return no(_("%(name)s is not here any more, or not yet.") % {"name": member})
    return YES


def can_note(project: Project) -> Verdict:
    """Whether who looks at the project may write down who was there, and the notes."""
    if not is_facilitator(project):
        return no(_("Facilitators write the notes. Say what is missing, and they add it."))
    return YES


def can_take_outcome_away(project: Project) -> Verdict:
    """Whether who looks at the project may say that something did not come of a meeting."""
    if not is_facilitator(project):
        return no(_("Facilitators put this right. Tell one of them."))
    if project.has_ended:
        return no(_("This project has ended. What happened stays as it is written down."))
    return YES


def was_held(meeting: Meeting, *, now: datetime) -> Verdict:
    """Whether somebody can have been there: it has begun, and was not called off."""
    if meeting.is_called_off:
        return no(_("This meeting was called off."))
    if now < meeting.starts_at:
        return no(_("This meeting has not begun yet."))
    return YES


def is_open(meeting: Meeting, *, now: datetime) -> Verdict:
    """Whether it can still be changed and answered."""
    if meeting.project.has_ended:
        return no(_("This project has ended."))
    if meeting.is_called_off:
        return no(_("This meeting was called off."))
    if meeting.is_over(now):
        return no(_("This meeting is over."))
    return YES


def can_run_room(project: Project) -> Verdict:
    """Whether who looks at the project may open the room of a meeting, show its code and end it."""
    if not is_facilitator(project):
        return no(_("Facilitators open the room. Ask one of them to show you the code."))
    return YES


def can_look_in_room(project: Project) -> Verdict:
    """Whether who looks at the project may read what was said in a room, before anybody else does."""
    if not is_facilitator(project):
        return no(_("Facilitators read it first, and look for names in it."))
    if project.has_ended:
        return no(_("This project has ended. What nobody looked at is not shown any more."))
    return YES
