"""Updates, sent and not yet sent."""

from datetime import timedelta
from typing import Any

from tests import factories
from tests.factories import NOW
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Make an update that was sent."""
    return {"update_pk": factories.UpdateFactory(project=world.project, sent_at=NOW).pk}


def fill_rows(turn: Turn) -> None:
    """Add an update that was sent and tells of a decision, a draft, and an update elsewhere."""
    project = turn.project
    update = factories.UpdateFactory(
        project=project,
        sent_at=NOW + timedelta(seconds=turn.number),
        sent_by=turn.facilitator,
        message=factories.MessageFactory(project=project),
        is_public=True,
    )
    newest = project.decisions.order_by("-pk")[0]
    for one in {update, project.updates.order_by("pk")[0]}:
        one.decisions.add(newest)
    factories.DeliveryFactory(message=update.message, member=turn.member)
    factories.UpdateFactory(project=project, created_by=turn.facilitator)
    factories.UpdateFactory(project=turn.elsewhere, sent_at=NOW)
