"""Reads the people map for its page: the parts of the community at a glance, who has how much say, and the groups."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.text import capfirst

from core.pages import PAGE_SIZE
from participation.models import SAY_LOOKED_AT, SAY_UNEVEN, Group, ImbalanceAction
from projects.models import Project


@dataclass
class Part:
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
class GroupsPage:
    """A page of groups, each with ``speakers``; ``after`` is the id to go on from, 0 at the end."""

    groups: list[Group]
    after: int = 0
    is_first: bool = True


@dataclass(frozen=True)
class Say:
    """Who has how much say: how many groups were looked at, and those with an imbalance, each with its actions."""

    all: int
    looked_at: int
    uneven: int
    unanswered: int
    groups: list[Group]


def weigh_say(project: Project) -> Say:
    """Return how the groups on the map stand with the say they have, in two queries; at most 25 groups by name."""
    tied = ImbalanceAction.objects.filter(group=OuterRef("pk"))
    counts = (
        project.groups.on_map()
        .annotate(has_action=Exists(tied))
        .aggregate(
            all=Count("pk"),
            looked_at=Count("pk", filter=SAY_LOOKED_AT),
            uneven=Count("pk", filter=SAY_UNEVEN),
            unanswered=Count("pk", filter=SAY_UNEVEN & Q(has_action=False)),
        )
    )
    rows = (
        project.groups.on_map()
        .with_imbalance()
        .annotate(
            open_actions=Count(
                "imbalance_actions", filter=Q(imbalance_actions__action__done_at=None)
            ),
            done_actions=Count(
                "imbalance_actions", filter=Q(imbalance_actions__action__done_at__isnull=False)
            ),
        )
    )
    return Say(groups=list(rows.order_by("name", "pk")[:PAGE_SIZE]), **counts)


def draw_map(project: Project) -> list[Part]:
    """Return all parts of the community, in a fixed order, with their groups counted."""
    parts = {key: Part(key, capfirst(str(name))) for key, name in Group.Sector.choices}
    rows = project.groups.on_map().with_speakers().values_list("sector", "involve", "speakers")
    for sector, involve, speakers in rows:
        part = parts[sector]
        if involve == Group.Involve.NO:
            part.not_involved += 1
        elif speakers == 0:
            part.nobody += 1
        elif speakers == 1:
            part.one += 1
        else:
            part.more += 1
    return list(parts.values())


def list_groups(project: Project, *, sector: str = "", after: str = "") -> GroupsPage:
    """Return 25 groups in the order they came onto the map, after the one with the id ``after``."""
    groups = project.groups.on_map()
    if sector:
        groups = groups.filter(sector=sector)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    found = list(groups.filter(pk__gt=start).with_speakers().order_by("pk")[: PAGE_SIZE + 1])
    kept = found[:PAGE_SIZE]
    return GroupsPage(
        groups=kept,
        after=kept[-1].pk if len(found) > PAGE_SIZE else 0,
        is_first=not start,
    )
