"""
The plan as it was at the end of a day, and what differs between two days.

It is read from the histories alone: a row's text is the first that was replaced after that day, or else its text of
now (docs/adr/0033). What no history keeps, such as who planned a step or what the project is for, is left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.differences import compare_texts, show_added, show_lost
from plan.models import (
    BoundaryChange,
    PlanPromise,
    PlanPromiseChange,
    StatementChange,
    Step,
    StepChange,
    Turn,
    UnsettledChange,
)
from projects.models import Project

#: The most rows of a section that are read; the page says when there are others.
MOST = 300


@dataclass(frozen=True)
class SaidThen:
    """What a row said at the end of a day; for a step also its state, and why it was dropped."""

    words: str
    state: str = ""
    why_dropped: str = ""

    @property
    def title(self) -> str:
        return self.words.partition("\n")[0]

    @property
    def rest(self) -> str:
        return self.words.partition("\n")[2]


@dataclass(frozen=True)
class PlanEntry:
    """A row of the plan, where it is now, and what it said on each day asked for; None where it was not there."""

    pk: int
    address: str
    said: list[SaidThen | None]
    #: Why it went, when it has gone by the last of these days.
    why_gone: str = ""
    #: Of a step.
    number: int | None = None

    @property
    def then(self) -> SaidThen | None:
        """What it said on the first day."""
        return self.said[0]

    @property
    def later(self) -> SaidThen | None:
        """What it said on the last day."""
        return self.said[-1]

    @property
    def marked(self) -> tuple[SafeString, SafeString]:
        """Both texts, each with the words marked that the other lacks."""
        lost, added = compare_texts(*(said.words if said else "" for said in self.said))
        return show_lost(lost), show_added(added)


@dataclass
class PlanSection:
    """One part of the plan on one day (``entries``), or on two (the other lists)."""

    key: str
    title: str
    entries: list[PlanEntry]
    has_more: bool = False
    new: list[PlanEntry] = field(default_factory=list)
    gone: list[PlanEntry] = field(default_factory=list)
    changed: list[PlanEntry] = field(default_factory=list)
    same: list[PlanEntry] = field(default_factory=list)

    @property
    def going_on(self) -> list[PlanEntry]:
        """What was not over on the day; of steps, those under way come before those to come."""
        rest = [entry for entry in self.entries if entry not in self.over]
        return sorted(rest, key=lambda entry: _state_of(entry) == Step.State.PLANNED)

    @property
    def over(self) -> list[PlanEntry]:
        """The steps that were done or dropped on the day, the newest first."""
        over = (Step.State.DONE, Step.State.DROPPED)
        return [entry for entry in reversed(self.entries) if _state_of(entry) in over]

    @property
    def differs(self) -> bool:
        return bool(self.new or self.gone or self.changed)

    def compare(self) -> None:
        """Sort the entries by what became of them between the two days. A step that was dropped has gone."""
        for entry in self.entries:
            was, is_ = _in_plan(entry.then), _in_plan(entry.later)
            if was and is_:
                (self.same if was == is_ else self.changed).append(entry)
            elif was:
                self.gone.append(entry)
            elif is_:
                self.new.append(entry)


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over here; what is written then belongs to the next one."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def read_plan(project: Project, *days: date) -> list[PlanSection]:
    """Return the parts of the plan as they were at the end of one day, or of two, the earlier one first."""
    ends = [end_of(day) for day in days]
    parts = (_promise, _steps, _boundaries, _statements, _unsettled)
    sections = [read(project, ends) for read in parts]
    if len(days) > 1:
        for section in sections:
            section.compare()
    return sections


def had_ended(project: Project, day: date) -> bool:
    """Whether the project had come to its end by the end of a day."""
    last = project.turns.filter(at__lt=end_of(day)).newest_first().first()
    return last is not None and last.kind == Turn.Kind.ENDED


def _state_of(entry: PlanEntry) -> str:
    return entry.then.state if entry.then else ""


def _in_plan(said: SaidThen | None) -> SaidThen | None:
    return None if said is None or said.state == Step.State.DROPPED else said


def _promise(project: Project, ends: list[datetime]) -> PlanSection:
    def say(promise: Any, place: int) -> SaidThen | None:
        if promise.created_at >= ends[place]:
            return None
        return SaidThen(getattr(promise, f"was_{place}") or promise.in_words)

    page = reverse("plan:plan", args=[project.slug])
    rows = PlanPromise.objects.filter(project=project, created_at__lt=ends[-1])
    rows = _with_words(rows, PlanPromiseChange.objects.all(), "promise", ends)
    entries = _entries(rows, ends, say, lambda _promise: f"{page}#promise", lambda _promise: "")
    return _section("promise", _("How much say people have"), entries)


def _steps(project: Project, ends: list[datetime]) -> PlanSection:
    changes = StepChange.objects.filter(step=OuterRef("pk"))
    rows = project.steps.filter(created_at__lt=ends[-1]).select_related("owner")
    for place, end in enumerate(ends):
        before = changes.filter(at__lt=end).order_by("-at", "-pk")
        after = changes.filter(at__gte=end).order_by("at", "pk")
        dropped = before.filter(to_state=Step.State.DROPPED).exclude(from_state=F("to_state"))
        rows = rows.annotate(
            **{
                f"was_{place}": Subquery(after.exclude(was="").values("was")[:1]),
                f"state_{place}": Coalesce(
                    Subquery(before.values("to_state")[:1]),
                    NullIf(Subquery(after.values("from_state")[:1]), Value("")),
                    F("state"),
                ),
                f"why_{place}": Coalesce(Subquery(dropped.values("why")[:1]), F("why_dropped")),
            }
        )

    def say(step: Any, place: int) -> SaidThen | None:
        if step.created_at >= ends[place]:
            return None
        state = getattr(step, f"state_{place}")
        why = getattr(step, f"why_{place}") if state == Step.State.DROPPED else ""
        return SaidThen(getattr(step, f"was_{place}") or step.in_words, state, why)

    def link(step: Any) -> str:
        return reverse("plan:step_detail", args=[project.slug, step.pk])

    def why(step: Any) -> str:
        return str(getattr(step, f"why_{len(ends) - 1}"))

    entries = _entries(rows.order_by("number"), ends, say, link, why)
    return _section("steps", _("Steps"), entries)


def _boundaries(project: Project, ends: list[datetime]) -> PlanSection:
    page = reverse("plan:boundary_list", args=[project.slug])

    def link(boundary: Any) -> str:
        return f"{page}{boundary.on_its_list}"

    rows = _in_force(project.boundaries.all(), BoundaryChange.objects.all(), "boundary", ends)
    entries = _entries(rows, ends, _say_until("retired_at", ends), link, _why_retired)
    return _section("limits", _("What can change, and what can’t"), entries)


def _statements(project: Project, ends: list[datetime]) -> PlanSection:
    def link(statement: Any) -> str:
        return reverse("plan:statement_detail", args=[project.slug, statement.pk])

    rows = _in_force(project.statements.all(), StatementChange.objects.all(), "statement", ends)
    entries = _entries(rows, ends, _say_until("retired_at", ends), link, _why_retired)
    return _section("agreed", _("What we agree on"), entries)


def _unsettled(project: Project, ends: list[datetime]) -> PlanSection:
    page = reverse("plan:unsettled_list", args=[project.slug])

    def link(thing: Any) -> str:
        return f"{page}{thing.on_its_list}"

    rows = _in_force(
        project.unsettled.all(), UnsettledChange.objects.all(), "unsettled", ends, over="settled_at"
    )
    entries = _entries(
        rows, ends, _say_until("settled_at", ends), link, lambda thing: thing.outcome
    )
    return _section("unsettled", _("Not settled yet"), entries)


def _why_retired(row: Any) -> str:
    return str(row.retired_why)


def _in_force(
    rows: QuerySet[Any],
    changes: QuerySet[Any],
    tie: str,
    ends: list[datetime],
    *,
    over: str = "retired_at",
) -> QuerySet[Any]:
    """Keep the rows that were in force on one of the days, each with the text that was replaced first after it."""
    rows = rows.filter(Q(**{over: None}) | Q(**{f"{over}__gte": ends[0]}), created_at__lt=ends[-1])
    return _with_words(rows, changes, tie, ends)


def _with_words(
    rows: QuerySet[Any], changes: QuerySet[Any], tie: str, ends: list[datetime]
) -> QuerySet[Any]:
    """Add to each row the text that was replaced first after each day; none where it still says the same."""
    for place, end in enumerate(ends):
        after = changes.filter(**{tie: OuterRef("pk")}, at__gte=end).order_by("at", "pk")
        rows = rows.annotate(**{f"was_{place}": Subquery(after.values("was")[:1])})
    return rows.order_by("pk")


def _say_until(over: str, ends: list[datetime]) -> Callable[[Any, int], SaidThen | None]:
    """Return how to say what a row said on a day; nothing before it began, nor when it was over."""

    def say(row: Any, place: int) -> SaidThen | None:
        ended, end = getattr(row, over), ends[place]
        if row.created_at >= end or (ended and ended < end):
            return None
        return SaidThen(getattr(row, f"was_{place}") or row.in_words)

    return say


def _entries(
    rows: QuerySet[Any],
    ends: list[datetime],
    say: Callable[[Any, int], SaidThen | None],
    link: Callable[[Any], str],
    why: Callable[[Any], str],
) -> Iterator[PlanEntry]:
    for row in rows[: MOST + 1]:
        said = [say(row, place) for place in range(len(ends))]
        if any(said):
            yield PlanEntry(row.pk, link(row), said, why(row), getattr(row, "number", None))


def _section(key: str, title: str, entries: Iterator[PlanEntry]) -> PlanSection:
    found = list(entries)
    return PlanSection(key, title, found[:MOST], has_more=len(found) > MOST)
