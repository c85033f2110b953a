"""What happened in projects: decisions, updates, moves of the plan and what changed, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import long_date
from core.pages import PAGE_SIZE
from decisions.models import DecisionVersion
from plan.models import Impact, Step, StepChange
from projects.models import Project
from updates.models import Update

FIRST_VISIT = timedelta(days=30)
MOST = 8


@dataclass(frozen=True)
class Source:
    """A kind of thing that happens: its rows, when each happened, and how one is told."""

    rows: Callable[[list[int]], QuerySet[Any]]
    at: str
    tell: Callable[[Any], dict[str, Any]]
    #: Whether it is news on a home as well; else it stands on the timeline only, since a home has few queries left.
    is_news: bool = True


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
    limits = {rank: Q(**{f"{s.at}__gt": start}) for rank, s in _ranked() if s.is_news}
    found = _gather(projects, limits, MOST)
    return News(start, user.previous_visit_at is None, found[:MOST], len(found) > MOST)


def page(project: Project, *, before: str = "") -> TimelinePage:
    """Return 25 entries of a project's timeline; those before a key of the page that came earlier."""
    key = _read_key(before)
    limits = {rank: _earlier(source.at, rank, key) for rank, source in _ranked()}
    found = _gather([project], limits, PAGE_SIZE)
    shown = found[:PAGE_SIZE]
    older = shown[-1]["key"] if len(found) > PAGE_SIZE else ""
    return TimelinePage(shown, older, is_first=key is None)


def _gather(projects: list[Project], limits: dict[int, Q], most: int) -> list[dict[str, Any]]:
    """Merge the sources that have a limit, newest first; one entry more than ``most``, if there is one."""
    pks = [project.pk for project in projects]
    entries = []
    for rank, limit in limits.items():
        source = SOURCES[rank]
        rows = source.rows(pks).filter(limit).order_by(f"-{source.at}", "-pk")
        for row in rows[: most + 1]:
            at = getattr(row, source.at)
            key = f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{rank}_{row.pk}"
            entries.append({"at": at, "order": (at, -rank, row.pk), "key": key, **source.tell(row)})
    entries.sort(key=lambda entry: entry["order"], reverse=True)
    return entries[: most + 1]


def _read_key(text: str) -> tuple[datetime, int, int] | None:
    """Read the key of an entry: when it happened, the rank of its source, its number."""
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


def _tell_decision(row: DecisionVersion) -> dict[str, Any]:
    number = row.decision.number
    kinds = {
        DecisionVersion.Change.RECORDED: _("decision %(number)s"),
        DecisionVersion.Change.CORRECTED: _("decision %(number)s, corrected"),
        DecisionVersion.Change.SUPERSEDED: _("decision %(number)s, replaced"),
        DecisionVersion.Change.WITHDRAWN: _("decision %(number)s, withdrawn"),
    }
    return {
        "project": row.decision.project,
        "kind": kinds[DecisionVersion.Change(row.change)] % {"number": number},
        "title": row.what,
        "url": row.decision.get_absolute_url(),
        "text": _("Why: %(why)s") % {"why": _short(row.change_why or row.why)},
        "look": "now" if row.state == DecisionVersion.State.IN_FORCE else "past",
    }


def _tell_update(row: Update) -> dict[str, Any]:
    return {
        "project": row.project,
        "kind": _("update"),
        "title": row.title,
        "url": row.get_absolute_url(),
        "text": _("More news by %(day)s.") % {"day": long_date(row.more_on)},
        "look": "",
    }


def _tell_step(row: StepChange) -> dict[str, Any]:
    words = {
        Step.State.PLANNED: _("Step %(number)s is planned: %(title)s"),
        Step.State.DOING: _("Step %(number)s is under way: %(title)s"),
        Step.State.EXPLORING: _("Step %(number)s is being explored: %(title)s"),
        Step.State.DONE: _("Step %(number)s is done: %(title)s"),
        Step.State.DROPPED: _("Step %(number)s was dropped: %(title)s"),
    }[Step.State(row.to_state)]
    if not row.from_state:
        words = _("New step %(number)s: %(title)s")
    elif row.from_state == row.to_state:
        words = _("Step %(number)s was put in other words: %(title)s")
    return {
        "project": row.step.project,
        "kind": _("plan"),
        "title": words % {"number": row.step.number, "title": row.step.title},
        "url": reverse("plan:step_detail", args=[row.step.project.slug, row.step_id]),
        "text": _short(row.why),
        "look": "past" if row.to_state == Step.State.DROPPED else "",
    }


def _tell_impact(row: Impact) -> dict[str, Any]:
    return {
        "project": row.project,
        "kind": _("what changed"),
        "title": row.what,
        "url": reverse("plan:impact_list", args=[row.project.slug]),
        "text": _("Noticed by %(who)s. %(how)s") % {"who": row.who, "how": _short(row.how_we_know)},
        "look": "now",
    }


def _short(text: str) -> str:
    """Return the first 240 characters, ended at a word."""
    return text if len(text) <= 240 else text[:240].rpartition(" ")[0] + " …"


SOURCES = (
    Source(
        lambda pks: DecisionVersion.objects.filter(decision__project__in=pks).select_related(
            "decision__project"
        ),
        "recorded_at",
        _tell_decision,
    ),
    Source(
        lambda pks: Update.objects.filter(project__in=pks, sent_at__isnull=False).select_related(
            "project"
        ),
        "sent_at",
        _tell_update,
    ),
    Source(
        lambda pks: StepChange.objects.filter(step__project__in=pks).select_related(
            "step__project"
        ),
        "at",
        _tell_step,
    ),
    Source(
        lambda pks: Impact.objects.in_force().filter(project__in=pks).select_related("project"),
        "created_at",
        _tell_impact,
        is_news=False,
    ),
)


def _ranked() -> list[tuple[int, Source]]:
    return list(enumerate(SOURCES))
