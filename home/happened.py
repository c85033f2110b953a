"""What happened in projects, as the apps offer it, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from core.offers import Happening, offered
from core.pages import PAGE_SIZE, Page
from core.prepared import moment
from core.shared_pages import Source, page_of_sources
from projects.known import Known
from projects.models import Project
from projects.prepared import AboutProjects

FIRST_VISIT = timedelta(days=30)
MOST = 8
#: So many are of one kind at most, while there are others.
MOST_OF_A_KIND = 4

Entry = dict[str, Any]


@dataclass(frozen=True)
class News:
    """What happened since a visit; ``is_more``: there was more than is shown."""

    since: datetime
    is_first_visit: bool
    entries: list[dict[str, Any]]
    is_more: bool


def since(
    user: User, projects: list[Project], *, now: datetime, lines: Sequence[Entry] = ()
) -> News:
    """
    Return what happened since the user's visit before this one: the most important first, in at most 8 entries.

    :param lines: what is told beside single things, see :func:`lines_of`.
    """
    start = user.previous_visit_at or now - FIRST_VISIT
    pks = [project.pk for project in projects]
    rows = {
        name: _news(kind).all(pks, start=start) for name, kind in _kinds().items() if kind.is_news
    }
    shown = list(lines[:MOST_OF_A_KIND])
    found = _merge(_chosen(rows, MOST - len(shown)), most=MOST)
    entries = sorted([*shown, *found], key=lambda entry: entry["order"])
    is_more = len(lines) + sum(map(len, rows.values())) > MOST
    return News(start, user.previous_visit_at is None, entries, is_more)


def lines_of(known: Known) -> list[Entry]:
    """Return lines that tell of several things at once, as the apps offer them: from facts, so without a query."""
    offers = [(tell, project) for project in known.projects for tell in offered("since")]
    return [line for tell, project in offers for line in tell(known, project)]


def _chosen(rows: dict[str, list[Any]], places: int) -> dict[str, list[Any]]:
    """Leave so many rows, of the kinds that matter most; four of each first, so that none hides all others."""
    chosen: dict[str, list[Any]] = {name: [] for name in rows}
    for most in (MOST_OF_A_KIND, places):
        for name, of_kind in rows.items():
            room = places - sum(map(len, chosen.values()))
            chosen[name] = of_kind[: min(most, len(chosen[name]) + room)]
    return chosen


@cache
def _news(kind: Happening) -> AboutProjects:
    """Return the query for what happened of a kind since a moment, one more than is shown."""

    def build(projects: Any, start: Any) -> QuerySet[Any]:
        return _newest(kind.rows(projects).filter(**{f"{kind.at}__gt": start}), kind)[: MOST + 1]

    return AboutProjects(build, start=moment("start"))


def page(project: Project, *, after: str = "", before: str = "") -> Page:
    """Return a page of a project's timeline, the newest first."""
    sources = {name: Source(kind.rows([project.pk]), kind.at) for name, kind in _kinds().items()}
    return page_of_sources(sources, _read, after=after, before=before)


def _read(
    parts: dict[str, QuerySet[Any]], is_back: bool = False, most: int = PAGE_SIZE
) -> list[dict[str, Any]]:
    """Read rows of some kinds and merge them into at most so many entries."""
    kinds = _kinds()
    ordered = {name: _newest(rows, kinds[name]) for name, rows in parts.items()}
    rows = {
        name: list((rows.reverse() if is_back else rows)[:most]) for name, rows in ordered.items()
    }
    return _merge(rows, is_back=is_back, most=most)


def _newest(rows: QuerySet[Any], kind: Happening) -> QuerySet[Any]:
    return rows.order_by(f"-{kind.at}", "-pk")


def _merge(rows: dict[str, list[Any]], *, is_back: bool = False, most: int) -> list[dict[str, Any]]:
    """Tell of rows of some kinds in at most so many entries, the newest first; the oldest first if so."""
    kinds = _kinds()
    places = {name: place for place, name in enumerate(kinds)}
    found = [
        (getattr(row, kinds[name].at), -places[name], row.pk, name, row)
        for name, of_kind in rows.items()
        for row in of_kind
    ]
    found.sort(key=lambda one: one[:3], reverse=not is_back)
    return [
        {"at": at, "key": f"{name}-{pk}", "order": kinds[name].order, **kinds[name].tell(row)}
        for at, _place, pk, name, row in found[:most]
    ]


def _kinds() -> dict[str, Happening]:
    """Return the kinds of things that happen by their names in an address; of one moment, the first comes first."""
    kinds = [kind for kinds in offered("HAPPENINGS") for kind in kinds]
    return {str(rank): kind for rank, kind in enumerate(sorted(kinds, key=lambda kind: kind.order))}
