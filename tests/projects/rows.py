"""Members of a project, and another project in which the same people take part."""

from typing import Any

from projects.models import Member
from tests import factories
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Make a member with an email address and one without."""
    return {
        "by_hand_pk": factories.MemberFactory(project=world.project, user=None).pk,
        "member_pk": factories.MemberFactory(project=world.project).pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add now and then somebody without email, and somebody who left; and another project."""
    if turn.number % 5 == 0:
        gone = factories.MemberFactory(project=turn.project)
        Member.objects.filter(pk=gone.pk).update(left_at=factories.NOW)
    for member in (turn.facilitator, turn.participant):
        factories.MemberFactory(project=turn.elsewhere, user=member.user, role=member.role)
