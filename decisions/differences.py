"""Finds what differs between two versions: which fields, and which words in them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date
from core.differences import Piece, compare_texts
from decisions.models import DecisionVersion

#: The fields of a version in the order in which they are read.
ORDER = (
    *("what", "why", "decided_on", "how", "considered", "rests_on", "boundary"),
    *("changed_our_mind", "look_again_on"),
)


@dataclass(frozen=True)
class Difference:
    """A field in two texts: the older one's pieces, and the newer one's."""

    label: str
    old: list[Piece]
    new: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.is_changed for piece in (*self.old, *self.new))


def compare_versions(
    old: DecisionVersion, new: DecisionVersion, *, makers: tuple[list[str], list[str]]
) -> list[Difference]:
    """Compare two versions field by field; ``makers`` are the names of the older and the newer one."""
    found = [Difference(*field) for field in _fields(old, new)]
    return [*found[:2], _compare_names(*makers), *found[2:]]


def show_value(version: DecisionVersion, name: str) -> str:
    """Write one field of a version as text."""
    value: Any = version.boundary_said if name == "boundary" else getattr(version, name)
    if name in ("decided_on", "look_again_on"):
        return long_date(value)
    return str(value or "")


def label_of(name: str) -> str:
    """Name a field of a version as a heading does."""
    if name == "makers":
        return _("Who made it")
    label = str(DecisionVersion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _fields(
    old: DecisionVersion, new: DecisionVersion
) -> list[tuple[str, list[Piece], list[Piece]]]:
    return [
        (label_of(name), *compare_texts(show_value(old, name), show_value(new, name)))
        for name in ORDER
    ]


def _compare_names(old: list[str], new: list[str]) -> Difference:
    """A name is there or not: names are not compared letter by letter, and those in both are counted."""
    both = len(set(old) & set(new))
    words = ngettext("%(count)s name in both", "%(count)s names in both", both) % {"count": both}
    stays = [Piece(words, False)] if both else []
    return Difference(
        label_of("makers"),
        [*(Piece(f"{name}\n", True) for name in old if name not in new), *stays],
        [*(Piece(f"{name}\n", True) for name in new if name not in old), *stays],
    )
