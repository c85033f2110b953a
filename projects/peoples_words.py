"""What apps offer to whoever takes a name out (``PEOPLES_WORDS`` in ``offers.py``): all fields with words of people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from projects.models import Member

#: Lets go of all words of a field of a row, where single words cannot be changed.
LetGo = Callable[[Any, str, Member, datetime], None]


def all_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out none."""
    return rows


#: Keeps a signed note that a field of a row will say something else, where the database lets go of nothing without one.
Note = Callable[[Any, str, str, Member, datetime], None]


@dataclass(frozen=True)
class PeoplesWords:
    """
    Fields of a model that keep words of people, in a project.

    ``noun``: what it is, to whoever reads a list of places; ``fields``: with text, or with JSON in which there is text;
    ``rows``: which rows facilitators may read, the others are not looked into; ``covered``: fields that are not shown
    to them; ``let_go``: lets go of a whole field, where one word cannot be changed; ``note``: keeps a note first.
    """

    noun: Any
    model: type[Model]
    fields: tuple[str, ...]
    rows: Callable[[QuerySet[Any]], QuerySet[Any]] = all_of
    covered: tuple[str, ...] = ()
    let_go: LetGo | None = None
    note: Note | None = None
