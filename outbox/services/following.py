"""Lets people follow a project with an address alone, and stop; tells them news (docs/adr/0175)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import AttemptTally
from core.background import wake
from core.once import lock_row
from outbox.kinds import find_kind
from outbox.leaving import let_follower_go
from outbox.models import Delivery, Follower, Message, Spreading, StoppedFollowing
from outbox.models.followers import hashes_of
from outbox.spreading import delivery_to
from outbox.tasks import send_due, spread_news
from projects.models import Project

#: So many emails that ask go to one address in a day; so many are asked for in an hour: from one connection, in all.
ASKED_A_DAY, ASKED_A_CONNECTION, ASKED_IN_ALL = 3, 40, 2000
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
#: An address that said no is asked again after so long at the earliest, when somebody types it.
AFTER_A_NO = timedelta(days=30)


class AskedTooOften(Exception):  # noqa: N818 - it is what happened, not a fault
    """So many emails were asked for, from here or by all, that no more are sent for a while."""


def ask_to_follow(
    project: Project, *, address: str, rhythm: str, language: str, connection: str, now: datetime
) -> None:
    """
    Send an email to an address that asks whether it wants to follow; nobody follows before they say yes there.

    Who follows already is told so, and keeps what they chose: others may have typed the address. Whoever asks cannot
    tell the one from the other. After three emails in a day, no more go to an address.

    :raises AskedTooOften: when too many came from a connection, or from all.
    """
    limits = (("follow from one", connection, ASKED_A_CONNECTION), ("follow", "all", ASKED_IN_ALL))
    refuse_too_many(*limits, now=now)
    _ask(project, address, rhythm=rhythm, language=language, now=now)


def invite_to_follow(
    project: Project, *, addresses: Iterable[str], language: str, now: datetime
) -> None:
    """
    Ask many addresses whether they want to follow, as somebody wrote them down.

    Who follows already, was asked in the last week or stopped gets no email. Whoever typed them learns neither which
    these are nor how many: of one address, the number would tell.
    """
    for address in dict.fromkeys(addresses):
        known = Follower.objects.filter(project=project, address=address)
        if not known.exists() and not _stopped(project, address).exists():
            _ask(project, address, rhythm=Follower.Rhythm.EACH, language=language, now=now)


@transaction.atomic
def _ask(project: Project, address: str, *, rhythm: str, language: str, now: datetime) -> None:
    """Keep the address and write the email that asks it, unless too many went there, or it said no lately."""
    if not count_asking(address, now=now) or not _note_asking_again(project, address, now=now):
        return
    lock_row(project)
    chosen = {"rhythm": rhythm, "language": language}
    # When the address goes is not put off by typing it again.
    follower, is_new = Follower.objects.get_or_create(
        project=project, address=address, defaults={**chosen, "asked_at": now}
    )
    if not is_new and follower.confirmed_at is None:
        Follower.objects.filter(pk=follower.pk).update(**chosen)
    message = Message.objects.create(
        event=f"follower:{follower.pk}:asked:{uuid4().hex}",
        project=project,
        kind="follow_asked",
        data={"follower": follower.pk, "follows": follower.confirmed_at is not None},
        asks=True,
        created_at=now,
    )
    delivery_to(follower, message, now=now).save()
    wake(send_due)


def refuse_too_many(*limits: tuple[str, str, int], now: datetime) -> None:
    """
    Count one more of each: what, from whom, and how often in an hour at most.

    :raises AskedTooOften: when one of them is full.
    """
    for what, who, at_most in limits:
        if not AttemptTally.objects.add(what=what, who=who, at_most=at_most, within=_HOUR, now=now):
            raise AskedTooOften


def count_asking(address: str, *, now: datetime) -> bool:
    """Count one more email that asks an address whether it wants something; whether few enough went there today."""
    return AttemptTally.objects.add(
        what="asked by email", who=address, at_most=ASKED_A_DAY, within=_DAY, now=now
    )


def _note_asking_again(project: Project, address: str, *, now: datetime) -> bool:
    """Whether an address may be asked: it never said no to this project, or was not asked again since for a month."""
    stopped = _stopped(project, address)
    late = Q(asked_again_at=None) | Q(asked_again_at__lte=now - AFTER_A_NO)
    return not stopped.exists() or bool(stopped.filter(late).update(asked_again_at=now))


def _stopped(project: Project, address: str) -> QuerySet[StoppedFollowing]:
    hashes = hashes_of(project.pk, address)
    return StoppedFollowing.objects.filter(project=project, address_hash__in=hashes)


@transaction.atomic
def confirm_following(follower: Follower, *, rhythm: str, language: str, now: datetime) -> bool:
    """
    Let an address follow, as whoever reads its mailbox says, or change how often it hears; False when it is gone.

    Whoever stopped once and follows again is not kept from it by the hash any more.
    """
    rows = Follower.objects.filter(pk=follower.pk)
    rows.filter(confirmed_at=None).update(confirmed_at=now)
    _stopped(follower.project, follower.address).delete()
    return bool(rows.update(rhythm=rhythm, language=language))


def stop_following(follower: Follower, *, now: datetime) -> None:
    """Delete an address that wants no news any more, and what waits to go there; a hash of it stays."""
    let_follower_go(follower, now=now)


@transaction.atomic
def tell_followers(
    *,
    event: str,
    project: Project,
    kind: str,
    data: dict[str, Any],
    is_result: bool,
    now: datetime,
) -> Message:
    """
    Tell news to all who follow a project, each at the rhythm that they chose; once for each event.

    A worker makes their deliveries after the commit, some at a time, however many they are. A second call finds the
    first message, and tells those who followed then and were not told yet: nobody is told twice.

    :raises outbox.kinds.CannotTell: when nothing is declared under the key.
    """
    find_kind(kind)
    what = {"project": project, "kind": kind, "data": data, "is_result": is_result}
    message, _made = Message.objects.get_or_create(
        event=event, defaults={**what, "created_at": now}
    )
    Spreading.objects.update_or_create(message=message, defaults={"after": 0, "done_at": None})
    wake(spread_news)
    return message


@transaction.atomic
def stop_telling_followers(event: str, *, now: datetime) -> None:
    """Let news not go to those who have not got it yet; when it is told again, it does."""
    message = Message.objects.filter(event=event).first()
    Spreading.objects.filter(message=message).delete()
    why = _("It was taken off the public page.")
    Delivery.objects.waiting().filter(message=message).update(
        is_needless=True, gave_up_at=now, last_error=why
    )
