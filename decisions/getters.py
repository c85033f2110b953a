"""The ways to a decision and its versions, always through a project that the viewer may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.prepared import Prepared, number
from decisions.models import Decision, DecisionLog, DecisionVersion
from projects.models import Project


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


def get_log(project: Project) -> DecisionLog:
    """Return the head of a project's log; an empty one when nothing was recorded yet."""
    return _LOG.first(project=project.pk) or DecisionLog(project=project)


_LOG = Prepared(lambda: DecisionLog.objects.filter(project=number("project")))
