"""The ways to a decision and its versions, always through a project that the viewer may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from decisions.models import Decision, DecisionLog, DecisionVersion
from projects.models import Project


def get_decision_or_404(project: Project, number: int) -> Decision:
    """Return a decision with its newest version, in one query."""
    rows = Decision.objects.select_related(
        "current__boundary", "current__changed_by", "current__superseded_by__current"
    )
    decision = get_object_or_404(rows, project=project, number=number)
    if decision.current is None:
        raise Http404
    decision.project = project
    return decision


def get_version_or_404(decision: Decision, version: int) -> DecisionVersion:
    """Return one version of a decision, with who wrote it."""
    rows = DecisionVersion.objects.select_related(
        "boundary", "changed_by", "superseded_by__current"
    )
    return get_object_or_404(rows, decision=decision, version=version)


def get_log(project: Project) -> DecisionLog:
    """Return the head of a project's log; an empty one when nothing was recorded yet."""
    return DecisionLog.objects.filter(project=project).first() or DecisionLog(project=project)
