"""Brings two texts together when somebody else changed a decision meanwhile: nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from core.revisions import Clash, merge_edits
from decisions.differences import label_of, show_value
from decisions.forms import content_of
from decisions.models import DecisionVersion
from decisions.services import FIELDS, Content, Maker


@dataclass(frozen=True)
class Conflict:
    """
    What the second of two editors is shown.

    ``clashes`` are the fields that both changed, ``taken`` the names of the fields that only the other changed.
    ``content`` is mine, with theirs where only they changed something.
    """

    theirs: DecisionVersion
    clashes: list[Clash]
    taken: list[str]
    content: Content


def bring_together(mine: Content, *, base: DecisionVersion, theirs: DecisionVersion) -> Conflict:
    """Compare what I typed and what they wrote with the version that both started from."""
    before, now = content_of(base), content_of(theirs)
    merged = merge_edits(_values(before), theirs=_values(now), mine=_values(mine))
    content: dict[str, Any] = {**mine, **{name: now.get(name) for name in merged.taken}}
    clashes = [
        Clash(label_of(name), _text(now, theirs, name), _typed(mine, name))
        for name in merged.clashing
    ]
    taken = [label_of(name) for name in merged.taken]
    return Conflict(theirs, clashes, taken, content)  # type: ignore[arg-type]


def _values(content: Content) -> dict[str, Any]:
    """Return the value of each field so that it can be compared."""
    makers = {(m.member and m.member.pk, m.name, m.as_what) for m in content["makers"]}
    return {**{name: content.get(name) for name in FIELDS}, "makers": makers}


def _text(content: Content, version: DecisionVersion, name: str) -> str:
    return _names(content["makers"]) if name == "makers" else show_value(version, name)


def _typed(content: Content, name: str) -> str:
    if name == "makers":
        return _names(content["makers"])
    shown = DecisionVersion(**{field: content.get(field) for field in FIELDS})
    shown.boundary_said = shown.boundary.what if shown.boundary else ""
    return show_value(shown, name)


def _names(makers: list[Maker]) -> str:
    return "\n".join(str(m.member) if m.member else f"{m.name}, {m.as_what}" for m in makers)
