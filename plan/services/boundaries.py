"""States, changes and retires what is open and what is fixed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core.ended import end_once
from core.once import find_sent
from plan.models import Boundary
from projects.models import Member, Project

#: What a person writes of a boundary.
WORDS = ("kind", "what", "why", "who", "until", "promise", "promise_words")
#: What can be changed.
FIELDS = (*WORDS, "is_public")


@transaction.atomic
def add_boundary(
    project: Project,
    *,
    kind: str,
    what: str,
    why: str,
    who: str,
    until: date | None,
    now: datetime,
    promise: str = "",
    promise_words: str = "",
    is_public: bool = False,
    sent_key: UUID | None = None,
) -> Boundary:
    """State what is open or fixed; every member is asked to read the boundaries again."""
    return find_sent(project.boundaries.all(), sent_key, lock=project) or project.boundaries.create(
        kind=kind,
        what=what,
        why=why,
        who=who,
        until=until,
        promise=promise,
        promise_words=promise_words,
        is_public=is_public,
        created_at=now,
        changed_at=now,
        sent_key=sent_key,
    )


@transaction.atomic
def change_boundary(boundary: Boundary, *, revision: int, by: Member, now: datetime) -> None:
    """
    Save a boundary that was changed, and keep what it said before. Other words are to be read again by every member.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    was = Boundary.objects.select_for_update().get(pk=boundary.pk)
    if was.in_words == boundary.in_words:
        return
    if any(getattr(was, name) != getattr(boundary, name) for name in WORDS):
        boundary.changed_at = now
    boundary.save_over(revision, [*FIELDS, "changed_at"])
    boundary.changes.create(was=was.in_words, by=by, at=now)


@transaction.atomic
def retire_boundary(boundary: Boundary, *, why: str, now: datetime) -> None:
    """
    Say that a boundary no longer holds; it stays in view with its reason.

    :raises EndedBefore: when somebody else said so meanwhile, with another reason.
    """
    end_once(
        Boundary.objects.in_force(),
        boundary,
        words="retired_why",
        retired_at=now,
        retired_why=why,
        changed_at=now,
    )


def read_boundaries(member: Member, *, now: datetime) -> None:
    """Note that a member has read what is open and what is fixed."""
    member.boundaries_read_at = now
    member.save(update_fields=["boundaries_read_at"])
