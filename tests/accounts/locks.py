"""How the services are called that lock a user, for tests/house/test_row_locks.py."""

from collections.abc import Callable
from typing import Any

from accounts import services
from accounts.models import AddressChange
from tests.factories import NOW


def change_of(rows: Any, **more: Any) -> AddressChange:
    """Return a change of address that waits to be confirmed."""
    known = {"user": rows.user, "old_email": rows.user.email, "new_email": "new@example.org"}
    return AddressChange.objects.create(created_at=NOW, due_at=NOW, **known, **more)


OF_USERS: dict[str, Callable[[Any], Any]] = {
    "accounts.ask_for_address": lambda r: services.ask_for_address(
        r.user, email="new@example.org", now=NOW
    ),
    "accounts.confirm_address": lambda r: services.confirm_address(change_of(r), now=NOW),
    "accounts.put_address_right": lambda r: services.put_address_right(
        r.user, email="new@example.org", tells_old=True, asked_by="Host", now=NOW
    ),
    "accounts.undo_address": lambda r: services.undo_address(
        change_of(r, confirmed_at=NOW), now=NOW
    ),
}
