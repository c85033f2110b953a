"""What the verbs of the plan promise, beyond what a page shows."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from core.ended import EndedBefore
from core.revisions import EditConflict
from plan import services
from plan.getters import get_readiness
from plan.models import Step
from tests import factories
from tests.factories import DAY, NOW
from tests.safety import give_safety_contact


def test_start_project_without_readiness_needs_a_reason(new_project):
    project, me = new_project, new_project.members.get()
    with pytest.raises(services.ReasonNeeded):
        services.start_project(project, by=me, on=DAY, reason="  ")
    services.start_project(project, by=me, on=DAY, reason="Winter is near.")
    services.start_project(project, by=me, on=DAY, reason="Winter is near.")
    with pytest.raises(EndedBefore):
        services.start_project(project, by=me, on=DAY, reason="Another reason.")
    project.refresh_from_db()
    assert (project.state, project.started_on, project.started_by, project.start_reason) == (
        "running",
        DAY,
        me,
        "Winter is near.",
    )


def test_start_project_that_is_ready_keeps_no_reason(new_project):
    project, me = new_project, new_project.members.get()
    for check in get_readiness(project):
        services.confirm_readiness(check, by=me, on=DAY, note="")
    give_safety_contact(project)
    services.start_project(project, by=me, on=DAY, reason="Not needed.")
    assert project.start_reason == ""


def test_confirm_readiness_keeps_who_and_when_and_says_if_it_came_after_the_start(new_project):
    project = new_project
    me, other = project.members.get(), factories.MemberFactory(project=project)
    time, money, _permission = get_readiness(project)
    services.confirm_readiness(time, by=me, on=DAY, note="Until May")
    services.confirm_readiness(time, by=other, on=DAY.replace(day=25), note="Until June")
    services.start_project(project, by=me, on=DAY, reason="Winter is near.")
    services.confirm_readiness(money, by=me, on=DAY, note="")
    assert [
        (
            check.is_confirmed,
            check.confirmed_by,
            check.confirmed_on,
            check.note,
            check.is_after_start,
        )
        for check in get_readiness(project)
    ] == [
        (True, me, DAY, "Until June", False),
        (True, me, DAY, "", True),
        (False, None, None, "", False),
    ]
    services.withdraw_readiness(money, note="It was cut.")
    withdrawn = get_readiness(project)[1]
    assert (withdrawn.is_confirmed, withdrawn.is_after_start) == (False, False)


def test_add_step_numbers_the_steps_of_each_project(project, twin, jo):
    numbers = [
        services.add_step(p, by=jo, title="Try softer lamps", now=NOW).number
        for p in (project, project, twin)
    ]
    assert numbers == [1, 2, 1]


def test_a_step_keeps_every_move(project, jo):
    step = services.add_step(project, by=jo, title="A second screen", planned_by=[jo], now=NOW)
    services.move_step(step, by=jo, to_state="exploring", now=NOW)
    services.move_step(step, by=jo, to_state="dropped", why="It made noise.", now=NOW)
    services.move_step(step, by=jo, to_state="dropped", why="Pressed twice.", now=NOW)
    assert list(step.changes.values_list("from_state", "to_state", "why")) == [
        ("", "planned", ""),
        ("planned", "exploring", ""),
        ("exploring", "dropped", "It made noise."),
    ]
    step.refresh_from_db()
    assert (step.why_dropped, step.starts_on, step.ended_on) == ("It made noise.", DAY, DAY)
    services.move_step(step, by=jo, to_state="doing", now=NOW)
    assert (step.why_dropped, step.starts_on, step.ended_on) == ("", DAY, None)


def test_a_step_that_begins_late_still_ends_after_its_start(project, jo):
    step = services.add_step(project, by=jo, title="Ask", due_on=DAY.replace(day=1), now=NOW)
    services.move_step(step, by=jo, to_state="doing", now=NOW)
    assert step.starts_on is None


def test_a_step_is_not_dropped_without_a_reason(project, jo):
    step = services.add_step(project, by=jo, title="A second screen", now=NOW)
    with pytest.raises(IntegrityError):
        services.move_step(step, by=jo, to_state="dropped", now=NOW)


def test_change_step_keeps_what_it_said_before(project, jo):
    step = services.add_step(project, by=jo, title="Lamps", owner=jo, due_on=DAY, now=NOW)
    step.title = "Lamps in zone B"
    services.change_step(step, revision=1, by=jo, planned_by=[jo], now=NOW)
    services.change_step(step, revision=2, by=jo, planned_by=[], now=NOW)
    assert list(step.changes.values_list("to_state", "was")) == [
        ("planned", ""),
        ("planned", "Lamps\nWho looks after it: Jo\nUntil: 19 November 2026"),
    ]


def test_change_step_over_somebody_elses_change_is_refused(project, jo):
    step = services.add_step(project, by=jo, title="Lamps", now=NOW)
    mine, theirs = Step.objects.get(pk=step.pk), Step.objects.get(pk=step.pk)
    theirs.title = "Lamps in zone B"
    services.change_step(theirs, revision=1, by=jo, planned_by=[], now=NOW)
    mine.title = "Lamps in zone A"
    with pytest.raises(EditConflict) as conflict:
        services.change_step(mine, revision=1, by=jo, planned_by=[], now=NOW)
    assert conflict.value.theirs.title == "Lamps in zone B"


def test_what_is_settled_is_so_once(project):
    unsettled = factories.UnsettledFactory(project=project)
    for _press in range(2):
        services.settle_unsettled(unsettled, outcome="By the door.", now=NOW)
    with pytest.raises(EndedBefore) as both:
        services.settle_unsettled(unsettled, outcome="By the window.", now=NOW)
    assert (both.value.theirs, both.value.mine) == ("By the door.", "By the window.")
    assert unsettled.outcome == "By the door."


def test_forms_sent_twice_have_one_effect(project, jo):
    key = uuid4()
    for _ in range(2):
        services.add_boundary(
            project, kind="open", what="Chairs", why="", who="", until=None, now=NOW, sent_key=key
        )
        services.add_step(project, by=jo, title="Ask", now=NOW, sent_key=key)
        services.add_unsettled(
            project, what="Where", why="", look_again_on=DAY, now=NOW, sent_key=key
        )
    rows = (project.boundaries, project.steps, project.unsettled)
    assert [kind.count() for kind in rows] == [1, 1, 1]
