"""Stored reports, and packs of sheets."""

from typing import Any

from elements.models import Review
from tests import factories
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Make a report and a pack of the open review."""
    review = Review.objects.get(pk=world.arguments["element_review_pk"])
    return {
        "report_pk": factories.a_ready_report(world.project).pk,
        "pack_pk": factories.a_ready_pack(review).pk,
        "letter_pack_pk": factories.a_ready_letter_pack(world.project).pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add a report, and one elsewhere."""
    factories.a_ready_report(turn.project, asked_by=turn.facilitator.user)
    factories.a_ready_report(turn.elsewhere)
