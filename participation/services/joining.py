"""Takes requests of people from outside to take part, and answers them (docs/adr/0177)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import AttemptTally
from core.ended import require_same_words
from core.once import lock_row
from outbox.models import Message
from outbox.services import tell_address, tell_members
from participation.models import JoinRequest
from participation.services.invitations import invite_member
from projects.models import Member, Project, Role

#: So often emails that ask are sent to one address in a day, and so many from one connection, or from all, in an hour.
ASKED_A_DAY, ASKED_A_CONNECTION, ASKED_IN_ALL = 3, 20, 500
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
#: What nobody confirms goes after a week; what was declined, four weeks after that.
WAITS, KEPT = timedelta(days=7), timedelta(days=28)


class AskedToJoinTooOften(Exception):  # noqa: N818 - it is what happened, not a fault
    """So many asked, from here or in all, that no more emails are sent for a while."""


def ask_to_join(
    project: Project,
    *,
    address: str,
    known_as: str,
    words: str,
    connection: str,
    now: datetime,
) -> None:
    """
    Keep that somebody asks to take part, and send a link to their address; nobody reads it before they use that.

    Who takes part already gets no email, and whoever typed the address is not told. What was typed once more takes the
    place of what was not confirmed yet; what was, stays as it is.

    :raises AskedToJoinTooOften: when too many came from a connection, or in all.
    """
    limits: list[dict[str, Any]] = [
        {"what": "join from one", "who": connection, "at_most": ASKED_A_CONNECTION},
        {"what": "join", "who": "all", "at_most": ASKED_IN_ALL},
    ]
    if not all(AttemptTally.objects.add(**one, within=_HOUR, now=now) for one in limits):
        raise AskedToJoinTooOften
    said = {"known_as": known_as, "words": words, "asked_at": now}
    _keep_request(project, address, said, now=now)


@transaction.atomic
def _keep_request(project: Project, address: str, said: dict[str, Any], *, now: datetime) -> None:
    lock_row(project)
    here = project.members.taking_part().filter(user__email=address)
    limit: dict[str, Any] = {
        "what": "asked to join",
        "who": f"{project.pk} {address}",
        "at_most": ASKED_A_DAY,
    }
    if here.exists() or not AttemptTally.objects.add(**limit, within=_DAY, now=now):
        return
    row, is_new = JoinRequest.objects.get_or_create(project=project, address=address, defaults=said)
    if row.confirmed_at:
        return
    if not is_new:
        JoinRequest.objects.filter(pk=row.pk).update(**said)
    tell_address(
        event=f"{_events(row)}confirm:{now.isoformat()}",
        project=project,
        kind="join_asked",
        data={"join": row.pk},
        addresses=[address],
        now=now,
    )


@transaction.atomic
def confirm_join_request(row: JoinRequest, *, now: datetime) -> bool:
    """Let facilitators read it, and tell them, once; False when it is gone."""
    rows = JoinRequest.objects.filter(pk=row.pk)
    if rows.filter(confirmed_at=None).update(confirmed_at=now):
        tell_members(
            event=f"{_events(row)}waits",
            project=row.project,
            kind="join_waits",
            data={"join": row.pk},
            recipients=row.project.members.taking_part().facilitators(),
            asks=True,
            now=now,
        )
    return rows.exists()


def take_join_request_back(row: JoinRequest) -> None:
    """Delete a request, as whoever wrote it says."""
    _forget(row)


@transaction.atomic
def accept_join_request(
    row: JoinRequest, *, by: Member, words: str, now: datetime
) -> Member | None:
    """Invite whoever asked, with a few words; the request is gone. None when somebody answered it meanwhile."""
    lock_row(row.project)
    held = JoinRequest.objects.waiting().filter(pk=row.pk).first()
    if held is None:
        return None
    member = invite_member(
        row.project,
        by=by,
        email=held.address,
        known_as=held.known_as,
        role=Role.PARTICIPANT,
        words=words,
        now=now,
    )
    _forget(held)
    return member


@transaction.atomic
def decline_join_request(row: JoinRequest, *, by: Member, reason: str, now: datetime) -> bool:
    """
    Say no to whoever asked, with a reason that is sent to them. False when it is gone, or invited, meanwhile.

    :raises EndedBefore: when somebody else said no meanwhile, for another reason.
    """
    lock_row(row.project)
    held = JoinRequest.objects.filter(pk=row.pk, confirmed_at__isnull=False).first()
    if held is None:
        return False
    if held.declined_at:
        require_same_words(theirs=held.reason, mine=reason)
        return True
    held.declined_at, held.reason = now, reason
    held.save()
    tell_address(
        event=f"{_events(held)}declined",
        project=row.project,
        kind="join_declined",
        data={"join": held.pk, "by": by.known_as},
        addresses=[held.address],
        now=now,
    )
    return True


def forget_join_requests(*, now: datetime) -> int:
    """Delete what nobody confirmed in a week, and what was declined four weeks ago; return how many."""
    late = JoinRequest.objects.unconfirmed().filter(asked_at__lt=now - WAITS)
    declined = JoinRequest.objects.filter(declined_at__lt=now - KEPT)
    rows = list((late | declined)[:200])
    for row in rows:
        _forget(row)
    return len(rows)


@transaction.atomic
def _forget(row: JoinRequest) -> None:
    """Delete a request with what was sent to its address: that is nowhere any more."""
    kinds = ("join_asked", "join_waits", "join_declined")
    Message.objects.filter(
        project_id=row.project_id, kind__in=kinds, event__startswith=_events(row)
    ).delete()
    JoinRequest.objects.filter(pk=row.pk).delete()


def _events(row: JoinRequest) -> str:
    return f"join:{row.pk}:"
