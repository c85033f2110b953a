"""
Decides what can be published of the answers to an indicator without showing whose they are.

It knows nothing of the database. The rules, and why they hold, stand in docs/adr/0082.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Answers of fewer people than this are never shown.
FEWEST = 5


class Level(StrEnum):
    EXACT = "exact"
    COARSE = "coarse"
    HIDDEN = "hidden"


class Who(StrEnum):
    EVERYBODY = "everybody"
    FACILITATORS = "facilitators"
    PARTICIPANTS = "participants"


@dataclass(frozen=True)
class Published:
    """
    What is published of some people's answers to an indicator.

    ``counts``: how many gave each answer, in the order can't say, not at all, a little, mostly, fully;
    empty unless exact. ``up``: how many said mostly or fully; ``down``: how many did not; None when hidden.
    """

    who: Who
    level: Level
    counts: tuple[int, ...] = ()
    up: int | None = None
    down: int | None = None


def publish(facilitators: Sequence[int], participants: Sequence[int]) -> list[Published]:
    """
    Return what is published of the five counts of each role.

    Whether the roles stand apart depends on how many answered, never on what: both need five or more,
    else they are counted together, and a total of fewer than five is hidden.
    """
    if sum(facilitators) >= FEWEST and sum(participants) >= FEWEST:
        return [
            _show(Who.FACILITATORS, facilitators),
            _show(Who.PARTICIPANTS, participants),
        ]
    together = [a + b for a, b in zip(facilitators, participants, strict=True)]
    if sum(together) >= FEWEST:
        return [_show(Who.EVERYBODY, together)]
    return [Published(Who.EVERYBODY, Level.HIDDEN)]


def _show(who: Who, counts: Sequence[int]) -> Published:
    """
    Show five counts, or, where all but one at most gave the same answer, only how many said mostly or fully.

    Somebody who took part takes their own answer away from what they read. Were the rest all the same, they would know
    what each of the others said.
    """
    total, up = sum(counts), counts[3] + counts[4]
    if max(counts) >= total - 1:
        return Published(who, Level.COARSE, up=up, down=total - up)
    return Published(who, Level.EXACT, tuple(counts), up=up, down=total - up)
