"""Keeps a list of people as a preview, and invites those who are new once it is confirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from core.once import find_sent
from participation.member_lists import Line, judge
from participation.models import MemberImport
from participation.services.invitations import send_invitations
from projects.models import Member, Project

#: A preview that nobody confirmed is forgotten after so long.
KEEP_UNCONFIRMED = timedelta(days=7)


@dataclass(frozen=True)
class Confirmed:
    """What confirming a list did. ``is_first`` is false when it had been confirmed before."""

    invited: int
    is_first: bool


@transaction.atomic
def check_import(
    project: Project,
    *,
    by: Member,
    lines: list[Line],
    role: str,
    now: datetime,
    sent_key: UUID | None = None,
) -> MemberImport:
    """Keep a list with what would happen to each of its lines. Nobody is invited yet."""
    if sent := find_sent(MemberImport.objects.filter(project=project), sent_key, lock=project):
        return sent
    project.member_imports.filter(confirmed_at=None, created_at__lt=now - KEEP_UNCONFIRMED).delete()
    return MemberImport.objects.create(
        project=project,
        by=by,
        role=role,
        lines=judge(lines, known=_known(project)),
        created_at=now,
        sent_key=sent_key,
    )


@transaction.atomic
def confirm_import(member_import: MemberImport, *, by: Member, now: datetime) -> Confirmed:
    """
    Invite the people of a list who are new, once.

    Who came to the project since the preview is left alone. Confirming again does nothing.
    """
    waiting = MemberImport.objects.filter(pk=member_import.pk, confirmed_at=None)
    if not waiting.update(confirmed_at=now):
        return Confirmed(invited=0, is_first=False)
    project = member_import.project
    names = {
        line["email"]: line["known_as"] for line in member_import.lines if line["verdict"] == "new"
    }
    users = _users_of(names)
    Member.objects.bulk_create(
        [
            Member(
                project=project,
                user=user,
                known_as=names[user.email],
                role=member_import.role,
                added_by=by,
                invited_at=now,
            )
            for user in users
        ],
        # Another facilitator may be inviting the same people at this moment.
        ignore_conflicts=True,
        batch_size=500,
    )
    mine = Member.objects.filter(
        project=project, user__in=users, added_by=by, invited_at=now, invitations=None
    )
    members = list(mine.select_related("project").order_by("pk"))
    send_invitations(members, by=by, words="", now=now)
    return Confirmed(invited=len(members), is_first=True)


def _users_of(names: dict[str, str]) -> list[User]:
    """Return the users of these addresses; make those that are missing."""
    User.objects.bulk_create(
        [User(email=email, name=name) for email, name in names.items()],
        ignore_conflicts=True,
        batch_size=500,
    )
    return list(User.objects.filter(email__in=names).order_by("pk"))


def _known(project: Project) -> dict[str, str]:
    """Return the addresses that the project knows, each with its verdict."""
    rows = project.members.filter(user__isnull=False).values_list(
        "user__email", "joined_at", "left_at"
    )
    return {
        email: "left" if left_at else "here" if joined_at else "invited"
        for email, joined_at, left_at in rows
    }
