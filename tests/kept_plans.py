"""
Lets PostgreSQL keep its plans from one test to the next, as it does from one page to the next where the app runs.

Psycopg forgets all its prepared statements at each ROLLBACK, because a table may have come or gone in what is taken
back. Each test ends with one, so that every query would be planned anew in every test: that of a big one costs
more than its answer. Here they are forgotten where something was in fact made, changed or dropped.
"""

import re
from collections.abc import Sequence
from typing import Any

from psycopg._preparing import Prepare, PrepareManager

_FORGETS = re.compile(rb"^(?:DROP|ALTER|DISCARD ALL|DEALLOCATE ALL)\b")
#: Each savepoint has a name of its own and is counted as a query, so that far more are counted than are asked often.
MOST = 1000


class KeepsPlans(PrepareManager):
    """Psycopg's own, but a ROLLBACK makes it forget only what came after a change of tables."""

    prepared_max = MOST
    has_changed = False

    def _should_discard(self, prep: Prepare, results: Sequence[Any], *_more: object) -> bool:
        for result in results:
            status = result.command_status or b""
            if status.startswith((b"CREATE", b"ALTER", b"DROP")):
                self.has_changed = True
            if _FORGETS.match(status):
                return self.clear()
            if status == b"ROLLBACK" and self.has_changed:
                self.has_changed = False
                return self.clear()
        return False


def keep_plans(connection: Any) -> None:
    """Change how this new connection to PostgreSQL forgets."""
    kept = KeepsPlans()
    kept.prepare_threshold = connection.connection.prepare_threshold
    connection.connection._prepared = kept
