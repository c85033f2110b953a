"""Adds pictures and recordings to what somebody said, makes them ready, and takes them away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum

from core.background import wake
from core.once import find_sent, lock_row
from outbox.services import tell_members
from projects.models import Member, Project
from questions.files import keeping
from questions.files.keeping import CannotKeep
from questions.files.making import Made, make
from questions.files.refusals import Refused
from questions.files.sniffing import Format
from questions.models import Contribution, ContributionFile
from questions.models.files import MOST_FILES
from questions.services.saying import add_contribution

#: A worker that died this often on the same file would die again.
TRIES = 3
#: When the place where files are kept is away, it is asked again after so long.
AWAY_FOR = timedelta(minutes=5)
#: What nobody knows of is deleted after so long; what is on its way to be known is younger.
KEPT_WITHOUT_ROW = timedelta(days=1)


class TooManyFiles(Exception):  # noqa: N818 - it is what happened, not a fault
    """The contribution has as many files as it may have."""


@dataclass(frozen=True)
class Arrived:
    """A file that was sent and is kept as it came, with what its sender says of it."""

    name: str
    format: Format
    size: int
    words: str


def has_room(project: Project, size: int) -> bool:
    """
    Whether a file of this size, in bytes, fits beside the others of a project (``FILES_MOST_MB``).

    Two that arrive at once may both be let in: it keeps a disk from filling up, and is no exact measure.
    """
    kept = ContributionFile.objects.filter(contribution__project=project, refusal="")
    total = kept.aggregate(total=Sum("size", default=0))["total"]
    return bool(total + size <= settings.FILES_MOST_MB * 1_000_000)


def keep_arrived(file: File, *, format: Format, words: str) -> Arrived:
    """
    Keep a file as it came, before the transaction in which it gets its row: a slow place holds nobody up.

    :raises CannotKeep: when the place where files are kept is away.
    """
    name = keeping.keep(keeping.ARRIVED, file)
    return Arrived(name, format, file.size, words)


@transaction.atomic
def add_file(
    contribution: Contribution,
    *,
    by: Member,
    arrived: Arrived,
    now: datetime,
    sent_key: UUID | None = None,
) -> ContributionFile:
    """
    Add a picture or a recording to what somebody said, and wake a worker that makes it ready.

    :raises TooManyFiles: when it has as many as it may have.
    """
    if sent := find_sent(contribution.files.all(), sent_key, lock=contribution):
        keeping.drop_on_commit(arrived.name)
        return sent
    if contribution.files.count() >= MOST_FILES:
        keeping.drop(arrived.name)
        raise TooManyFiles
    file: ContributionFile = contribution.files.create(
        kind=arrived.format.kind,
        words=arrived.words,
        everybody_said_yes=True,
        added_by=by,
        added_at=now,
        due_at=now,
        format=arrived.format.name,
        size=arrived.size,
        arrived=arrived.name,
        sent_key=sent_key,
    )
    _wake(file)
    return file


def _wake(file: ContributionFile) -> None:
    from questions.tasks import make_file_ready

    wake(make_file_ready, file_id=file.pk)


@transaction.atomic
def add_contribution_with_file(
    project: Project,
    *,
    by: Member,
    arrived: Arrived,
    now: datetime,
    sent_key: UUID | None = None,
    **said: Any,
) -> Contribution:
    """Keep what somebody says together with a picture or a recording: both, or neither."""
    contribution = add_contribution(project, by=by, now=now, sent_key=sent_key, **said)
    add_file(contribution, by=by, arrived=arrived, now=now, sent_key=sent_key)
    return contribution


def make_file_ready(file: ContributionFile, *, now: datetime) -> bool:
    """
    Make a file ready to be shown that the caller holds by a lease, or refuse it; return whether it is ready now.

    While the place where files are kept is away, it is tried again later.
    """
    if file.tries > TRIES:
        refuse_file(file, why=ContributionFile.Refusal.TOO_MUCH, now=now)
        return False
    try:
        made = make(file.arrived, file.sent_format)
    except Refused as refused:
        refuse_file(file, why=refused.why, now=now)
    except CannotKeep:
        put_file_off(file, now=now)
    else:
        return show_file(file, made, now=now)
    return False


@transaction.atomic
def show_file(file: ContributionFile, made: Made, *, now: datetime) -> bool:
    """Show what was made of a file, and let go of what was sent; return False when it was taken away meanwhile."""
    waiting = ContributionFile.objects.waiting().filter(pk=file.pk)
    values = {"name": made.name, "format": made.format.name, "size": made.size}
    is_shown = waiting.update(
        done_at=now,
        lease_until=None,
        arrived="",
        width=made.width,
        height=made.height,
        **values,
    )
    keeping.drop_on_commit(file.arrived if is_shown else made.name)
    return bool(is_shown)


def put_file_off(file: ContributionFile, *, now: datetime) -> None:
    """Try again later: nothing is wrong with the file, and it is not held against it."""
    waiting = ContributionFile.objects.waiting().filter(pk=file.pk)
    waiting.update(due_at=now + AWAY_FOR, lease_until=None, tries=0)


@transaction.atomic
def refuse_file(file: ContributionFile, *, why: str, now: datetime) -> None:
    """Keep why a file cannot be used, and let go of it."""
    waiting = ContributionFile.objects.waiting().filter(pk=file.pk)
    waiting.update(gave_up_at=now, lease_until=None, refusal=why, arrived="")
    keeping.drop_on_commit(file.arrived)


@transaction.atomic
def take_file_away(file: ContributionFile, *, by: Member, why: str, now: datetime) -> None:
    """
    Delete a file for good. Whoever said it, and whoever added it, are told when somebody else does it, with the reason.

    A second time, nothing happens.
    """
    said = file.contribution
    lock_row(said)
    gone, _rows = ContributionFile.objects.filter(pk=file.pk).delete()
    concerned = whom_it_concerns(file, by=by)
    if not gone or not concerned:
        return
    tell_members(
        event=f"contribution-file:{file.pk}:away",
        project=said.project,
        kind="contribution_file_away",
        data={"contribution": said.pk, "by": by.known_as, "what": file.kind, "why": why},
        recipients=concerned,
        asks=True,
        now=now,
    )


def whom_it_concerns(file: ContributionFile, *, by: Member) -> list[Member]:
    """Return who is told that a member took a file away: whoever said it, and whoever added it, but not that member."""
    found = {member.pk: member for member in (file.contribution.member, file.added_by) if member}
    return [member for member in found.values() if member != by]


def sweep_files(*, now: datetime) -> int:
    """Delete what is kept of files that have no row any more, as when a save was broken off; return how many."""
    known = set(ContributionFile.objects.values_list("arrived", flat=True))
    known |= set(ContributionFile.objects.values_list("name", flat=True))
    gone = 0
    for place in (keeping.ARRIVED, keeping.READY):
        for name in keeping.names_before(place, moment=now - KEPT_WITHOUT_ROW):
            if name not in known:
                keeping.drop(name)
                gone += 1
    return gone
