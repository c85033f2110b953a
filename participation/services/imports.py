"""Keeps a list of people as a preview, and invites those who are new once it is confirmed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from core.once import find_sent, lock_row
from participation.member_lists import WITHOUT, Line, judge
from participation.models import Invitation, MemberImport
from participation.services.invitations import send_invitations
from participation.services.members import add_members_without_email
from projects.models import Member, Project

#: A preview that nobody confirmed is forgotten after so long.
KEEP_UNCONFIRMED = timedelta(days=7)


@dataclass(frozen=True)
class Confirmed:
    """
    What confirming a list did: when the invitation of each who was invited leaves, and how many were added without
    email. ``is_first`` is false when it had been confirmed before.
    """

    leaves: tuple[datetime, ...]
    added: int
    is_first: bool

    @property
    def invited(self) -> int:
        return len(self.leaves)


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
    with_email = project.members.filter(user__isnull=False)
    return MemberImport.objects.create(
        project=project,
        by=by,
        role=role,
        lines=judge(
            lines,
            known=_known(project),
            known_as=dict(with_email.values_list("user__email", "known_as")),
            without_email=_names_without_email(project),
        ),
        created_at=now,
        sent_key=sent_key,
    )


@transaction.atomic
def confirm_import(
    member_import: MemberImport, *, by: Member, anyway: Collection[int] = (), now: datetime
) -> Confirmed:
    """
    Invite the people of a list who are new, and add those without email, once.

    Who came to the project since the preview is left alone. Confirming again does nothing.

    :param anyway: the lines of those who were held back, and are invited all the same.
    """
    # Another list may be adding the same people at this moment.
    lock_row(member_import.project)
    waiting = MemberImport.objects.filter(pk=member_import.pk, confirmed_at=None)
    if not waiting.update(confirmed_at=now):
        return Confirmed(leaves=(), added=0, is_first=False)
    chosen = [
        line
        for line in member_import.lines
        if line["verdict"] in ("new", *WITHOUT)
        or (line["verdict"] == "asked" and line["line"] in anyway)
    ]
    without, invited = [], {}
    for line in chosen:
        is_theirs = line["email"] and line["verdict"] not in WITHOUT
        # Of several who were ticked, one signs in with their address.
        if is_theirs and line["email"] not in invited:
            invited[line["email"]] = line["known_as"]
        else:
            without.append(line)
    invitations = _invite(member_import, invited, by=by, now=now)
    added = _add_without_email(member_import.project, without, by=by, now=now)
    leaves = tuple(invitation.leaves_at for invitation in invitations)
    return Confirmed(leaves=leaves, added=added, is_first=True)


def _invite(
    member_import: MemberImport, names: dict[str, str], *, by: Member, now: datetime
) -> list[Invitation]:
    """Invite people, by address, and return the invitations of those who were not there yet."""
    project = member_import.project
    known_as = _users_of(names)
    Member.objects.bulk_create(
        [
            Member(
                project=project,
                user=user,
                known_as=name,
                role=member_import.role,
                added_by=by,
                invited_at=now,
            )
            for user, name in known_as.items()
        ],
        # Another facilitator may be inviting the same people at this moment.
        ignore_conflicts=True,
        batch_size=500,
    )
    mine = Member.objects.filter(
        project=project, user__in=known_as, added_by=by, invited_at=now, invitations=None
    )
    members = list(mine.select_related("project").order_by("pk"))
    return send_invitations(members, by=by, words="", now=now)


def _add_without_email(
    project: Project, lines: list[dict[str, Any]], *, by: Member, now: datetime
) -> int:
    """Add people who have no address of their own; return how many were not there yet."""
    if not lines:
        return 0
    here = _names_without_email(project)
    return add_members_without_email(
        project,
        by=by,
        people=[
            (line["known_as"], line.get("phone", ""), line["email"])
            for line in lines
            if line["known_as"].casefold() not in here
        ],
        now=now,
    )


def _names_without_email(project: Project) -> set[str]:
    """Return the names of those who are here without an address, in small letters."""
    names = project.members.taking_part().filter(user=None).values_list("known_as", flat=True)
    return {name.casefold() for name in names}


def _users_of(names: dict[str, str]) -> dict[User, str]:
    """Return the users of these addresses, each with the name in the list; make those that are missing."""
    gone_on = User.objects.who_may_go_back_to(names)
    User.objects.bulk_create(
        [User(email=email, name=name) for email, name in names.items() if email not in gone_on],
        ignore_conflicts=True,
        batch_size=500,
    )
    users = {
        user: names[user.email] for user in User.objects.filter(email__in=names).order_by("pk")
    }
    return {user: names[email] for email, user in gone_on.items()} | users


def _known(project: Project) -> dict[str, str]:
    """Return the addresses that the project knows, each with its verdict."""
    rows = project.members.filter(user__isnull=False).values_list(
        "user__email", "joined_at", "left_at"
    )
    return {
        email: "left" if left_at else "here" if joined_at else "invited"
        for email, joined_at, left_at in rows
    }
