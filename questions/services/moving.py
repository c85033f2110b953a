"""Moves a contribution along its line of life, when somebody links it where they work."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from projects.models import Project
from questions.models import Contribution, ContributionMove
from questions.services.responders import tell_responder


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
    return _record(contribution, [what], address=address, title=title, now=now)


@transaction.atomic
def link_contributions(
    project: Project,
    keys: Iterable[int],
    *,
    whats: Sequence[str],
    address: str,
    title: str,
    now: datetime,
) -> list[Contribution]:
    """
    Say what came of several things that were said: all or none. Each who said one is told once, of the furthest step.

    :param keys: of contributions; of another project, or set aside, are left out.
    :param whats: the steps that it has come, in their order.
    :returns: those that are linked, also those that were before.
    """
    rows = project.contributions.in_sight().filter(pk__in=list(keys)).order_by("pk")
    found = list(rows.select_for_update(of=("self",)).select_related("member"))
    for contribution in found:
        contribution.project = project
        _record(contribution, whats, address=address, title=title, now=now)
    return found


def _record(
    contribution: Contribution, whats: Sequence[str], *, address: str, title: str, now: datetime
) -> ContributionMove:
    """Add the steps that are not there yet to a contribution that is locked, and tell of the last one."""
    for what in whats:
        move, is_new = contribution.moves.get_or_create(
            what=what, address=address, undone_at=None, defaults={"title": title[:300], "at": now}
        )
    if is_new:
        _tell(move, contribution, kind="contribution_moved", event="moved", now=now)
    return move


def _tell(
    move: ContributionMove,
    contribution: Contribution,
    *,
    kind: str,
    event: str,
    why: str = "",
    now: datetime,
) -> None:
    what = {"contribution_moved": "moved", "contribution_move_over": "over"}[kind]
    about = {"move": move.pk} | ({"why": why} if why else {})
    # Why it counts no more was written for the project: it is not for those outside.
    tell_responder(contribution, what, event=f"{event}:{move.pk}", now=now, move=move.pk)
    if contribution.member is not None:
        tell_members(
            event=f"contribution:{contribution.pk}:{event}:{move.pk}",
            project=contribution.project,
            kind=kind,
            data={"contribution": contribution.pk, **about},
            recipients=[contribution.member],
            asks=False,
            now=now,
        )


def undo_move(contribution: Contribution, *, what: str, address: str, now: datetime) -> None:
    """Take back what :func:`record_move` said, in view, because the link was taken away."""
    contribution.moves.linked().filter(what=what, address=address).update(undone_at=now)


@transaction.atomic
def unlink_contributions(
    project: Project, keys: Iterable[int], *, address: str, now: datetime
) -> list[Contribution]:
    """Take away all that links some things that were said to what is behind an address, in view; return these."""
    rows = project.contributions.in_sight().filter(pk__in=list(keys)).order_by("pk")
    found = list(rows.select_for_update(of=("self",)))
    moves = ContributionMove.objects.linked().filter(contribution__in=found, address=address)
    moves.update(undone_at=now)
    return found


@transaction.atomic
def move_all_linked(
    project: Project, *, address: str, what: str, is_so: bool, title: str, now: datetime
) -> None:
    """
    Move all that is linked to what is behind an address one step further, or take that back when it is not so.

    So a step that is done moves what people said with it.
    """
    others = ContributionMove.objects.linked().filter(address=address).exclude(what=what)
    rows = project.contributions.filter(pk__in=others.values("contribution"))
    for contribution in rows.select_related("project", "member").order_by("pk"):
        if is_so:
            record_move(contribution, what=what, address=address, title=title, now=now)
        else:
            undo_move(contribution, what=what, address=address, now=now)


@transaction.atomic
def carry_links(
    project: Project, *, start: str, what: str, address: str, title: str, now: datetime
) -> None:
    """
    Link all that is linked to what is behind one address to what became of that: of a proposal, to the decision.

    What is out of sight goes along, so that nothing is missing when it is back. Each who said something is told.
    """
    linked = ContributionMove.objects.linked().filter(address=start)
    rows = project.contributions.filter(pk__in=linked.values("contribution")).order_by("pk")
    for contribution in rows.select_for_update(of=("self",)).select_related("member"):
        contribution.project = project
        _record(contribution, [what], address=address, title=title, now=now)


@transaction.atomic
def set_linked_over(
    project: Project, *, address: str, is_over: bool, why: str = "", now: datetime
) -> None:
    """
    Say that what is behind an address counts no longer, or again; whoever said what led to it is told once.

    The links stay, so that its page shows what people said; their lines of life go back.

    :param why: why it counts no longer, in the words of whoever ended it.
    """
    rows = ContributionMove.objects.linked().filter(
        contribution__project=project, address=address, over_at__isnull=is_over
    )
    moves = list(rows.select_related("contribution__member").order_by("contribution", "at", "pk"))
    rows.filter(pk__in=[move.pk for move in moves]).update(over_at=now if is_over else None)
    last = {move.contribution_id: move for move in moves}
    kind = "contribution_move_over" if is_over else "contribution_moved"
    event = f"{'over' if is_over else 'again'}-{now.isoformat()}"
    for move in last.values():
        move.contribution.project = project
        _tell(move, move.contribution, kind=kind, event=event, why=why, now=now)
