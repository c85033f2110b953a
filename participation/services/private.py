"""What members say in confidence: who may read it, who looked, and that it is gone when they take it back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from participation.models import NamedReader, PrivateReading
from participation.services.consents import hold_member
from participation.services.keys import OwnKey
from projects.models import Member, Project


class ReaderNotNamed(Exception):  # noqa: N818 - it is what happened, not a fault
    """The member did not name this facilitator before they wrote in confidence; they have to be asked first."""


def name_facilitators(project: Project, *, but: Member | None = None) -> QuerySet[Member]:
    """Return the facilitators whom the page names before somebody writes in confidence."""
    rows = project.members.taking_part().facilitators()
    return (rows.exclude(pk=but.pk) if but else rows).order_by("known_as", "pk")


def name_readers(member: Member, purpose: str, readers: Collection[int], *, now: datetime) -> None:
    """Let those read whom the page named and who run the project still; nobody else."""
    named = name_facilitators(member.project, but=member).filter(pk__in=readers)
    before = NamedReader.objects.filter(member=member, purpose=purpose)
    before.exclude(reader__in=named).delete()
    rows = [NamedReader(member=member, purpose=purpose, reader=one, since=now) for one in named]
    NamedReader.objects.bulk_create(rows, ignore_conflicts=True)


def note_writing(
    member: Member, purpose: str, *, by: Member | None, now: datetime
) -> PrivateReading | None:
    """Keep that somebody saw what they wrote down for a member; None when the member wrote themselves."""
    if by in (None, member):
        return None
    why = PrivateReading.Why.WROTE
    return PrivateReading.objects.create(member=member, purpose=purpose, by=by, why=why, at=now)


@transaction.atomic
def open_private(
    member: Member,
    purpose: str,
    *,
    by: Member,
    why: str,
    has_asked: bool = False,
    now: datetime,
) -> PrivateReading:
    """
    Let a facilitator read what a member said in confidence for ten minutes, and keep who read it, why and when.

    :param has_asked: whether somebody who was not named says that the member lets them read it.
    :raises ReaderNotNamed: when they were not named, and did not ask; or are the member themselves.
    :raises WordsAreLocked: when the key is away; then no reading is kept.
    """
    hold_member(member, by=by)
    is_named = NamedReader.objects.current(purpose).filter(member=member, reader=by).exists()
    if by == member or not (is_named or has_asked):
        raise ReaderNotNamed
    OwnKey(member, purpose).require()
    this = {"member": member, "purpose": purpose}
    if not is_named:
        NamedReader.objects.get_or_create(**this, reader=by, defaults={"since": now})
    return PrivateReading.objects.create(**this, by=by, why=why, has_asked=not is_named, at=now)


def find_readings(
    numbers: Collection[int], viewer: Member, purpose: str, *, since: datetime
) -> QuerySet[PrivateReading]:
    """
    Return those of the times when somebody looked, since a moment, of which they may still read what they saw then.
    """
    may_read = NamedReader.objects.current(purpose).filter(member=OuterRef("member"), reader=viewer)
    rows = PrivateReading.objects.filter(pk__in=numbers, by=viewer, purpose=purpose, at__gt=since)
    return rows.filter(Exists(may_read))


def forget_private(member: Member, purpose: str) -> None:
    """Let nobody read what a member said in confidence, and give up the key; who looked stays until they leave."""
    NamedReader.objects.filter(member=member, purpose=purpose).delete()
    OwnKey(member, purpose).give_up()
