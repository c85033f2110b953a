"""What the verbs of projects promise, beyond what a page shows."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from core.revisions import EditConflict
from projects import services
from projects.models import Project, Step
from tests import factories
from tests.factories import DAY, NOW


def make_project(by, organisation, name="Waiting at night", **more):
    return services.create_project(
        organisation=organisation, by=by, name=name, summary="", purpose="", now=NOW, **more
    )


@pytest.fixture
def organisation(db):
    return factories.OrganisationFactory()


def test_create_organisation_makes_its_maker_a_coordinator(stranger):
    organisation = services.create_organisation(name="St Brigid's Hospital", by=stranger)
    assert organisation.slug == "st-brigids-hospital"
    assert [c.user for c in organisation.coordinators.all()] == [stranger]


def test_create_project_makes_its_maker_the_first_facilitator(stranger, organisation):
    project = make_project(stranger, organisation)
    assert list(project.members.values_list("user", "role", "known_as", "joined_at")) == [
        (stranger.pk, "facilitator", "Sam", NOW)
    ]
    assert [(c.kind, c.is_confirmed) for c in project.readiness_checks.all()] == [
        ("time", False),
        ("money", False),
        ("permission", False),
    ]
    assert project.state == "setting-up"


def test_projects_of_one_name_have_addresses_of_their_own(stranger, organisation):
    slugs = [make_project(stranger, organisation).slug for _ in range(3)]
    assert slugs == ["waiting-at-night", "waiting-at-night-2", "waiting-at-night-3"]


@pytest.mark.parametrize(
    ("name", "slug"), [("New", "new-2"), ("夜", "project"), ("x" * 120, "x" * 70)]
)
def test_a_name_that_makes_no_address_gets_one_all_the_same(stranger, organisation, name, slug):
    assert make_project(stranger, organisation, name=name).slug == slug


def test_the_same_form_sent_twice_makes_one_project(stranger, organisation):
    key = uuid4()
    first = make_project(stranger, organisation, sent_key=key)
    assert make_project(stranger, organisation, sent_key=key) == first
    assert Project.objects.count() == 1


def test_another_persons_key_makes_another_project(stranger, facilitator, organisation):
    key = uuid4()
    first = make_project(stranger, organisation, sent_key=key)
    assert make_project(facilitator, organisation, sent_key=key) != first


def test_start_project_without_readiness_needs_a_reason(stranger, organisation):
    project = make_project(stranger, organisation)
    me = project.members.get()
    with pytest.raises(services.ReasonNeeded):
        services.start_project(project, by=me, on=DAY, reason="  ")
    services.start_project(project, by=me, on=DAY, reason="Winter is near.")
    services.start_project(project, by=me, on=DAY, reason="Pressed twice.")
    project.refresh_from_db()
    assert (project.state, project.started_on, project.started_by, project.start_reason) == (
        "running",
        DAY,
        me,
        "Winter is near.",
    )


def test_start_project_that_is_ready_keeps_no_reason(stranger, organisation):
    project = make_project(stranger, organisation)
    me = project.members.get()
    for check in project.readiness_checks.all():
        services.confirm_readiness(check, by=me, on=DAY, note="")
    services.start_project(project, by=me, on=DAY, reason="Not needed.")
    assert project.start_reason == ""


def test_confirm_readiness_keeps_who_and_when_and_says_if_it_came_after_the_start(
    stranger, organisation
):
    project = make_project(stranger, organisation)
    me, other = project.members.get(), factories.MemberFactory(project=project)
    time, money, _permission = project.readiness_checks.all()
    services.confirm_readiness(time, by=me, on=DAY, note="Until May")
    services.confirm_readiness(time, by=other, on=DAY.replace(day=25), note="Until June")
    services.start_project(project, by=me, on=DAY, reason="Winter is near.")
    services.confirm_readiness(money, by=me, on=DAY, note="")
    assert list(
        project.readiness_checks.values_list(
            "is_confirmed", "confirmed_by", "confirmed_on", "note", "is_after_start"
        )
    ) == [
        (True, me.pk, DAY, "Until June", False),
        (True, me.pk, DAY, "", True),
        (False, None, None, "", False),
    ]


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
    for outcome in ("By the door.", "Pressed twice."):
        services.settle(unsettled, outcome=outcome, now=NOW)
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
