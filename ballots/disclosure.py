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


class AnsweredBy(StrEnum):
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

    who: AnsweredBy
    level: Level
    counts: tuple[int, ...] = ()
    up: int | None = None
    down: int | None = None


#: The counts of both roles where nothing came on paper.
NO_PAPER: tuple[Sequence[int], Sequence[int]] = ((0,) * 5, (0,) * 5)


def publish(
    facilitators: Sequence[int],
    participants: Sequence[int],
    *,
    on_paper: tuple[Sequence[int], Sequence[int]] = NO_PAPER,
    may_stand_apart: bool = True,
) -> list[Published]:
    """
    Return what is published of the five counts of each role.

    Whether the roles stand apart depends on how many answered, never on what: both need five or more,
    else they are counted together, and a total of fewer than five is hidden.

    :param on_paper: the part of both that came on paper. Whoever typed it in knows it, and must not learn what fewer
        than five others said by taking it away.
    :param may_stand_apart: whether the roles may be shown apart at all, however many answered.
    """
    paper_f, paper_p = on_paper
    are_many = _can_be_shown(facilitators, paper_f) and _can_be_shown(participants, paper_p)
    if may_stand_apart and are_many:
        return [
            _show(AnsweredBy.FACILITATORS, facilitators, paper_f),
            _show(AnsweredBy.PARTICIPANTS, participants, paper_p),
        ]
    together, paper = _add(facilitators, participants), _add(paper_f, paper_p)
    if _can_be_shown(together, paper):
        return [_show(AnsweredBy.EVERYBODY, together, paper)]
    return [Published(AnsweredBy.EVERYBODY, Level.HIDDEN)]


def _add(first: Sequence[int], second: Sequence[int]) -> list[int]:
    return [a + b for a, b in zip(first, second, strict=True)]


def may_be_shown(total: int, *, on_paper: int) -> bool:
    """Whether five or more answered, and nobody or five or more of them by themselves, if any did on paper."""
    by_themselves = total - on_paper
    return total >= FEWEST and (not on_paper or not by_themselves or by_themselves >= FEWEST)


def _can_be_shown(counts: Sequence[int], paper: Sequence[int]) -> bool:
    return may_be_shown(sum(counts), on_paper=sum(paper))


def _show(who: AnsweredBy, counts: Sequence[int], paper: Sequence[int]) -> Published:
    """
    Show five counts, or, where all but one at most gave the same answer, only how many said mostly or fully.

    Somebody who took part takes their own answer away from what they read. Were the rest all the same, they would know
    what each of the others said. The same holds for whoever takes away what came on paper.
    """
    total, up = sum(counts), counts[3] + counts[4]
    if _are_alike(counts) or (
        any(paper) and _are_alike([a - b for a, b in zip(counts, paper, strict=True)])
    ):
        return Published(who, Level.COARSE, up=up, down=total - up)
    return Published(who, Level.EXACT, tuple(counts), up=up, down=total - up)


def _are_alike(counts: Sequence[int]) -> bool:
    """Whether all but one at most gave the same answer, and somebody gave one."""
    return 0 < sum(counts) <= max(counts) + 1


@dataclass(frozen=True)
class OfOneGroup:
    """
    What people of one group answered, answer by answer, by the way in which it came.

    ``signed``: each from a member who is asked once. ``loose``: from whoever had the code on the wall. ``typed``: from
    sheets; whoever typed them in knows them. ``spare``: so many places are nobody's by name: as many of what came
    without a person one person can have sent, whom nobody would miss (docs/adr/0165).
    """

    signed: Sequence[int]
    loose: Sequence[int]
    typed: Sequence[int]
    spare: int = 0

    @property
    def counts(self) -> list[int]:
        return _add(_add(self.signed, self.loose), self.typed)

    @property
    def may_be_shown(self) -> bool:
        """Whether five or more answered, and five are left for whoever takes away all that they can know."""
        if sum(self.counts) < FEWEST:
            return False
        sure, others = self._left
        return sum(sure) + max(0, sum(others) - self.spare) >= FEWEST

    @property
    def are_alike(self) -> bool:
        """Whether all but one at most gave the same answer, also once somebody takes away what they can know."""
        sure, others = self._left
        return _are_alike(self.counts) or any(
            sum(sure) - sure[place] + max(0, sum(others) - others[place] - self.spare) <= 1
            for place in range(len(sure))
        )

    @property
    def _left(self) -> tuple[Sequence[int], Sequence[int]]:
        """
        Return what stays for whoever typed sheets in, and of what they can know some: where there is nothing but
        sheets, for somebody else who typed in some.
        """
        if any(self.signed) or any(self.loose):
            return self.signed, self.loose
        return self.signed, self.typed

    def publish(self) -> Published:
        """Return what is published of the five counts; whether anything is depends on how many, never on what."""
        counts = self.counts
        if not self.may_be_shown:
            return Published(AnsweredBy.EVERYBODY, Level.HIDDEN)
        total, up = sum(counts), counts[3] + counts[4]
        if self.are_alike:
            return Published(AnsweredBy.EVERYBODY, Level.COARSE, up=up, down=total - up)
        return Published(AnsweredBy.EVERYBODY, Level.EXACT, tuple(counts), up=up, down=total - up)
