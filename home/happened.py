"""What happened in projects, as the apps offer it, newest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from core.offers import Happening, offered
from core.pages import PAGE_SIZE, Page
from core.shared_pages import Source, page_of_sources
from projects.models import Project

FIRST_VISIT = timedelta(days=30)
MOST = 8


@dataclass(frozen=True)
class News:
    """What happened since a visit; ``is_more``: there was more than is shown."""

    since: datetime
    is_first_visit: bool
    entries: list[dict[str, Any]]
    is_more: bool


def since(user: User, projects: list[Project], *, now: datetime) -> News:
    """Return what happened since the user's visit before this one, in at most 8 entries."""
    start = user.previous_visit_at or now - FIRST_VISIT
    pks = [project.pk for project in projects]
    parts = {
        name: kind.rows(pks).filter(**{f"{kind.at}__gt": start})
        for name, kind in _kinds().items()
        if kind.is_news
    }
    found = _gather(parts, most=MOST + 1)
    return News(start, user.previous_visit_at is None, found[:MOST], len(found) > MOST)


def page(project: Project, *, after: str = "", before: str = "") -> Page:
    """Return a page of a project's timeline, the newest first."""
    sources = {name: Source(kind.rows([project.pk]), kind.at) for name, kind in _kinds().items()}
    return page_of_sources(sources, _gather, after=after, before=before)


def _gather(
    parts: dict[str, QuerySet[Any]], is_back: bool = False, most: int = PAGE_SIZE
) -> list[dict[str, Any]]:
    """Merge rows of some kinds into at most so many entries, the newest first; the oldest first if so."""
    kinds = _kinds()
    places = {name: place for place, name in enumerate(kinds)}
    sign = "" if is_back else "-"
    entries = []
    for name, rows in parts.items():
        kind = kinds[name]
        for row in rows.order_by(f"{sign}{kind.at}", f"{sign}pk")[:most]:
            at = getattr(row, kind.at)
            order = (at, -places[name], row.pk)
            entries.append({"at": at, "order": order, "key": f"{name}-{row.pk}", **kind.tell(row)})
    entries.sort(key=lambda entry: entry["order"], reverse=not is_back)
    return entries[:most]


def _kinds() -> dict[str, Happening]:
    """Return the kinds of things that happen by their names in an address; of one moment, the first comes first."""
    kinds = [kind for kinds in offered("HAPPENINGS") for kind in kinds]
    return {str(rank): kind for rank, kind in enumerate(sorted(kinds, key=lambda kind: kind.order))}
