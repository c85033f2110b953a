"""What somebody promised."""

from typing import Any

from actions.models import Takeover
from projects.models import Member
from tests import factories
from tests.full_project import Turn
from tests.house.world import World


def asked_to_take_over(to: Member, *, by: Member, **more: Any) -> Takeover:
    """Return how ``by`` asks somebody to do what they promised."""
    action = factories.ActionFactory(project=by.project, owner=by)
    about = {"to": to, "asked_by": by, "instead_of": by, "asked_at": factories.NOW}
    return action.takeovers.create(**about, **more)


def make_rows(world: World) -> dict[str, Any]:
    """Make something that the facilitator promised, and something that they ask the participant to take over."""
    mine = factories.ActionFactory(project=world.project, owner=world.facilitator)
    return {
        "action_pk": mine.pk,
        "taking_pk": asked_to_take_over(
            world.participant, by=world.facilitator, why="I am away."
        ).pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add something promised, something done, and something that others were asked to take over."""
    whose = {"project": turn.project, "owner": turn.owner}
    factories.ActionFactory(**whose)
    factories.ActionFactory(**whose, done_at=factories.NOW, outcome="They agree.")
    no = {"outcome": "declined", "ended_at": factories.NOW, "reply": "I am away, too."}
    asked_to_take_over(turn.participant, by=turn.facilitator, **no)
