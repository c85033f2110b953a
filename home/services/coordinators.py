"""
Invites coordinators of an organisation, and lets them come and go.

Nobody coordinates before they said yes, signed in with the address to which the invitation went. An organisation keeps
one coordinator at least: each verb holds the organisation, so that the last two cannot go at once (docs/adr/0154).
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import AttemptTally, User
from core.once import lock_row
from outbox.services import tell_address
from projects.models import Coordinator, CoordinatorInvitation, Organisation
from projects.models.organisations import INVITATION_LIFE

#: So many invitations leave for an organisation in a day, and for one address in a week.
MOST_A_DAY, MOST_AN_ADDRESS = 20, 3
DAY, WEEK = timedelta(days=1), timedelta(days=7)
End = CoordinatorInvitation.End


class CannotCoordinate(Exception):  # noqa: N818 - it is an answer, not a fault
    """A rule of an organisation stands against it; the text says which, for the person to read."""


@transaction.atomic
def invite_coordinator(
    organisation: Organisation,
    *,
    email: str,
    name: str,
    by: User | None,
    takes_over: bool = False,
    now: datetime,
) -> CoordinatorInvitation:
    """
    Invite somebody to coordinate an organisation, and return the invitation.

    Who has one that can still be accepted gets no second email: theirs is returned as it is.

    :param by: the coordinator who invites; none for whoever runs the installation.
    :param takes_over: whether ``by`` coordinates no longer once it is accepted.
    :raises CannotCoordinate: when they coordinate already, or too many were invited today.
    :raises PermissionDenied: when ``by`` coordinates no longer.
    """
    lock_row(organisation)
    _require_coordinates(organisation, by)
    user = User.objects.for_email(email)
    if organisation.coordinators.filter(user=user).exists():
        raise CannotCoordinate(
            _("Whoever has this address is a coordinator of %(organisation)s already.")
            % {"organisation": organisation}
        )
    open_ones = organisation.coordinator_invitations.open().filter(user=user)
    if known := open_ones.filter(expires_at__gt=now).first():
        return known
    # Only one whose time ran out is left here.
    _end(open_ones, End.TAKEN_BACK, now)
    return _send(organisation, user, name=name, by=by, takes_over=takes_over, now=now)


@transaction.atomic
def resend_coordinator_invitation(
    invitation: CoordinatorInvitation, *, by: User, now: datetime
) -> CoordinatorInvitation | None:
    """
    Send a new link in place of an open one, which stops working; return the new invitation.

    None when it was answered, taken back or sent again meanwhile: a second click sends nothing.

    :raises CannotCoordinate: when too many were invited, or when it is another's to hand over.
    :raises PermissionDenied: when ``by`` coordinates no longer.
    """
    organisation = invitation.organisation
    lock_row(organisation)
    _require_coordinates(organisation, by)
    if invitation.takes_over and invitation.by and invitation.by != by:
        raise CannotCoordinate(
            _("Only %(name)s can send this one again: it is theirs to hand over.")
            % {"name": invitation.by}
        )
    old = CoordinatorInvitation.objects.filter(pk=invitation.pk)
    if not _end(old, End.TAKEN_BACK, now):
        return None
    return _send(
        organisation,
        invitation.user,
        name=invitation.name,
        by=by,
        takes_over=invitation.takes_over,
        now=now,
    )


@transaction.atomic
def withdraw_coordinator_invitation(
    invitation: CoordinatorInvitation, *, by: User | None, now: datetime
) -> bool:
    """
    Take an invitation back: its link stops working; return whether this call did it.

    :param by: the coordinator who does so; none for whoever runs the installation.
    :raises PermissionDenied: when ``by`` coordinates no longer.
    """
    lock_row(invitation.organisation)
    _require_coordinates(invitation.organisation, by)
    rows = CoordinatorInvitation.objects.filter(pk=invitation.pk)
    return bool(_end(rows, End.TAKEN_BACK, now))


@transaction.atomic
def accept_coordinator_invitation(invitation: CoordinatorInvitation, *, now: datetime) -> bool:
    """
    Let the invited person coordinate, and tell the others; return whether they do now because of this call.

    Where they take over, the one who invited them coordinates no longer. The caller has made sure that it is the
    invited person who asks.
    """
    organisation, user = invitation.organisation, invitation.user
    lock_row(organisation)
    rows = CoordinatorInvitation.objects.acceptable(now=now).filter(pk=invitation.pk)
    if not _end(rows, End.ACCEPTED, now):
        return False
    Coordinator.objects.get_or_create(organisation=organisation, user=user)
    # The greeting of their sign-in, until they choose another.
    User.objects.filter(pk=user.pk, name="").update(name=invitation.name)
    user.refresh_from_db(fields=["name"])
    _tell(
        organisation,
        f"coordinator-invitation:{invitation.pk}:accepted",
        "coordinator_came",
        {"who": str(user)},
        besides=user,
        now=now,
    )
    if invitation.takes_over and invitation.by:
        giver = organisation.coordinators.filter(user=invitation.by).first()
        if giver:
            _let_go(giver, by="", now=now)
    return True


@transaction.atomic
def decline_coordinator_invitation(invitation: CoordinatorInvitation, *, now: datetime) -> bool:
    """Take a no; return whether this call did it. Coordinators see that the invitation is gone, and can ask again."""
    lock_row(invitation.organisation)
    rows = CoordinatorInvitation.objects.acceptable(now=now).filter(pk=invitation.pk)
    return bool(_end(rows, End.DECLINED, now))


@transaction.atomic
def end_coordination(
    coordinator: Coordinator, *, by: User | None, even_last: bool = False, now: datetime
) -> bool:
    """
    Let a coordinator go, on their own wish or another's; return whether this call did it.

    They see none of the organisation's projects from then on, unless they take part in them. The others are told, and
    so is whoever was removed; invitations that they sent and nobody answered are taken back then.

    :param by: the coordinator who does so, or they themselves; none for whoever runs the installation.
    :param even_last: whether nobody may be left to coordinate.
    :raises CannotCoordinate: when nobody would be left, and that may not be.
    :raises PermissionDenied: when ``by`` coordinates no longer.
    """
    organisation = coordinator.organisation
    lock_row(organisation)
    if not organisation.coordinators.filter(pk=coordinator.pk).exists():
        return False
    _require_coordinates(organisation, by)
    here = organisation.coordinators.filter(user__is_active=True)
    if not even_last and not here.exclude(pk=coordinator.pk).exists():
        raise CannotCoordinate(
            _(
                "%(organisation)s needs at least one coordinator. Invite somebody who takes over: as soon as they say"
                " yes, it is done."
            )
            % {"organisation": organisation}
        )
    remover = str(by) if by else _("Whoever runs this Coproduce")
    _let_go(coordinator, by="" if coordinator.user == by else remover, is_host=by is None, now=now)
    return True


def _let_go(coordinator: Coordinator, *, by: str, is_host: bool = False, now: datetime) -> None:
    """
    Delete the row of a coordinator, and tell the others; with ``by``, who removed them, also the one who goes.
    ``is_host``: whoever runs the installation did.
    """
    organisation, user = coordinator.organisation, coordinator.user
    event, data = f"coordinator:{coordinator.pk}", {"who": str(user), "by": by}
    coordinator.delete()
    _tell(organisation, f"{event}:gone", "coordinator_gone", data, now=now)
    theirs = CoordinatorInvitation.objects.filter(organisation=organisation, by=user)
    # Whoever went on their own wish has nothing more to hand over.
    _end(theirs if by else theirs.filter(takes_over=True), End.TAKEN_BACK, now)
    if by:
        tell_address(
            event=f"{event}:removed",
            project=None,
            kind="coordinator_removed",
            data={"organisation": organisation.pk, **data, "is_host": is_host},
            addresses=[user.email],
            now=now,
        )


def _send(
    organisation: Organisation,
    user: User,
    *,
    name: str,
    by: User | None,
    takes_over: bool,
    now: datetime,
) -> CoordinatorInvitation:
    """Make an open invitation, and the email that brings its link; counted where a coordinator sends it."""
    if by:
        _require_few(organisation, user, now)
    invitation = CoordinatorInvitation.objects.create(
        organisation=organisation,
        user=user,
        name=name,
        by=by,
        takes_over=takes_over,
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    tell_address(
        event=event_of(invitation),
        project=None,
        kind="coordinator_invited",
        data={"invitation": invitation.pk},
        addresses=[user.email],
        now=now,
    )
    return invitation


def _require_few(organisation: Organisation, user: User, now: datetime) -> None:
    """Count one more that leaves for an organisation today, and to this address this week."""
    if not AttemptTally.objects.add(
        what="coordinators", who=str(organisation.pk), at_most=MOST_A_DAY, within=DAY, now=now
    ):
        raise CannotCoordinate(
            _("%(n)s people were invited today. That is as many as go out in a day.")
            % {"n": MOST_A_DAY}
        )
    if not AttemptTally.objects.add(
        what="to-coordinate", who=user.email, at_most=MOST_AN_ADDRESS, within=WEEK, now=now
    ):
        raise CannotCoordinate(
            _("We wrote to this address several times this week. Ask them whether it arrived.")
        )


def event_of(invitation: CoordinatorInvitation) -> str:
    """Return the key of the message that brings an invitation."""
    return f"coordinator-invitation:{invitation.pk}:sent"


def _end(rows: QuerySet[CoordinatorInvitation], end: str, now: datetime) -> int:
    """End those of the invitations that are open; return how many."""
    return rows.filter(ended_at=None).update(ended_at=now, end=end)


def _require_coordinates(organisation: Organisation, by: User | None) -> None:
    """Go on only for somebody who still coordinates: whoever was removed meanwhile changes nothing."""
    if by and not organisation.coordinators.filter(user=by).exists():
        raise PermissionDenied(_("You are no longer a coordinator of this organisation."))


def _tell(
    organisation: Organisation,
    event: str,
    kind: str,
    data: dict[str, str],
    *,
    besides: User | None = None,
    now: datetime,
) -> None:
    """Tell everybody who coordinates, one of them left out, that somebody came or went."""
    people = User.objects.filter(coordinations__organisation=organisation, is_active=True)
    if besides:
        people = people.exclude(pk=besides.pk)
    tell_address(
        event=event,
        project=None,
        kind=kind,
        data={"organisation": organisation.pk, **data},
        addresses=list(people.order_by("pk").values_list("email", flat=True)),
        now=now,
    )
