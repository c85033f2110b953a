"""Who coordinates, and who is invited to."""

from typing import Any

from tests import factories
from tests.home.invited import invited
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Make another coordinator, and an invitation that is open."""
    organisation = world.project.organisation
    other = factories.CoordinatorFactory(organisation=organisation)
    invitation = invited(organisation)
    return {"coordinator_pk": other.pk, "coordinator_invitation_pk": invitation.pk}
