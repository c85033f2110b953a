"""Reads the people map for the page of people: its parts at a glance, the groups with their names, and their say."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Lower, RowNumber
from django.utils.text import capfirst

from core.pages import Page
from core.pages_of_lists import page_of_list
from core.prepared import Prepared, number
from participation.missing import MOST_NAMED
from participation.models import Group, ImbalanceAction, SpeaksFor
from projects.models import Member, Project

#: A group takes three lines on a phone, so that fewer are shown than of other rows.
GROUPS_A_PAGE = 15
#: The names beside a group; the others are counted.
MOST_NAMES = 8
#: Beyond so many groups a map is no map any more.
MOST_GROUPS = 500
#: Whoever can speak for so many groups may have too much to carry.
CARRIES_MANY = 4
#: Shows the groups that have more say than they should, or less.
UNEVEN = "uneven"


@dataclass
class CommunityPart:
    """One part of the community: how many of its groups nobody, one person, or more can speak for."""

    key: str
    name: str
    nobody: int = 0
    one: int = 0
    more: int = 0
    not_involved: int = 0

    @property
    def groups(self) -> int:
        return self.nobody + self.one + self.more + self.not_involved


@dataclass(frozen=True)
class Say:
    """Who has how much say: of how many groups it is known, how many differ, and about how many nothing is done."""

    all: int
    looked_at: int
    uneven: int
    unanswered: int


@dataclass(frozen=True)
class PeopleMap:
    """The groups on the map of a project, in the order they came onto it, each with ``speakers``."""

    groups: list[Any]

    @property
    def parts(self) -> list[CommunityPart]:
        """All parts of the community, in a fixed order, with their groups counted."""
        parts = {key: CommunityPart(key, capfirst(str(name))) for key, name in Group.Sector.choices}
        for group in self.groups:
            part = parts[group.sector]
            setattr(part, dot_of(group), getattr(part, dot_of(group)) + 1)
        return list(parts.values())

    @property
    def say(self) -> Say:
        """How much say the groups have, and should have."""
        uneven = [group for group in self.groups if group.has_imbalance]
        return Say(
            all=len(self.groups),
            looked_at=sum(bool(group.say_today and group.say_wanted) for group in self.groups),
            uneven=len(uneven),
            unanswered=sum(not (g.has_open_action or g.has_done_action) for g in uneven),
        )

    def missing(self) -> list[Any]:
        """The groups that nobody, or only one person, can speak for; those with nobody first."""
        wanted = [
            group
            for group in self.groups
            if group.involve != Group.Involve.NO and group.speakers < 2
        ]
        return sorted(wanted, key=lambda one: (one.speakers, one.involve != Group.Involve.YES))

    def page(self, *, show: str = "", after: str = "", before: str = "") -> Page:
        """
        Return a page of groups in the order they came onto the map.

        :param show: a part of the community, or those whose say is not what it should be; empty for all.
        """
        shown = [
            group
            for group in self.groups
            if not show or group.sector == show or (show == UNEVEN and group.has_imbalance)
        ]
        return page_of_list(shown, after=after, before=before, size=GROUPS_A_PAGE)


def read_map(project: Project) -> PeopleMap:
    """Read all groups on the map, and what is done about the say of each, in one query."""
    return PeopleMap(_GROUPS.all(project=project.pk))


def _groups() -> QuerySet[Group]:
    tied = ImbalanceAction.objects.filter(group=OuterRef("pk"))
    groups = (
        Group.objects.filter(project=number("project"))
        .on_map()
        .with_speakers()
        .annotate(
            has_open_action=Exists(tied.filter(action__done_at=None)),
            has_done_action=Exists(tied.filter(action__done_at__isnull=False)),
        )
        .defer("reach")
    )
    return groups.order_by("pk")[:MOST_GROUPS]


_GROUPS = Prepared(_groups)


def name_speakers(groups: list[Any]) -> dict[int, list[str]]:
    """
    Return for each group the first names, from A to Z, of those who can speak for it, in one query.

    Who does not want the others to see their name is left out, for facilitators too: they find it on the group's page.

    :param groups: at most those of a page, and those that are named as missing.
    """
    wanted = [group.pk for group in groups if group.speakers]
    # No group has the number 0: it stands in the holes that are left over.
    pks = [*wanted, *[0] * (len(_ASKED) - len(wanted))]
    names: dict[int, list[str]] = defaultdict(list)
    for group, name in _SPEAKERS.all(**dict(zip(_ASKED, pks, strict=True))):
        names[group].append(name)
    return names


_ASKED = [f"group_{place}" for place in range(GROUPS_A_PAGE + MOST_NAMED)]


def _speakers() -> QuerySet[SpeaksFor, tuple[int, str]]:
    place = Window(
        RowNumber(), partition_by=F("group_id"), order_by=[Lower("member__known_as"), F("pk")]
    )
    return (
        SpeaksFor.objects.filter(
            group__pk__in=[number(name) for name in _ASKED],
            member__joined_at__isnull=False,
            member__left_at=None,
            is_named=True,
        )
        .annotate(place=place)
        .filter(place__lte=MOST_NAMES)
        .order_by("group_id", "place")
        .values_list("group_id", "member__known_as")
    )


_SPEAKERS = Prepared(_speakers)


def spoken_for(member: Member, *, sees_all: bool) -> QuerySet[SpeaksFor]:
    """Return the groups on the map for which a member can speak, as they themselves, facilitators or others see it."""
    rows = member.speaks_for.filter(group__retired_at=None).select_related("group")
    return rows if sees_all else rows.filter(is_named=True)


def find_carrying_many(project: Project) -> list[Any]:
    """
    Return the first members who can speak for so many groups that it may be too much, those with most of them first.

    Each with ``carries``, how many. Who speaks for themselves only carries nobody else; nor is anybody carried for whom
    the map says that they are not asked to take part.
    """
    return _CARRYING.all(project=project.pk)


def _carrying() -> QuerySet[Member]:
    carried = Q(
        speaks_for__extent__in=[SpeaksFor.Extent.SOME, SpeaksFor.Extent.MANY],
        speaks_for__group__retired_at=None,
    ) & ~Q(speaks_for__group__involve=Group.Involve.NO)
    return (
        Member.objects.taking_part()
        .filter(project=number("project"))
        .annotate(carries=Count("speaks_for", filter=carried))
        .filter(carries__gte=CARRIES_MANY)
        .order_by("-carries", Lower("known_as"), "pk")[:MOST_NAMED]
    )


_CARRYING = Prepared(_carrying)


def dot_of(group: Any) -> str:
    """Return which dot of the map stands for a group."""
    if group.involve == Group.Involve.NO:
        return "not_involved"
    return ("nobody", "one", "more")[min(group.speakers, 2)]
