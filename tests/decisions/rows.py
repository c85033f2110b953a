"""Decisions with their versions."""

from datetime import timedelta
from typing import Any

from decisions.models import MakerObjection, ProposingRule
from decisions.publishing import publish_decision
from decisions.services import Maker, correct_decision, put_down_proposal
from tests import factories
from tests.decisions.proposing import a_proposal, say
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Make a decision in its first version, and a proposal of which somebody is not sure."""
    ProposingRule.objects.create(project=world.project, who=ProposingRule.Who.EVERYBODY)
    proposal = a_proposal(world.project, world.participant)
    say(proposal, world.facilitator)
    row = say(proposal, world.participant, "not-yet", "Who can see me there?")
    return {
        "proposal_pk": proposal.pk,
        "say_key": row.key,
        "number": factories.a_decision(world.project, world.facilitator).number,
        "version": 1,
    }


def fill_rows(turn: Turn) -> None:
    """Add a decision that is to be looked at again, and a version to the first one."""
    project, by, at = turn.project, turn.facilitator, NOW + timedelta(seconds=turn.number)
    makers = [
        Maker(member=by),
        Maker(member=turn.member),
        Maker(name="Dana Reed", as_what="estates"),
    ]
    decision = factories.a_decision(
        project,
        by,
        makers=makers,
        boundary=project.boundaries.order_by("pk")[0],
        look_again_on=DAY + timedelta(days=1),
        now=at,
    )
    first = project.decisions.order_by("pk")[0]
    if first != decision:
        correct_decision(
            first,
            by=by,
            base_version=first.current.version,
            change_why="A word was wrong.",
            what=f"Lights are dimmed from {turn.number} minutes past ten",
            why="People could not rest under full light.",
            decided_on=DAY,
            makers=makers,
            now=at,
        )
    MakerObjection.objects.create(
        decision=decision, member=turn.member, words="I was ill that day.", at=at
    )
    of_all = project.proposals.order_by("pk").first() or a_proposal(project, by)
    say(of_all, turn.member, ("agree", "concern", "not-yet")[turn.number % 3], "It is cold there.")
    proposal = a_proposal(project, by, what=f"{turn.number} recliners", now=at)
    put_down_proposal(proposal, by=by, why="There is no money.", now=at)
    a_proposal(project, by, what=f"{turn.number} lamps", now=at)
    of_all.changes.create(was="Mats", wording=1, why="They are cold.", by=by, at=at)
    publish_decision(decision, decision.newest, by=by, now=at)
