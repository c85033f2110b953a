"""What apps offer to the search (``FINDABLE`` in ``offers.py``): kinds of things that can be found, and their words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypedDict

from django.db.models import Model
from django.utils import timezone

from projects.models.project import Viewer

#: So much of somebody's words stands in the link that leads to them.
TITLE = 140


class SeenBy(StrEnum):
    """Who may read a thing. What is for one person, or for a few, has no name here: it cannot be found."""

    #: All who may see the project: its members, and the coordinators of its organisation.
    READERS = "readers"
    MEMBERS = "members"
    FACILITATORS = "facilitators"


def seen_by(viewer: Viewer) -> list[SeenBy]:
    """Return what somebody who may see a project may read in it."""
    may = [SeenBy.READERS]
    if viewer.is_member:
        may.append(SeenBy.MEMBERS)
    if viewer.is_facilitator:
        may.append(SeenBy.FACILITATORS)
    return may


@dataclass(frozen=True)
class Finding:
    """
    What can be found of a row: its words, where they stand, of which day they are, and who may read them.

    ``row``: the key of the row; ``title``: the text of the link; ``text``: what else it says; ``page``: the name of a
    page of the project, ``at``: the rest of its arguments, ``more``: what follows the path of its address;
    ``is_title_found``: whether the words of the title count, and do not only name it.
    """

    row: int
    title: str
    text: str
    on: date
    page: str
    at: tuple[int | str, ...] = ()
    more: str = ""
    seen_by: SeenBy = SeenBy.READERS
    is_title_found: bool = True


@dataclass(frozen=True)
class Findable:
    """
    A kind of thing that can be found.

    ``place``: the place of the project in which it stands; ``model``: its rows; ``read``: what can be found of rows
    with these keys: one finding, several or, for what nobody may find, none. ``of``: other tables from which its words
    come, each with the column that holds the row's key.
    """

    key: str
    noun: Any
    place: str
    model: type[Model]
    read: Callable[[list[int]], Iterable[Finding]]
    of: tuple[tuple[type[Model], str], ...] = ()


def day_of(moment: datetime) -> date:
    """Return the day of a moment, as the pages name it."""
    return timezone.localdate(moment)


class TitleAndText(TypedDict):
    """The two texts of a finding."""

    title: str
    text: str


def titled(words: str) -> TitleAndText:
    """Give somebody's words as a title, and as the text as well where they are too long for one."""
    words = " ".join(words.split())
    if len(words) <= TITLE:
        return {"title": words, "text": ""}
    return {"title": words[:TITLE].rpartition(" ")[0] + " …", "text": words}


def joined(*texts: str) -> str:
    """Put texts below each other, those that are empty left out."""
    return "\n".join(text for text in texts if text)
