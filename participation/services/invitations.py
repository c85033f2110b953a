"""Invites people by email, and takes their yes or no."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from core.once import lock_row
from outbox.refusals import try_again
from outbox.services import hold_back, tell_members
from participation.models import Invitation
from participation.services.greeting import plan_greeting
from participation.spreading import next_times
from projects.models import Member, Project

#: How long a link can be used, from when its email leaves.
LIFE = timedelta(days=14)


@transaction.atomic
def invite_member(
    project: Project,
    *,
    by: Member,
    email: str,
    known_as: str,
    role: str,
    words: str = "",
    now: datetime,
) -> Member:
    """
    Invite a person by email and return them as a member who has not come in yet.

    Somebody who takes part, or who has an invitation that still counts, is returned as they are and gets no
    second email. Somebody who left or declined is invited anew, with their things as they were.
    """
    # Before anything is added to it: two who both did that would wait for each other.
    lock_row(project)
    user = User.objects.for_email(email)
    # The ones who come second find the row; they do not make it again.
    member, _made = Member.objects.get_or_create(
        project=project, user=user, defaults={"known_as": known_as, "role": role, "added_by": by}
    )
    if member.is_taking_part or member.invitations.live(now=now).exists():
        return member
    if member.left_at is not None:
        member.left_at, member.joined_at, member.role = None, None, role
    # Only one whose time ran out can still be open here.
    member.invitations.unanswered().update(revoked_at=now)
    hold_back(member, kind="invited", now=now)
    member.invited_at = now
    member.save(update_fields=["invited_at", "left_at", "joined_at", "role"])
    send_invitations([member], by=by, words=words, now=now)
    return member


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: Member, now: datetime) -> Invitation | None:
    """
    Send a new link in place of an open one, which stops working.

    Return the new invitation, or None when the old one has not left yet, or was answered, withdrawn or replaced
    meanwhile: a second click sends nothing.
    """
    lock_row(invitation.member.project)
    old = Invitation.objects.filter(pk=invitation.pk, leaves_at__lte=now).unanswered()
    if not old.update(revoked_at=now):
        return None
    return send_invitations([invitation.member], by=by, words=invitation.words, now=now)[0]


@transaction.atomic
def withdraw_invitation(member: Member, *, now: datetime) -> None:
    """Take an invitation back: the link stops working, and the person is no longer listed as invited."""
    if Member.objects.invited().filter(pk=member.pk).update(left_at=now):
        member.left_at = now
    member.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
    hold_back(member, kind="invited", now=now)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, known_as: str = "", now: datetime) -> Member:
    """
    Let the invited person in, once; a second call, or one for an invitation that no longer counts, changes nothing.

    A no can still become a yes while the link counts.

    :param known_as: the name they chose; empty leaves the one the facilitator wrote.
    """
    member = invitation.member
    # Before the member: whoever invites somebody again has the project first.
    lock_row(member.project)
    given = Invitation.objects.filter(pk=invitation.pk).acceptable(now=now)
    if given.update(accepted_at=now, declined_at=None):
        invitation.accepted_at = now
        member.known_as = known_as or member.known_as
        # The greeting of their sign-in, until they choose another.
        User.objects.filter(memberships=member, name="").update(name=member.known_as)
        member.joined_at, member.left_at = member.joined_at or now, None
        member.save(update_fields=["known_as", "joined_at", "left_at"])
        plan_greeting(member, by=invitation.by, now=now)
        # Their Today page asked them before the email left.
        hold_back(member, kind="invited", now=now)
    return member


@transaction.atomic
def decline_invitation(invitation: Invitation, *, now: datetime) -> None:
    """Take a no: the person is not invited any more and hears nothing."""
    if Invitation.objects.filter(pk=invitation.pk).live(now=now).update(declined_at=now):
        Member.objects.filter(pk=invitation.member_id, joined_at=None).update(left_at=now)
        hold_back(invitation.member, kind="invited", now=now)


def send_invitations(
    members: Sequence[Member], *, by: Member, words: str, now: datetime
) -> list[Invitation]:
    """
    Make an open invitation for each member, and one message that goes to all of them, in the caller's transaction.

    Same project for all, which the caller has locked. Where many were invited lately, they leave later, one after
    the other (:mod:`participation.spreading`).
    """
    if not members:
        return []
    project = members[0].project
    times = next_times(project, count=len(members), now=now)
    each = {"by": by, "words": words, "created_at": now}
    invitations = Invitation.objects.bulk_create(
        [
            Invitation(member=member, leaves_at=at, expires_at=at + LIFE, **each)
            for member, at in zip(members, times, strict=True)
        ],
        batch_size=500,
    )
    # What an invitation needs is a link, and no letter has one.
    try_again(members)
    tell_members(
        event=f"invitation:{invitations[0].pk}:sent",
        project=project,
        kind="invited",
        data={"by": by.known_as, "words": words},
        recipients=list(members),
        asks=True,
        leaves={row.member_id: row.leaves_at for row in invitations},
        now=now,
    )
    return invitations
