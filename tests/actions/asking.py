"""What tests of handing over share: how somebody is asked, and who was told."""

from typing import Any

from actions import services
from actions.models import Action, Takeover
from outbox.models import Delivery
from projects.models import Member
from tests import factories
from tests.factories import NOW

TITLE = "Ring the porters"


def ask(action: Action, to: Member, **more: Any) -> Takeover:
    """Ask somebody to do it instead, as whoever promised it."""
    return services.ask_to_take_over(action, to=to, by=action.owner, now=NOW, **more)


def told(kind: str) -> list[str]:
    """Return who was told, by name."""
    rows = Delivery.objects.filter(message__kind=kind)
    return sorted(row.member.known_as for row in rows.select_related("member"))


def stop_asking(to: Member, *, by: Member) -> None:
    """Ask somebody to take something over, let that leave, and stop asking them."""
    action = factories.ActionFactory(project=by.project, owner=by)
    takeover = ask(action, to)
    Delivery.objects.filter(message__kind="takeover_asked").update(done_at=NOW)
    services.end_takeover(takeover, by=by, now=NOW)
