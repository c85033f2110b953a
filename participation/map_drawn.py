"""What the picture of the people map says: its slices and rings, and the number of each group."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from participation.map_picture import Layout, lay_out
from participation.models import Group
from participation.people_map import dot_of


class Rings(StrEnum):
    """What the rings are: how many are here, or how much say they have."""

    HERE = ""
    SAY = "say"


#: What each ring says, from the middle outwards, by what it is called in a group (:func:`dot_of`, ``say_today``).
RINGS = {
    Rings.HERE: {
        "more": _("two or more people are here"),
        "one": _("one person is here"),
        "nobody": _("nobody is here yet"),
        "not_involved": _("not asked to take part"),
    },
    Rings.SAY: {
        "lot": _("a lot of say"),
        "some": _("some say"),
        "little": _("a little say"),
        "none": _("no say"),
        "": _("nobody has said it yet"),
    },
}


@dataclass(frozen=True)
class NumberedGroup:
    """A group with its number in the picture, how its dot looks, and in which ring it is, in words."""

    number: int
    group: Any
    dot: str
    ring: str

    @property
    def here(self) -> str:
        """How many of them are here, in words."""
        return str(RINGS[Rings.HERE][self.dot])


@dataclass(frozen=True)
class Slice:
    """A part of the community, a slice of the circle."""

    letter: str
    name: str
    groups: list[NumberedGroup]


@dataclass(frozen=True)
class MapPicture:
    """The picture of a map. Groups are numbered slice by slice, in the order of their names."""

    by: Rings
    slices: list[Slice]
    layout: Layout

    @property
    def groups(self) -> list[NumberedGroup]:
        return [one for part in self.slices for one in part.groups]

    @property
    def rings(self) -> list[str]:
        """What each ring says, from the middle outwards."""
        return [str(words) for words in RINGS[self.by].values()]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many groups each ring has, from the middle outwards."""
        found = [one.ring for one in self.groups]
        return [(words, found.count(words)) for words in self.rings]


def parts_of_community() -> list[tuple[str, str, str]]:
    """
    Return letter, key and name of each part of the community, from A to Z as it is read.

    Nobody chose that order, so no part comes first for what it is.
    """
    names = sorted((capfirst(str(name)), key) for key, name in Group.Sector.choices)
    return [
        (letter, key, name) for letter, (name, key) in zip(ascii_uppercase, names, strict=False)
    ]


def draw_map(groups: Iterable[Any], *, by: Rings) -> MapPicture:
    """
    Give each group of a map its number and its place.

    :param groups: each with ``speakers``.
    """
    ordered = sorted(groups, key=lambda one: (one.name.casefold(), one.pk))
    words, keys = RINGS[by], list(RINGS[by])
    slices, cells = [], []
    number = 0
    for place, (letter, sector, name) in enumerate(parts_of_community()):
        numbered = []
        for group in (one for one in ordered if one.sector == sector):
            number += 1
            dot = dot_of(group)
            key = group.say_today if by == Rings.SAY else dot
            numbered.append(NumberedGroup(number, group, dot, str(words[key])))
            cells.append((place, keys.index(key)))
        slices.append(Slice(letter, name, numbered))
    return MapPicture(by, slices, lay_out(tuple(cells), slices=len(slices), rings=len(keys)))
