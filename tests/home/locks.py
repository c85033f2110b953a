"""How the services are called that lock an organisation, for tests/house/test_row_locks.py."""

from collections.abc import Callable
from typing import Any

from home import services as home
from tests import factories
from tests.factories import NOW
from tests.home.invited import invited


def _invited(rows: Any) -> Any:
    return invited(rows.organisation)


OF_ORGANISATIONS: dict[str, Callable[[Any], Any]] = {
    "home.accept_coordinator_invitation": lambda r: home.accept_coordinator_invitation(
        _invited(r), now=NOW
    ),
    "home.decline_coordinator_invitation": lambda r: home.decline_coordinator_invitation(
        _invited(r), now=NOW
    ),
    "home.end_coordination": lambda r: home.end_coordination(
        factories.CoordinatorFactory(organisation=r.organisation), by=r.coordinator, now=NOW
    ),
    "home.invite_coordinator": lambda r: home.invite_coordinator(
        r.organisation, email="new@example.org", name="New", by=None, now=NOW
    ),
    "home.resend_coordinator_invitation": lambda r: home.resend_coordinator_invitation(
        _invited(r), by=r.coordinator, now=NOW
    ),
    "home.withdraw_coordinator_invitation": lambda r: home.withdraw_coordinator_invitation(
        _invited(r), by=r.coordinator, now=NOW
    ),
}
