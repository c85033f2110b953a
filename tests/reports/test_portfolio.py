"""The page of an organisation asks the same of a project as its records do, also when the project has ended."""

from datetime import timedelta

import pytest

from elements.records import RECORDS
from elements.records.evidence import Evidence
from elements.records.record import RecordState
from projects.models import Project
from reports.portfolio import projects_of, told
from tests import factories
from tests.factories import DAY, NOW

#: The day by which something was to be done.
BY = DAY - timedelta(days=40)
LATE = {
    "open.uncertainty": lambda project, jo: factories.UnsettledFactory(
        project=project, look_again_on=BY
    ),
    "inclusive.reviews": lambda project, jo: factories.ParticipationReviewFactory(
        project=project, finish_by=BY, due_on=BY - timedelta(days=14)
    ),
    "transparent.decisions": lambda project, jo: factories.a_decision(
        project,
        jo,
        decided_on=BY - timedelta(days=1),
        look_again_on=BY,
        now=NOW - timedelta(days=40),
    ),
    "iterative.small-steps": lambda project, jo: factories.StepFactory(project=project, due_on=BY),
    "action.readiness": lambda project, jo: factories.ReadinessCheckFactory(project=project),
}


@pytest.mark.parametrize("days", [None, -1, 0, 1, 14, 15, 39])
@pytest.mark.parametrize("key", LATE)
def test_a_sign_is_there_when_the_record_needs_attention(project, jo, key, days):
    LATE[key](project, jo)
    if days is not None:
        ended_on = BY + timedelta(days=days)
        Project.objects.filter(pk=project.pk).update(state="ended", ended_on=ended_on)
    (row,) = projects_of(project.organisation, on=DAY)
    signs = [sign.key for sign in told(row).signs if sign.key == key]
    is_late = RECORDS[key](Evidence(row, DAY)).state == RecordState.NEEDS_ATTENTION
    assert bool(signs) == is_late
    first = {"action.readiness": -1, "iterative.small-steps": 15}.get(key, 1)
    assert is_late == (days is None or days >= first)
