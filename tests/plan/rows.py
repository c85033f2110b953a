"""Boundaries, steps, statements, what is not settled, and what a project knows."""

from datetime import timedelta
from typing import Any

from plan.models import Boundary, PlanPromise, Step
from tests import factories
from tests import known_factories as things
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World

KINDS = ["good", "done", "way"]
STEP_STATES = ["planned", "doing", "exploring"]


def make_rows(world: World) -> dict[str, Any]:
    """Make one row of each kind that stands in an address."""
    project = world.project
    statement = factories.StatementFactory(project=project)
    factories.agreement(
        statement, world.participant, "not-yet", concern="I cannot come in the evening."
    )
    return {
        "step_pk": factories.StepFactory(project=project).pk,
        "boundary_pk": factories.BoundaryFactory(project=project).pk,
        "statement_pk": statement.pk,
        "concern_pk": statement.concerns.get().pk,
        "unsettled_pk": factories.UnsettledFactory(project=project).pk,
        **_make_known(world),
    }


def _make_known(world: World) -> dict[str, Any]:
    project = world.project
    starting_point = things.StartingPointFactory(project=project)
    addition = starting_point.additions.create(
        member=world.participant,
        written_by=world.facilitator,
        was_participant=True,
        words="Cold.",
        at=NOW,
    )
    return {
        "starting_point_pk": starting_point.pk,
        "addition_pk": addition.pk,
        "strength_pk": things.StrengthFactory(project=project).pk,
        "difficulty_pk": things.DifficultyFactory(project=project).pk,
        "existing_pk": things.ExistingFactory(project=project).pk,
        "impact_pk": things.ImpactFactory(project=project).pk,
        "handover_pk": things.HandoverFactory(project=project).pk,
        "follow_up_pk": things.FollowUpFactory(project=project).pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add boundaries, a promise, a step, statements, what is settled and what is not, and what is known."""
    for kind in (Boundary.Kind.OPEN, Boundary.Kind.FIXED):
        boundary = factories.BoundaryFactory(
            project=turn.project,
            kind=kind,
            until=DAY + timedelta(days=90),
            promise="ask",
            promise_words="We ask you before the winter.",
        )
        boundary.changes.create(was="No building work before May.", by=turn.owner, at=NOW)
    promise = PlanPromise.objects.filter(project=turn.project).first()
    promise = promise or things.PlanPromiseFactory(project=turn.project)
    promise.changes.create(was="We ask you.", by=turn.owner, at=NOW)
    step = _step(turn)
    _statements(turn)
    _unsettled(turn)
    _known(turn, step)
    turn.project.turns.create(kind="reopened", why="The lights broke.", by=turn.owner, at=NOW)


def _step(turn: Turn) -> Step:
    step = factories.StepFactory(
        project=turn.project,
        state=STEP_STATES[turn.number % 3],
        owner=turn.owner,
        due_on=DAY + timedelta(days=turn.number),
    )
    factories.planned_together(step, turn.owner)
    for changed in {step, turn.project.steps.order_by("pk")[0]}:
        factories.planned_together(changed, turn.member, was_there=turn.number % 2 == 1)
        changed.changes.create(to_state=Step.State.DOING, by=turn.owner, at=NOW, why="We began.")
    return step


def _statements(turn: Turn) -> None:
    statement = factories.StatementFactory(project=turn.project, kind=KINDS[turn.number % 3])
    retired = {"retired_at": NOW, "retired_why": "The room is ours now."}
    factories.StatementFactory(project=turn.project, **retired)
    for agreed in {statement, turn.project.statements.order_by("pk")[0]}:
        agreed.changes.create(was="We listen.", by=turn.owner, at=NOW)
        factories.agreement(agreed, turn.member, "not-yet", concern="It is loud at night.")
        factories.agreement(agreed, turn.owner)


def _unsettled(turn: Turn) -> None:
    project = turn.project
    open_ = factories.UnsettledFactory(project=project, why="We have not asked the porters yet.")
    settled = {"settled_at": NOW, "outcome": "Beside the door."}
    for thing in {
        open_,
        factories.UnsettledFactory(project=project, **settled),
        project.unsettled.order_by("pk")[0],
    }:
        thing.changes.create(was="Where the machine stands", by=turn.owner, at=NOW)


def _known(turn: Turn, step: Step) -> None:
    project, owner, member = turn.project, turn.owner, turn.member
    gone = {"retired_at": NOW, "retired_why": "It was taken away."}
    for more in ({}, gone):
        starting_point = things.StartingPointFactory(project=project, source="The list", **more)
        strength = things.StrengthFactory(project=project, more="A second one.", **more)
        things.DifficultyFactory(project=project, step=step, facing="We go round.", **more)
        things.ExistingFactory(project=project, support="We buy the soup there.", **more)
        impact = things.ImpactFactory(project=project, **more)
        things.HandoverFactory(project=project, owner=owner, until=DAY, more="A key", **more)
        strength.steps.add(step, project.steps.order_by("pk")[0])
        project.strengths.order_by("pk")[0].steps.add(step)
        said = {"member": member, "written_by": owner, "was_participant": True, "at": NOW}
        for one in {starting_point, project.starting_points.order_by("pk")[0]}:
            one.additions.create(words="It is cold by the door.", **said)
        for one in {impact, project.impacts.order_by("pk")[0]}:
            one.noticings.get_or_create(
                member=member, defaults={"was_participant": True, "at": NOW}
            )
    things.FollowUpFactory(project=project, done_at=NOW, found="The box is there.")
