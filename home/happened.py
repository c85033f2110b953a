"""What happened in projects, as the apps offer it, newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from accounts.models import User
from core.offers import Happening, offered
from core.pages import PAGE_SIZE
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


@dataclass(frozen=True)
class TimelinePage:
    """One page of a project's timeline, and the key at which the next one starts ("" at the end)."""

    entries: list[dict[str, Any]]
    older: str
    is_first: bool


def since(user: User, projects: list[Project], *, now: datetime) -> News:
    """Return what happened since the user's visit before this one, in at most 8 entries."""
    start = user.previous_visit_at or now - FIRST_VISIT
    limits = {rank: Q(**{f"{kind.at}__gt": start}) for rank, kind in _ranked() if kind.is_news}
    found = _gather(projects, limits, MOST)
    return News(start, user.previous_visit_at is None, found[:MOST], len(found) > MOST)


def page(project: Project, *, before: str = "") -> TimelinePage:
    """Return 25 entries of a project's timeline; those before a key of the page that came earlier."""
    key = _read_key(before)
    limits = {rank: _earlier(kind.at, rank, key) for rank, kind in _ranked()}
    found = _gather([project], limits, PAGE_SIZE)
    shown = found[:PAGE_SIZE]
    older = shown[-1]["key"] if len(found) > PAGE_SIZE else ""
    return TimelinePage(shown, older, is_first=key is None)


def _gather(projects: list[Project], limits: dict[int, Q], most: int) -> list[dict[str, Any]]:
    """Merge the kinds that have a limit, newest first; one entry more than ``most``, if there is one."""
    pks = [project.pk for project in projects]
    entries = []
    kinds = dict(_ranked())
    for rank, limit in limits.items():
        kind = kinds[rank]
        rows = kind.rows(pks).filter(limit).order_by(f"-{kind.at}", "-pk")
        for row in rows[: most + 1]:
            at = getattr(row, kind.at)
            key = f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{rank}_{row.pk}"
            entries.append({"at": at, "order": (at, -rank, row.pk), "key": key, **kind.tell(row)})
    entries.sort(key=lambda entry: entry["order"], reverse=True)
    return entries[: most + 1]


def _read_key(text: str) -> tuple[datetime, int, int] | None:
    """Read the key of an entry: when it happened, the rank of its kind, its number."""
    try:
        moment, rank, pk = text.split("_")
        at = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
        return at, int(rank), int(pk)
    except ValueError:
        return None


def _earlier(field: str, rank: int, key: tuple[datetime, int, int] | None) -> Q:
    """Keep what comes after a key in the order of the timeline; rows of one moment are neither lost nor doubled."""
    if key is None:
        return Q()
    at, key_rank, pk = key
    if rank < key_rank:
        return Q(**{f"{field}__lt": at})
    if rank > key_rank:
        return Q(**{f"{field}__lte": at})
    return Q(**{f"{field}__lt": at}) | Q(**{field: at}, pk__lt=pk)


def _ranked() -> list[tuple[int, Happening]]:
    """Return each kind with its rank, by which things of one moment are ordered."""
    kinds = [kind for kinds in offered("HAPPENINGS") for kind in kinds]
    return list(enumerate(sorted(kinds, key=lambda kind: kind.order)))
