"""
Lets a coordinator step into a project that its facilitators left (:mod:`participation.stepping`).

It never happens unnoticed: everybody in the project is told, and it stands on what happened for good.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.once import lock_row
from outbox.services import tell_members
from participation.services.members import CannotDo
from participation.stepping import facilitators_seen, is_left
from projects.models import Coordinator, Member, Project, Role, StepIn


@transaction.atomic
def step_into(project: Project, *, by: User, now: datetime) -> Member:
    """
    Make a coordinator a facilitator of a project that its facilitators left, and tell everybody in it.

    :raises CannotDo: when somebody runs it, as a facilitator came back or another coordinator was quicker; or when it
        has ended.
    :raises PermissionDenied: for somebody who does not coordinate the project's organisation any more.
    """
    lock_row(project)
    rows = Coordinator.objects.filter(organisation=project.organisation_id, user=by)
    # Held, so that nobody who is removed at this moment steps in.
    if not rows.select_for_update().first():
        raise PermissionDenied(_("Only coordinators step into a project."))
    if Project.objects.get(pk=project.pk).has_ended:
        raise CannotDo(_("This project has ended. Nobody needs to run it any more."))
    here = facilitators_seen(project=project)
    last = here.first()
    if last and last.user_id == by.pk:
        return last
    if last and not is_left(last.last_seen, now=now):
        raise CannotDo(
            _("%(name)s runs this project, and was here lately. Ask them to invite you.")
            % {"name": last.known_as}
        )
    member, _made = Member.objects.get_or_create(
        project=project,
        user=by,
        defaults={"known_as": by.name or by.email.partition("@")[0]},
    )
    member.role, member.left_at = Role.FACILITATOR, None
    member.joined_at = member.joined_at or now
    member.save(update_fields=["role", "left_at", "joined_at"])
    member.invitations.unanswered().update(revoked_at=now)
    _tell(StepIn.objects.create(project=project, member=member, at=now), now=now)
    return member


def _tell(step: StepIn, *, now: datetime) -> None:
    """Tell the facilitators at once, whatever they chose to hear, and everybody else as they chose."""
    others = Member.objects.taking_part().filter(project=step.project).exclude(pk=step.member_id)
    for who, asks in ((others.facilitators(), True), (others.participants(), False)):
        tell_members(
            event=f"step-in:{step.pk}:{'facilitators' if asks else 'everybody'}",
            project=step.project,
            kind="stepped_in",
            data={"step": step.pk},
            recipients=who,
            asks=asks,
            now=now,
        )
