"""
Where something came up that is written down elsewhere: a step at a meeting, say (docs/adr/0167).

The app that knows such places hands them in, as ``came_up_here`` and ``came_up_there`` among its offers; the apps in
whose forms things are added never learn what they are.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import CharField, Model, QuerySet, Value
from django.http import HttpRequest

from core.access import Verdict
from core.offers import offered

Row = TypeVar("Row", bound=Model)

#: What rows say that have no state.
NO_STATE = Value("", output_field=CharField())
#: How the address of a form says where somebody comes from.
AT = "at"


def _keep_nothing(kind: str, row: int, **_by: Any) -> None:
    """There is no place to keep it with."""


@dataclass(frozen=True)
class CameUp:
    """
    A place where things come up. ``words``: how it is called, ``address``: its page, both empty where there is none;
    ``on``: its day; ``who``: the names of those who were there, where that is told.

    ``keep(kind, row, by=member, now=now)`` writes down that this row came up there; twice is once.
    """

    words: str = ""
    address: str = ""
    on: date | None = None
    who: tuple[str, ...] = ()
    keep: Callable[..., None] = _keep_nothing

    def __bool__(self) -> bool:
        return bool(self.address)

    @transaction.atomic
    def write_down(self, kind: str, add: Callable[[], Row], *, by: Any, now: datetime) -> Row:
        """Add something, and keep with it that it came up here: both or none."""
        row = add()
        self.keep(kind, row.pk, by=by, now=now)
        return row


@dataclass(frozen=True)
class Outcome:
    """
    A kind of thing that can come up somewhere else, as the app whose rows they are tells it.

    :param name: the word for it, and ``add``: what one does to add one.
    :param page: the name of the page on which it is added, and ``may``: who may.
    :param rows: those that whoever looks at the project may read, as ``(pk, at, title, state)``; no state is "".
    :param address: where one is read, from its ``at``.
    """

    kind: str
    name: Any
    add: Any
    page: str
    may: Callable[[Any], Verdict]
    rows: Callable[[Any], QuerySet[Any]]
    address: Callable[[Any, int], str]


def came_up_at(request: HttpRequest, project: Any) -> CameUp:
    """Return the place that the address of a form names, if it is one where something can have come up."""
    asked = request.GET.get(AT, "")
    places = (here(project, asked) for here in offered("came_up_here")) if asked else ()
    return next((place for place in places if place), CameUp())


def where_it_came_up(project: Any, kind: str, rows: Collection[int]) -> dict[int, CameUp]:
    """Return where each of these rows came up, of those of which it is known."""
    found: dict[int, CameUp] = {}
    for there in offered("came_up_there") if rows else ():
        found |= there(project, kind, rows)
    return found


def outcomes() -> Iterable[Outcome]:
    """Return all kinds of things that can come up somewhere else, in the order of the apps."""
    return (kind for kinds in offered("OUTCOMES") for kind in kinds)
