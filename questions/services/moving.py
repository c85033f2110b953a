"""Moves a contribution along its line of life, when somebody links it where they work."""

from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from projects.models import Project
from questions.models import Contribution, ContributionMove


@transaction.atomic
def record_move(
    contribution: Contribution, *, what: str, address: str, title: str, now: datetime
) -> ContributionMove:
    """
    Say what came of something that was said; whoever said it is told in their rhythm. Twice is once.

    :param what: one of :class:`questions.models.ContributionMove.What`.
    :param address: leads to the row that came of it.
    """
    Contribution.objects.select_for_update().get(pk=contribution.pk)
    move, is_new = contribution.moves.get_or_create(
        what=what, address=address, undone_at=None, defaults={"title": title[:300], "at": now}
    )
    if is_new and contribution.member is not None:
        tell_members(
            event=f"contribution:{contribution.pk}:moved:{move.pk}",
            project=contribution.project,
            kind="contribution_moved",
            data={"contribution": contribution.pk, "move": move.pk},
            recipients=[contribution.member],
            asks=False,
            now=now,
        )
    return move


def undo_move(contribution: Contribution, *, what: str, address: str, now: datetime) -> None:
    """Take back what :func:`record_move` said, in view, because the link was taken away."""
    contribution.moves.filter(what=what, address=address, undone_at=None).update(undone_at=now)


@transaction.atomic
def unlink_contribution(contribution: Contribution, *, address: str, now: datetime) -> None:
    """Take away all that links something that was said to what is behind an address."""
    Contribution.objects.select_for_update().get(pk=contribution.pk)
    contribution.moves.filter(address=address, undone_at=None).update(undone_at=now)


@transaction.atomic
def move_all_linked(
    project: Project, *, address: str, what: str, is_so: bool, title: str, now: datetime
) -> None:
    """
    Move all that is linked to what is behind an address one step further, or take that back when it is not so.

    So a step that is done moves what people said with it.
    """
    others = ContributionMove.objects.filter(address=address, undone_at=None).exclude(what=what)
    rows = project.contributions.filter(pk__in=others.values("contribution"))
    for contribution in rows.select_related("project", "member").order_by("pk"):
        if is_so:
            record_move(contribution, what=what, address=address, title=title, now=now)
        else:
            undo_move(contribution, what=what, address=address, now=now)
