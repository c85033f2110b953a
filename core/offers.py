"""What apps offer to pages that stand to their right: the one way to find it, and the shapes that it has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.apps import apps
from django.db.models import QuerySet

from core.dates import Period

#: At most so many rows of one kind are asked about.
MOST_ASKED = 10
#: So much of what a person said, and was answered, stands on their home.
MOST_ANSWERED = 5


@cache
def offered(name: str, where: str = "{app}.offers") -> tuple[Any, ...]:
    """
    Return what the installed apps offer by this name, a function or a table, in the order in which they are installed.

    An app offers it by having the name in its module ``offers.py``; there is nothing to register.

    :param where: the module of an app, when it is another one.
    """
    modules = (where.format(app=config.name) for config in apps.get_app_configs())
    found = (import_module(module) for module in modules if _is_there(module))
    return tuple(getattr(module, name) for module in found if hasattr(module, name))


def _is_there(module: str) -> bool:
    """Say whether a module can be imported, without hiding what goes wrong inside it."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package above it
        return False


def merged(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return one table made of those that several apps offer; a ValueError says that two use the same name."""
    whole: dict[str, Any] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"Offered twice: {', '.join(sorted(twice))}")
        whole |= part
    return whole


@dataclass(frozen=True)
class Ask:
    """
    Something that waits for a person.

    ``small``: the line above it; ``is_late``: its day has passed; ``order``: what is smaller stands higher, and what
    is the same stands in the order of the apps; ``of``: the number of the project it is about, where the offer tells
    of several; ``minutes``: how long it takes, where that is known.
    """

    title: str
    text: str
    url: str
    action: str
    small: str = ""
    is_late: bool = False
    order: int = 0
    of: int | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Answered:
    """
    Words of a person that somebody answered; ``where``: the text of the link; ``template`` draws ``shown`` as ``life``;
    ``moved_at``: when it came further after that.
    """

    words: str
    answer: str
    by: str
    at: datetime
    url: str
    where: str
    template: str = ""
    shown: Any = None
    moved_at: datetime | None = None


@dataclass(frozen=True)
class RunLink:
    """A line of the menu with which a project is run; ``left`` says in words what there is to do, from its facts."""

    title: Any
    url_name: str
    order: int
    left: Callable[[Any, dict[str, Any]], str] = lambda _project, _facts: ""


@dataclass(frozen=True)
class Happening:
    """
    A kind of thing that happens in projects.

    ``rows``: those of projects with these numbers; it reads no clock, language or setting, since its query is kept;
    ``at``: the field that says when; ``tell``: an entry of the timeline from a row; ``order``: what is smaller matters
    more, and stands higher on a home, and on the timeline of two at the same moment.
    """

    rows: Callable[[list[int]], QuerySet[Any]]
    at: str
    tell: Callable[[Any], dict[str, Any]]
    order: int
    #: Whether it is news on a home as well; else it stands on the timeline only, since a home has few queries left.
    is_news: bool = True


class Build(Protocol):
    """What gathers the words of a section: of a project and a period, as it stands on a day."""

    def __call__(self, project: Any, period: Period, *, on: date) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Section:
    """
    A section of a report.

    ``key``: its anchor; ``build``: what its template shows, by names that no other section uses;
    ``needs``: it is left out when there is nothing under any of these names.
    """

    key: str
    title: Any
    template: str
    build: Build
    order: int
    needs: tuple[str, ...] = ()

    def has_any(self, found: dict[str, Any]) -> bool:
        """Say whether there is something to show."""
        return not self.needs or any(found.get(name) for name in self.needs)


def short(text: str) -> str:
    """Return the first 240 characters, ended at a word."""
    return text if len(text) <= 240 else text[:240].rpartition(" ")[0] + " …"
