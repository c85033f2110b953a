"""What the host says, with a logo."""

from typing import Any

from django.utils import timezone

from home.models import HostLogo
from home.services import set_logo
from projects.models import Organisation
from tests.house.world import Role, World
from tests.questions import samples


def make_rows(world: World) -> dict[str, Any]:
    """Let the organisation of the first world be the host, with a logo."""
    if not Organisation.objects.filter(is_host=True).exists():
        Organisation.objects.filter(pk=world.project.organisation_id).update(is_host=True)
        logo = samples.picture("PNG", size=(120, 40))
        set_logo(logo, "image/png", by=world.people[Role.COORDINATOR], now=timezone.now())
    return {"logo_hash": HostLogo.objects.get().sha256}
