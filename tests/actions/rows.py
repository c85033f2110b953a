"""What somebody promised."""

from typing import Any

from tests import factories
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Make something that the facilitator promised."""
    return {"action_pk": factories.ActionFactory(project=world.project, owner=world.facilitator).pk}


def fill_rows(turn: Turn) -> None:
    """Add something promised, and something done."""
    whose = {"project": turn.project, "owner": turn.owner}
    factories.ActionFactory(**whose)
    factories.ActionFactory(**whose, done_at=factories.NOW, outcome="They agree.")
