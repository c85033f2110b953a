"""Proposes decisions, and changes what is proposed; each change of the words asks everybody again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.once import find_sent, lock_row
from core.standing import require_same_standing
from decisions.models import Proposal, ProposingRule
from decisions.services.says import ProposalEnded
from outbox.services import tell_members
from plan.models import Boundary
from projects.models import Member, Project


@contextmanager
def hold_open(proposal: Proposal) -> Iterator[None]:
    """
    Keep a proposal open until the block ends.

    :raises ProposalEnded: when it was closed or put down before.
    """
    with transaction.atomic():
        if not Proposal.objects.select_for_update().get(pk=proposal.pk).is_open:
            raise ProposalEnded
        yield


@transaction.atomic
def propose_decision(
    project: Project,
    *,
    by: Member,
    what: str,
    why: str,
    open_until: date,
    considered: str = "",
    rests_on: str = "",
    boundary: Boundary | None = None,
    look_again_on: date | None = None,
    sent_key: UUID | None = None,
    now: datetime,
) -> Proposal:
    """Open a decision for a say until a day, and ask everybody who takes part."""
    if sent := find_sent(project.proposals.all(), sent_key, lock=project):
        return sent
    proposal = project.proposals.create(
        what=what,
        why=why,
        open_until=open_until,
        considered=considered,
        rests_on=rests_on,
        boundary=boundary,
        look_again_on=look_again_on,
        proposed_by=by,
        proposed_at=now,
        asked_at=now,
        sent_key=sent_key,
    )
    tell_members(
        event=f"proposal:{proposal.pk}:opened",
        project=project,
        kind="proposal_opened",
        data={"proposal": proposal.pk, "by": by.known_as},
        recipients=Member.objects.taking_part().filter(project=project),
        asks=True,
        now=now,
    )
    return proposal


@transaction.atomic
def change_proposal(
    proposal: Proposal, *, revision: int, why: str, by: Member, now: datetime
) -> None:
    """
    Save a proposal as it says now; where its words are others, everybody is asked again, and can read what it said.

    Of several changes on one day people hear once. Another day alone asks nobody again.

    :raises EditConflict: when somebody else changed it since ``revision``.
    :raises ValueError: when it has ended.
    """
    was = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not was.is_open:
        raise ValueError("What has ended is not changed any more.")
    fields = [*Proposal.WORDS, "open_until"]
    is_new = was.in_words != proposal.in_words
    if is_new:
        proposal.wording, proposal.asked_at = was.wording + 1, now
        fields += ["wording", "asked_at"]
    elif was.open_until == proposal.open_until:
        return
    proposal.save_over(revision, fields)
    if is_new:
        proposal.changes.create(was=was.in_words, wording=was.wording, why=why, by=by, at=now)
        _ask_again(proposal, by=by, now=now)


def _ask_again(proposal: Proposal, *, by: Member, now: datetime) -> None:
    tell_members(
        event=f"proposal:{proposal.pk}:changed:{timezone.localdate(now)}",
        project=proposal.project,
        kind="proposal_changed",
        data={"proposal": proposal.pk, "by": by.known_as},
        recipients=Member.objects.taking_part().filter(project=proposal.project),
        asks=True,
        now=now,
    )


@transaction.atomic
def choose_who_proposes(project: Project, *, who: str, stood: str | None = None) -> None:
    """
    Keep who proposes decisions in a project.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else chose otherwise meanwhile.
    """
    lock_row(project)
    known = ProposingRule.objects.filter(project=project).first()
    require_same_standing(known or ProposingRule(project=project), {"who": who}, stood=stood)
    ProposingRule.objects.update_or_create(project=project, defaults={"who": who})
