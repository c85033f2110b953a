"""Adds, changes and retires what a project knows and builds on, and what members add to it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from core.ended import end_once
from core.once import find_sent, lock_row
from core.revisions import EditConflict
from plan import linked
from plan.models import Addition, FollowUp, Impact, KnownThing, StartingPoint, Step
from projects.models import Member, Project
from questions.services import set_linked_over

Row = TypeVar("Row", bound=KnownThing)


@transaction.atomic
def add_known_thing(
    row: Row, *, now: datetime, sent_key: UUID | None = None, steps: Iterable[Step] | None = None
) -> Row:
    """Add a row, not saved yet, to what its project knows; ``steps`` are those that build on it, where it has them."""
    project: Project = row.project  # type: ignore[attr-defined]
    rows: QuerySet[Any] = type(row)._default_manager.all()
    if sent := find_sent(rows.filter(project=project), sent_key, lock=project):
        found: Row = sent
        return found
    row.created_at, row.sent_key = now, sent_key
    row.save()
    if steps is not None:
        row.steps.set(steps)  # type: ignore[attr-defined]
    return row


@transaction.atomic
def change_known_thing(
    row: KnownThing, *, revision: int, steps: Iterable[Step] | None = None
) -> None:
    """
    Save a row whose words, or steps that build on it, were changed.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    theirs: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    is_stale = theirs.revision != revision
    if is_stale and steps is not None and set(theirs.steps.all()) != set(steps):
        raise EditConflict(theirs)
    row.save_over(revision, row.WORDS)
    if steps is not None:
        row.steps.set(steps)  # type: ignore[attr-defined]


@transaction.atomic
def retire_known_thing(row: KnownThing, *, why: str, now: datetime) -> None:
    """
    Say that it no longer holds; it stays in view with its reason. What is retired already stays as it is.

    :raises EndedBefore: when somebody else retired it meanwhile, with another reason.
    """
    rows = type(row)._default_manager.filter(retired_at=None)
    end_once(rows, row, words="retired_why", retired_at=now, retired_why=why)
    if type(row) in linked.LINKED:
        target = linked.target_of_known(row)
        project: Project = row.project  # type: ignore[attr-defined]
        set_linked_over(project, address=target.address, is_over=True, why=why, now=now)


@transaction.atomic
def add_to_starting_point(
    starting_point: StartingPoint,
    *,
    member: Member,
    by: Member,
    words: str,
    now: datetime,
    sent_key: UUID | None = None,
) -> Addition:
    """Keep what a member adds in their own words; ``by`` wrote it down, which may be a facilitator in their name."""
    additions, project = starting_point.additions, starting_point.project
    return find_sent(additions.all(), sent_key, lock=project) or additions.create(
        member=member,
        written_by=by,
        was_participant=not member.is_facilitator,
        words=words,
        at=now,
        sent_key=sent_key,
    )


def take_back_addition(addition: Addition) -> None:
    """Take away what somebody added, because they want it so."""
    addition.delete()


def add_noticing(impact: Impact, *, member: Member, now: datetime) -> None:
    """Note that a member noticed the change too; once is enough."""
    impact.noticings.get_or_create(
        member=member, defaults={"was_participant": not member.is_facilitator, "at": now}
    )


def take_back_noticing(impact: Impact, *, member: Member) -> None:
    """Take away that a member noticed it."""
    impact.noticings.filter(member=member).delete()


@transaction.atomic
def plan_follow_up(follow_up: FollowUp, *, revision: int, now: datetime) -> None:
    """
    Set the day after the end on which we look again; a project has one such day at a time.

    :raises EditConflict: when somebody else set another day meanwhile.
    """
    lock_row(follow_up.project)
    if follow_up.pk is not None:
        follow_up.save_over(revision, ["due_on"])
        return
    open_one = follow_up.project.follow_ups.open().first()
    if open_one is None:
        # The page of whoever saw no day yet carries 1; it must not pass for the page of this one.
        follow_up.created_at, follow_up.revision = now, 2
        follow_up.save()
    elif open_one.due_on != follow_up.due_on:
        raise EditConflict(open_one)


def finish_follow_up(follow_up: FollowUp, *, found: str, now: datetime) -> None:
    """
    Say what was found; a follow-up that is done stays as it is.

    :raises EndedBefore: when somebody else said meanwhile what they found.
    """
    end_once(FollowUp.objects.open(), follow_up, words="found", done_at=now, found=found)
