"""Takes requests of people from outside to take part, and answers them (docs/adr/0177)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from core.ended import require_same_words
from core.once import lock_row
from outbox.models import Delivery, Message
from outbox.services import count_asking, refuse_too_many, tell_address, tell_members
from participation.models import JoinRequest
from participation.services.invitations import invite_member
from projects.models import Member, Project, Role

#: So many ask in an hour: from one connection, one project, and in all.
ASKED_A_CONNECTION, ASKED_A_PROJECT, ASKED_IN_ALL = 20, 30, 500
#: What nobody confirms goes after a week, what was declined after four, and what nobody answers after half a year.
WAITS, KEPT, LONGEST = timedelta(days=7), timedelta(days=28), timedelta(days=182)


class NobodyNew(Exception):  # noqa: N818 - it is a state, not a fault
    """The project has ended: nobody new can take part."""


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
    place of what was not confirmed yet; what was, stays as it is, and the link shows how far it is.

    :raises outbox.services.AskedTooOften: when too many came from a connection, to a project, or in all.
    """
    refuse_too_many(
        ("join from one", connection, ASKED_A_CONNECTION),
        ("join a project", str(project.pk), ASKED_A_PROJECT),
        ("join", "all", ASKED_IN_ALL),
        now=now,
    )
    said = {"known_as": known_as, "words": words, "asked_at": now}
    _keep_request(project, address, said, now=now)


@transaction.atomic
def _keep_request(project: Project, address: str, said: dict[str, Any], *, now: datetime) -> None:
    lock_row(project)
    here = project.members.taking_part().filter(user__email=address)
    if here.exists() or not count_asking(address, now=now):
        return
    row, is_new = JoinRequest.objects.get_or_create(project=project, address=address, defaults=said)
    if not is_new and row.confirmed_at is None:
        # When it goes is not put off by typing it again.
        del said["asked_at"]
        JoinRequest.objects.filter(pk=row.pk).update(**said)
    tell_address(
        event=f"{_events(row)}confirm:{now.isoformat()}",
        project=project,
        kind="join_asked",
        data={"join": row.pk, "again": row.confirmed_at is not None},
        addresses=[address],
        now=now,
    )


@transaction.atomic
def confirm_join_request(row: JoinRequest, *, shown: str, now: datetime) -> bool:
    """
    Let facilitators read it, and tell them: of as many as ask, once a day.

    :param shown: :attr:`~participation.models.JoinRequest.shown` of what the page showed.
    :returns: False when somebody changed it since, or it is gone, or the project has ended; nothing is confirmed.
    """
    lock_row(row.project)
    row.project.refresh_from_db(fields=["state", "ended_on"])
    if row.project.has_ended:
        return False
    held = JoinRequest.objects.filter(pk=row.pk).first()
    if held is None or held.shown != shown:
        return False
    if held.confirmed_at is None:
        held.confirmed_at = now
        held.save()
        tell_members(
            event=f"join-waits:{row.project_id}:{timezone.localdate(now)}",
            project=row.project,
            kind="join_waits",
            data={},
            recipients=row.project.members.taking_part().facilitators(),
            asks=True,
            now=now,
        )
    return True


def take_join_request_back(row: JoinRequest) -> None:
    """Delete a request, as whoever wrote it says."""
    _forget(row)


@transaction.atomic
def accept_join_request(
    row: JoinRequest, *, by: Member, words: str, now: datetime
) -> Member | None:
    """
    Invite whoever asked, with a few words; the request is gone. None when somebody answered it meanwhile.

    :raises NobodyNew: when the project has ended; whoever asked is told so.
    """
    lock_row(row.project)
    row.project.refresh_from_db(fields=["state", "ended_on"])
    if row.project.has_ended:
        raise NobodyNew
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


@transaction.atomic
def answer_after_the_end(row: JoinRequest, *, now: datetime) -> bool:
    """Tell whoever waits for an answer that the project has ended; False when it has not, or they have an answer."""
    lock_row(row.project)
    held = JoinRequest.objects.waiting().of_ended().filter(pk=row.pk).first()
    if held is None:
        return False
    held.declined_at, held.reason = now, _("The project has ended.")
    held.save()
    tell_address(
        event=f"{_events(held)}ended",
        project=row.project,
        kind="join_ended",
        data={"join": held.pk},
        addresses=[held.address],
        now=now,
    )
    return True


def forget_join_requests(*, now: datetime) -> int:
    """
    Delete what nobody confirmed in a week, was declined four weeks ago, or has waited for too long; say how many.

    What the end of a project answered goes once that email has left, or cannot.
    """
    late = JoinRequest.objects.unconfirmed().filter(asked_at__lt=now - WAITS)
    declined = JoinRequest.objects.filter(declined_at__lt=now - KEPT)
    old = JoinRequest.objects.filter(confirmed_at__lt=now - LONGEST)
    rows = [*(late | declined | old)[:ASKED_IN_ALL], *_told_of_the_end()]
    return sum(_forget_if_same(row) for row in rows)


def _told_of_the_end() -> list[JoinRequest]:
    """Return requests that the end of a project answered, and whose email does not wait any more."""
    event = Concat(Value("join:"), Cast(OuterRef("pk"), CharField()), Value(":ended"))
    waiting = Delivery.objects.waiting().filter(message__event=event)
    told = JoinRequest.objects.filter(Exists(Message.objects.filter(event=event)))
    return list(told.filter(~Exists(waiting), declined_at__isnull=False)[:ASKED_IN_ALL])


@transaction.atomic
def _forget_if_same(row: JoinRequest) -> bool:
    """Forget a request unless somebody confirmed or answered it meanwhile; return whether."""
    lock_row(row.project)
    same = {name: getattr(row, name) for name in ("confirmed_at", "declined_at")}
    is_same = JoinRequest.objects.filter(pk=row.pk, **same).exists()
    if is_same:
        _forget(row)
    return is_same


@transaction.atomic
def _forget(row: JoinRequest) -> None:
    """Delete a request with what was sent to its address: that is nowhere any more."""
    kinds = ("join_asked", "join_declined", "join_ended")
    Message.objects.filter(
        project_id=row.project_id, kind__in=kinds, event__startswith=_events(row)
    ).delete()
    JoinRequest.objects.filter(pk=row.pk).delete()


def _events(row: JoinRequest) -> str:
    return f"join:{row.pk}:"
