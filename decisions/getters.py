"""The ways to a decision and its versions, always through a project that the viewer may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from core.prepared import Prepared, number
from decisions.models import (
    Decision,
    DecisionLog,
    DecisionVersion,
    Proposal,
    ProposalSay,
    ProposingRule,
)
from projects.models import Project

#: At most so many proposals are named before the log.
MOST_OPEN = 20
#: Versions named on the page of a decision.
VERSIONS_SHOWN = 50
#: Proposals that were put down, named on the page of the log.
MOST_PUT_DOWN = 20


def get_decision_or_404(project: Project, number: int) -> Decision:
    """Return a decision with its newest version, in one query."""
    decision: Decision | None = _DECISION.first(project=project.pk, number=number)
    if decision is None or decision.current is None:
        raise Http404
    decision.project = project
    return decision


_DECISION = Prepared(
    lambda: Decision.objects.filter(
        project=number("project"), number=number("number")
    ).select_related("current__boundary", "current__changed_by", "current__superseded_by__current")
)


def get_version_or_404(decision: Decision, version: int) -> DecisionVersion:
    """Return one version of a decision, with who wrote it."""
    rows = DecisionVersion.objects.select_related(
        "boundary", "changed_by", "superseded_by__current"
    )
    return get_object_or_404(rows, decision=decision, version=version)


def get_versions(decision: Decision, *, all_of_them: bool) -> Iterable[DecisionVersion]:
    """Return the newest versions of a decision, or all, each with who wrote it."""
    rows = _versions(decision.pk) if all_of_them else _NEWEST.all(decision=decision.pk)
    for row in rows:
        row.decision = decision
    return rows


def _versions(decision: Any) -> QuerySet[DecisionVersion]:
    rows = DecisionVersion.objects.filter(decision=decision).select_related("changed_by")
    return rows.order_by("-version")


_NEWEST = Prepared(lambda: _versions(number("decision"))[:VERSIONS_SHOWN])


def replaced_by(decision: Decision) -> list[Decision]:
    """Return the decisions in whose place a decision stands."""
    found = _REPLACED.all(project=decision.project_id, decision=decision.pk)
    for row in found:
        row.project = decision.project
    return found


_REPLACED = Prepared(
    lambda: Decision.objects.filter(
        project=number("project"), current__superseded_by=number("decision")
    ).select_related("current")[:10]
)


def get_log(project: Project) -> DecisionLog:
    """Return the head of a project's log; an empty one when nothing was recorded yet."""
    return _LOG.first(project=project.pk) or DecisionLog(project=project)


_LOG = Prepared(lambda: DecisionLog.objects.filter(project=number("project")))


def get_proposal_or_404(project: Project, pk: int) -> Proposal:
    """Return a proposal with who proposed it, what it is about, and the decision it became."""
    rows = Proposal.objects.select_related(
        "boundary", "proposed_by", "ended_by", "decision__current"
    )
    proposal = get_object_or_404(rows, project=project.pk, pk=pk)
    proposal.project = project
    return proposal


def proposal_of(decision: Decision) -> Proposal | None:
    """Return the proposal that became a decision, if one did."""
    found: Proposal | None = _PROPOSAL.first(decision=decision.pk)
    if found:
        found.project = decision.project
    return found


_PROPOSAL = Prepared(lambda: Proposal.objects.filter(decision=number("decision")))


def get_proposing_rule(project: Project) -> ProposingRule:
    """Return who proposes decisions in a project; not saved yet when nobody chose."""
    return ProposingRule.objects.filter(project=project).first() or ProposingRule(project=project)


def participants_propose(project: Project) -> bool:
    """Whether all members propose decisions, and not facilitators alone."""
    return get_proposing_rule(project).who == ProposingRule.Who.EVERYBODY


def open_proposals(project: Project) -> list[Any]:
    """Return what is open for a say, the first to close first, with whether the viewer is waited for."""
    me = project.viewer.member_id
    found = _OPEN.all(project=project.pk, me=me or 0)
    for proposal in found:
        proposal.project = project
        proposal.is_waiting = bool(me) and not proposal.has_said and not project.has_ended
    return found


def _open() -> QuerySet[Proposal]:
    said = ProposalSay.objects.filter(
        proposal=OuterRef("pk"), wording=OuterRef("wording"), member=number("me")
    )
    rows = Proposal.objects.open().filter(project=number("project")).order_by("open_until", "pk")
    return rows.annotate(has_said=Exists(said))[:MOST_OPEN]


_OPEN = Prepared(_open)


def proposals_put_down(project: Project) -> list[Proposal]:
    """Return what was put down, the latest first."""
    found = _PUT_DOWN.all(project=project.pk)
    for proposal in found:
        proposal.project = project
    return found


_PUT_DOWN = Prepared(
    lambda: (
        Proposal.objects.put_down()
        .filter(project=number("project"))
        .order_by("-ended_at", "-pk")[:MOST_PUT_DOWN]
    )
)
