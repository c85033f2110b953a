"""What the project owes its people on a day: needs not met and returns not given by the day that was promised."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet

from ballots.disclosure import FEWEST
from core.prepared import Hole, Prepared, day, number
from core.summary import counted
from participation.models import Consent, NamedReader, Need, ParticipationReview, Return
from projects.models import Member, Project

#: What can be owed, by name.
KINDS = (Consent.Purpose.NEEDS.value, Consent.Purpose.RETURNS.value)


@dataclass(frozen=True)
class Owed:
    """
    How many promises of a kind are late, as far as whoever looks may know.

    ``number`` is 0 where it is too small to be told; ``mine``: how many of them are to people who let whoever looks
    read about it; 0 for everybody else.
    """

    number: int
    mine: int = 0

    @property
    def is_told(self) -> bool:
        return bool(self.number or self.mine)


def late_needs(*, on: date | Hole) -> QuerySet[Need]:
    """Return what somebody was to arrange by a day that has passed, or of which the person says "not yet"."""
    rows = Need.objects.of_people_here().promised().filter(promised_at__gte=F("said_at"))
    return rows.filter(Q(due_on__lt=on) | Q(met=Need.Met.NOT_YET))


def late_returns(*, on: date | Hole) -> QuerySet[Return]:
    """Return what was agreed and not given by its day, or of which the person says "I haven't got it"."""
    rows = Return.objects.of_people_here().to_give()
    return rows.filter(Q(due_on__lt=on) | Q(got=Return.Got.NOT_YET))


def count_owed(projects: Collection[int], *, on: date) -> dict[int, dict[str, int]]:
    """Return how many needs and returns are late in each of these projects, 0 for fewer than five; in two queries."""
    found = {project: {"needs": 0, "returns": 0} for project in projects}
    for name, rows in _late(on).items():
        here = rows.filter(project__in=projects).order_by()
        counts = here.values_list("project").annotate(Count("pk"), Count("member", distinct=True))
        for project, late, people in counts:
            found[project][name] = _told(late, people)
    return found


def read_owed(
    project: Project, review: ParticipationReview, *, me: Member | None, on: date
) -> dict[str, Owed]:
    """
    Return what is owed: today while a look is open, and on the day when it was opened once it is finished.

    Everybody is told a number from five on. A facilitator is told fewer, too, of people who let them read it; what is
    owed to themselves is not among those. In one query.

    :param me: the facilitator who looks; None for everybody else.
    """
    if review.finished_at:
        that_day = review.snapshot.get("owed", {})
        return {name: Owed(that_day.get(name, 0)) for name in KINDS}
    found: Any = _OWED.first(project=project.pk, me=me.pk if me else 0, on=on)
    told = {name: _told(found[f"late_{name}"], found[f"people_{name}"]) for name in KINDS}
    # Of two numbers beside each other, the difference would be somebody who did not let them read it.
    return {
        name: Owed(number, 0 if number else found[f"my_{name}"]) for name, number in told.items()
    }


def _owed() -> QuerySet[Project, Any]:
    here: Any = OuterRef("pk")
    counts: dict[str, Any] = {}
    for name, rows in _late(day("on")).items():
        counts[f"late_{name}"] = counted(rows.filter(project=here))
        counts[f"people_{name}"] = counted(rows.filter(project=here), of="member")
        counts[f"my_{name}"] = counted(_readable(rows, name).filter(project=here))
    return Project.objects.filter(pk=number("project")).values(**counts)


_OWED = Prepared(_owed)


def _late(on: date | Hole) -> dict[str, QuerySet[Any]]:
    needs, returns = KINDS
    return {needs: late_needs(on=on), returns: late_returns(on=on)}


def _told(number: int, people: int) -> int:
    """Return a number where it is of five people or more."""
    return number if people >= FEWEST else 0


def _readable(rows: QuerySet[Any], purpose: str) -> QuerySet[Any]:
    """Keep those of people who let the facilitator ``me`` read it, but for what is the facilitator's own."""
    named = NamedReader.objects.current(purpose).filter(reader=number("me")).values("member")
    return rows.filter(member__in=named).exclude(member=number("me"))
