"""Who coordinates, and who is invited to; what the host says, with a logo."""

from typing import Any

from django.utils import timezone

from home.models import HostLogo
from home.services import set_logo
from projects.models import Organisation
from tests import factories
from tests.home.invited import invited
from tests.house.world import Role, World
from tests.questions import samples


def make_rows(world: World) -> dict[str, Any]:
    """
    Make another coordinator, and an invitation that is open.

    The organisation of the first world is the host, with a logo.
    """
    organisation = world.project.organisation
    if not Organisation.objects.filter(is_host=True).exists():
        Organisation.objects.filter(pk=organisation.pk).update(is_host=True)
    if not HostLogo.objects.exists():
        logo = samples.picture("PNG", size=(120, 40))
        set_logo(logo, "image/png", by=world.people[Role.COORDINATOR], now=timezone.now())
    other = factories.CoordinatorFactory(organisation=organisation)
    return {
        "coordinator_pk": other.pk,
        "coordinator_invitation_pk": invited(organisation).pk,
        "logo_hash": HostLogo.objects.get().sha256,
    }
