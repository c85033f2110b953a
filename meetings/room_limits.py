"""
Limits of rooms: for codes that lead nowhere, as for codes to sign in (docs/adr/0021), and for how much is said.

Right codes are never counted, and the key in the picture is never limited: nobody guesses it (docs/adr/0166).
"""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import AttemptTally
from meetings.models import MeetingRoom

#: Wrong codes from one connection (a room has one for all), and from all, in so long.
WRONG_A_CONNECTION, WRONG_IN_ALL = 200, 2000
PERIOD = timedelta(minutes=15)
#: So much can be said in a room in an hour, by whomever: far more than people in a room do.
MOST_SAID_AN_HOUR = 200
_HOUR = timedelta(hours=1)


def may_try_code(*, connection: str, now: datetime) -> bool:
    """Whether few enough wrong codes came from a connection, and from all."""
    return not any(
        AttemptTally.objects.is_full(**limit, within=PERIOD, now=now) for limit in _of(connection)
    )


def count_wrong(*, connection: str, now: datetime) -> None:
    """Count a code that leads nowhere."""
    for limit in _of(connection):
        AttemptTally.objects.add(**limit, within=PERIOD, now=now)


def count_said(room: MeetingRoom, *, now: datetime) -> bool:
    """Count one more thing that is said in a room; return whether it is not too much."""
    # The full hour alone: the row would say when the first of it was said.
    hour = now.replace(minute=0, second=0, microsecond=0)
    return AttemptTally.objects.add(
        what="said in a room",
        who=str(room.place),
        at_most=MOST_SAID_AN_HOUR,
        within=_HOUR,
        now=hour,
    )


def _of(connection: str) -> list[dict[str, Any]]:
    return [
        {"what": "rooms from one", "who": connection, "at_most": WRONG_A_CONNECTION},
        {"what": "rooms", "who": "all", "at_most": WRONG_IN_ALL},
    ]
