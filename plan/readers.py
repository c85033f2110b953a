"""Who has seen how what can change, and what cannot, is now: in all, by role and by group, as counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery

from ballots.disclosure import FEWEST
from core.prepared import Prepared, number
from plan.models import Boundary
from projects.models import Member, Project, Role

#: With the number of each group its name, and the members who said that they can speak for it.
_Groups = dict[int, tuple[str, set[int]]]


@dataclass(frozen=True)
class ReadCount:
    """Of the people of a kind who take part, how many have read it as it is now."""

    name: str
    read: int
    all: int


@dataclass(frozen=True)
class Readers:
    """
    How many of those who take part have read it as it is now.

    What cannot be shown is None or missing; ``all`` is None where fewer than five take part. ``others``: whoever can
    speak for none of ``groups``, those of smaller groups among them. ``are_all_shown``: no group is left out.
    """

    all: ReadCount | None = None
    facilitators: ReadCount | None = None
    participants: ReadCount | None = None
    groups: tuple[ReadCount, ...] = ()
    others: ReadCount | None = None
    are_all_shown: bool = True


@dataclass
class _Shown:
    """
    The kinds of people whose counts are shown, chosen so that nobody can work out a count of fewer than five people.

    Everybody can read of many for which groups they speak, and it is several. So counts are added up and taken away
    from each other: all without a group, a group without another that lies in it. What can be worked out that way are
    sums over the *cells*: those who belong to exactly the same of the kinds that are shown. No sum or difference tells
    people of one cell apart. So a kind is shown only where each cell, with it, is empty or has five people or more;
    then whatever is worked out is of five or more. The rest, who belong to none of these kinds, are a cell too, so
    their count says nothing new; and a group that is left out, also when it is the only one, lies in cells with others.

    Which kinds are shown depends on who belongs to them, never on who has read it. Where nobody of a kind has, or
    everybody, the count says so of each of them: reading is asked of everybody in the open, and is no ballot.
    """

    people: frozenset[int]

    def __post_init__(self) -> None:
        self.cells = [self.people]

    def take(self, kind: frozenset[int]) -> bool:
        """Whether the count of a kind of people is shown; if so, the others are chosen with it in mind."""
        parts = [part for cell in self.cells for part in (cell & kind, cell - kind) if part]
        if not kind or any(len(part) < FEWEST for part in parts):
            return False
        self.cells = parts
        return True


def count_readers(project: Project) -> Readers | None:
    """Return the counts, in one query; None while nothing is written down that could be read."""
    people: dict[int, tuple[str, bool]] = {}
    groups: _Groups = {}
    for row in _MEMBERS.all(project=project.pk):
        if row["changed_at"] is None:
            return None
        read_at, group = row["boundaries_read_at"], row["speaks_for__group"]
        has_read = read_at is not None and read_at >= row["changed_at"]
        people[row["pk"]] = (row["role"], has_read)
        if group and row["speaks_for__group__retired_at"] is None:
            name = row["speaks_for__group__name"]
            groups.setdefault(group, (name, set()))[1].add(row["pk"])
    return _count(people, groups) if people else None


def _count(people: dict[int, tuple[str, bool]], groups: _Groups) -> Readers:
    """
    Count those who have read it.

    :param people: with the number of each member their role, and whether they have read it.
    """
    if len(people) < FEWEST:
        return Readers()
    read = {member for member, (_role, has_read) in people.items() if has_read}

    def count(kind: Iterable[int], name: str = "") -> ReadCount:
        kind = set(kind)
        return ReadCount(name, len(kind & read), len(kind))

    shown = _Shown(frozenset(people))
    found = _choose(groups, shown)
    others = people.keys() - {member for group in found for member in groups[group][1]}
    participants = {m for m, (role, _read) in people.items() if role == Role.PARTICIPANT}
    facilitators = people.keys() - participants
    has_roles = bool(facilitators) and shown.take(frozenset(participants))
    return Readers(
        all=count(people),
        facilitators=count(facilitators) if has_roles else None,
        participants=count(participants) if has_roles else None,
        groups=tuple(count(groups[group][1], groups[group][0]) for group in found),
        others=count(others) if found and others else None,
        are_all_shown=len(found) == len(groups),
    )


def _choose(groups: _Groups, shown: _Shown) -> list[int]:
    """Return the groups that are shown, the larger ones tried first, in the order in which they came on the map."""
    largest_first = sorted(groups, key=lambda group: (-len(groups[group][1]), group))
    return sorted(group for group in largest_first if shown.take(frozenset(groups[group][1])))


def _members() -> QuerySet[Member, Any]:
    newest = Boundary.objects.filter(project=number("project")).order_by("-changed_at")
    return (
        Member.objects.taking_part()
        .filter(project=number("project"))
        .order_by("pk", "speaks_for__group")
        .values(
            *("pk", "role", "boundaries_read_at", "speaks_for__group", "speaks_for__group__name"),
            "speaks_for__group__retired_at",
            changed_at=Subquery(newest.values("changed_at")[:1]),
        )
    )


_MEMBERS = Prepared(_members)
