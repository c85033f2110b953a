"""How the services are called that lock what the host says, for tests/house/test_row_locks.py."""

from collections.abc import Callable
from typing import Any

from home import services as home
from tests.factories import NOW

OF_THE_HOST: dict[str, Callable[[Any], Any]] = {
    "home.change_host": lambda r: home.change_host("name", {"name": "N"}, by=r.user, now=NOW),
    "home.set_logo": lambda r: home.set_logo(b"D", "image/png", by=r.user, now=NOW),
    "home.take_logo_away": lambda r: home.take_logo_away(by=r.user, now=NOW),
}
