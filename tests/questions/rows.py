"""What somebody said, and what it was answered."""

from typing import Any

from questions.models import Contribution
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Let the participant say something."""
    said = contribution(world.participant)
    return {"contribution_pk": said.pk}


def fill_rows(turn: Turn) -> None:
    """Add something that waits for an answer, and something that was answered."""
    contribution(turn.member)
    contribution(
        turn.participant,
        answer="Because of the lift.",
        answered_at=NOW,
        answered_by=turn.facilitator,
    )


def contribution(member, **more) -> Contribution:
    """Let a member say something, in the smallest believable way."""
    said = {"words": "Ask us how we get home at night.", "said_at": NOW, "answer_by": DAY}
    return Contribution.objects.create(member=member, project=member.project, **{**said, **more})
