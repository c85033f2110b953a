"""Tells a project's story as cycles, each from one closed review to the next: tried, said, shown, learned, changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from core.pages import Page, begin_list, page_by_key
from core.places import beyond
from core.prepared import Prepared, count_of, moment, number
from decisions.models import DecisionVersion
from elements.cycle_chart import CycleRing
from elements.models import Element, Lesson, LessonQuerySet, Review
from elements.records.record import STATE_WORDS, RecordState
from plan.models import Step, StepChange
from projects.models import Project

#: Closed cycles on a page, entries shown of each kind in a cycle, and rows of a kind read at most for one page.
A_PAGE, SHOWN, READ = 5, 6, 400
UNDER_WAY = (Step.State.DOING, Step.State.EXPLORING)
#: The order of the reviews that end cycles.
ORDER = ("closed_at", "pk")
#: Before the first cycle, and after the one that goes on.
LONG_AGO, FAR_OFF = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One line of a cycle: its words, and the page behind it, whose address is made when it is shown."""

    words: str
    url: Any
    state: str = ""


@dataclass
class CycleEntries:
    """One of the five parts of a cycle: how many entries there are, and the first of them."""

    count: int = 0
    shown: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        self.count += 1
        if len(self.shown) < SHOWN:
            self.shown.append(entry)

    @property
    def left_out(self) -> int:
        return self.count - len(self.shown)


@dataclass
class Cycle:
    """
    From one closed review to the next. ``review``: the one that ends it, None for the cycle that goes on.

    ``starts_at``: None for the first, which begins with the project. ``shown``: what the record showed when the review
    closed, each state with the names of its elements; empty when that was not kept.
    """

    number: int
    review: Review | None
    starts_at: datetime | None
    tried: CycleEntries = field(default_factory=CycleEntries)
    learned: CycleEntries = field(default_factory=CycleEntries)
    changed: CycleEntries = field(default_factory=CycleEntries)
    shown: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def ends_at(self) -> datetime | None:
        return self.review.closed_at if self.review else None

    @property
    def ring(self) -> CycleRing:
        answered = self.review.answered_count if self.review else None
        shown = (self.review.record_states if self.review else {}).get("elements", {})
        in_place = sum(state == RecordState.IN_PLACE for state in shown.values()) if shown else None
        counts = [self.tried.count, answered, in_place, self.learned.count, self.changed.count]
        return CycleRing(self.number, counts)

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in it so far."""
        parts = (self.tried, self.learned, self.changed)
        return self.review is None and not any(part.count for part in parts)

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in this cycle."""
        return (self.starts_at is None or at >= self.starts_at) and (
            self.ends_at is None or at < self.ends_at
        )


def tell_cycles(project: Project, *, after: str = "", before: str = "") -> Page:
    """Return a page of cycles, the one that goes on first; at most seven queries, whatever the size."""
    page = _page(project, after, before)
    if cycles := page.rows:
        _tell_steps(project, cycles)
        _tell_lessons(project, cycles)
        _tell_decisions(project, cycles)
        _tell_record(cycles)
    return page


def _page(project: Project, after: str, before: str) -> Page:
    """Return empty cycles, one for each closed review of the page; the first page has the one that goes on as well."""
    page = page_by_key(
        _closed(project.pk),
        key=ORDER,
        after=after,
        before=before,
        descending=True,
        size=A_PAGE,
        first=lambda: _FIRST_PAGE.all(project=project.pk),
    )
    cycles, newest = [], page.rows[0] if page.rows else None
    if page.before is None:
        number = newest.cycles_before + 2 if newest else 1
        cycles.append(Cycle(number, None, newest.closed_at if newest else None))
    for review in page.rows:
        review.project = project
        cycles.append(Cycle(review.cycles_before + 1, review, review.cycle_starts_at))
    return replace(page, rows=cycles)


def _closed(project: Any) -> QuerySet[Review]:
    """Return the closed reviews, each with when its cycle began and how many were before it."""
    closed = Review.objects.closed().filter(project=project)
    earlier = closed.filter(
        beyond(ORDER, [OuterRef(name) for name in ORDER], descending=True)
    ).order_by("-closed_at", "-pk")
    return closed.annotate(
        cycle_starts_at=Subquery(earlier.values("closed_at")[:1]),
        cycles_before=count_of(earlier, "project"),
    )


_FIRST_PAGE = Prepared(
    lambda: begin_list(_closed(number("project")), ORDER, descending=True, size=A_PAGE)
)


def _span(cycles: list[Cycle]) -> dict[str, datetime]:
    """Return the moment at which the first of the cycles begins, and the one at which the last has ended."""
    return {"first": cycles[-1].starts_at or LONG_AGO, "last": cycles[0].ends_at or FAR_OFF}


def _spread(cycles: list[Cycle], rows: Iterable[Any], at: str) -> Iterable[tuple[Cycle, Any]]:
    """Say in which cycle each row lies."""
    for row in rows:
        found = next((cycle for cycle in cycles if cycle.holds(getattr(row, at))), None)
        if found:
            yield found, row


def _lessons() -> LessonQuerySet:
    """
    Return the lessons that belong to the cycles between two moments, the newest first.

    A lesson of a review belongs to the cycle that the review ended, whenever it was written down.
    """
    of_review = Q(review__closed_at__gt=moment("first"), review__closed_at__lte=moment("last"))
    alone = Q(review=None, recorded_at__gte=moment("first"), recorded_at__lt=moment("last"))
    lessons = Lesson.objects.filter(of_review | alone, project=number("project"))
    return lessons.with_change().order_by("-recorded_at", "-pk")[:READ]


_LESSONS = Prepared(_lessons)


def _tell_steps(project: Project, cycles: list[Cycle]) -> None:
    """
    What we tried: each step once a cycle, with where it got to; also one that was under way and did not move.

    A dropped one is a change.
    """
    moved = _MOVED.all(project=project.pk, **_span(cycles))
    seen: set[tuple[int, int]] = set()
    for cycle, row in _spread(cycles, moved, "at"):
        if (cycle.number, row.step_id) in seen:
            continue
        seen.add((cycle.number, row.step_id))
        url = reverse_lazy("plan:step_detail", args=[project.slug, row.step_id])
        if row.to_state == Step.State.DROPPED:
            said = {"step": row.step.title, "why": row.why or row.step.why_dropped}
            words = _("Step dropped: %(step)s. Because: %(why)s") % said
            cycle.changed.add(Entry(words, url))
        else:
            cycle.tried.add(Entry(row.step.title, url, row.to_state))
    _tell_steps_that_stayed(project, cycles, seen)


_MOVED = Prepared(
    lambda: (
        StepChange.objects.filter(
            step__project=number("project"), at__gte=moment("first"), at__lt=moment("last")
        )
        .exclude(to_state=F("from_state"))
        .exclude(to_state=Step.State.PLANNED)
        .select_related("step")
        .order_by("-at", "-pk")[:READ]
    )
)


def _tell_steps_that_stayed(
    project: Project, cycles: list[Cycle], moved: set[tuple[int, int]]
) -> None:
    """What we went on trying: a step that was under way when a cycle began, and did not move in it."""
    begun = [cycle for cycle in cycles if cycle.starts_at]
    if not begun:
        return
    starts = {f"start_{place}": cycle.starts_at for place, cycle in enumerate(begun)}
    for pk, title, *states in _steps_then(len(begun)).all(project=project.pk, **starts):
        url = reverse_lazy("plan:step_detail", args=[project.slug, pk])
        for cycle, state in zip(begun, states, strict=True):
            if state in UNDER_WAY and (cycle.number, pk) not in moved:
                cycle.tried.add(Entry(title, url, state))


@cache
def _steps_then(count: int) -> Prepared:
    """Return the query for where each step had got to when each of so many cycles began."""
    changes = StepChange.objects.filter(step=OuterRef("pk")).order_by("-at", "-pk")
    then = {
        f"then_{place}": Subquery(
            changes.filter(at__lt=moment(f"start_{place}")).values("to_state")[:1]
        )
        for place in range(count)
    }
    steps = Step.objects.filter(project=number("project")).annotate(**then).order_by("number")
    return Prepared(lambda: steps.values_list("pk", "title", *then)[:READ])


def _tell_lessons(project: Project, cycles: list[Cycle]) -> None:
    """What we learned: a lesson of a review belongs to the cycle that the review ended. What it changed, with it."""
    reviews = {cycle.review.pk: cycle for cycle in cycles if cycle.review}
    lessons = reverse("elements:lesson_list", args=[project.slug])
    for row in _LESSONS.all(project=project.pk, **_span(cycles)):
        cycle = reviews.get(row.review_id or 0) or next(
            (cycle for cycle in cycles if cycle.holds(row.recorded_at)), None
        )
        if cycle is None:
            continue
        url = f"{lessons}?one={row.pk}"
        cycle.learned.add(Entry(row.learned, url, "open" if row.is_open else ""))
        if row.change:
            cycle.changed.add(Entry(row.came_of_it, url))


def _tell_decisions(project: Project, cycles: list[Cycle]) -> None:
    """What we changed in the log: decisions corrected, replaced, withdrawn."""
    rows = _REDECIDED.all(project=project.pk, **_span(cycles))
    for cycle, row in _spread(cycles, rows, "recorded_at"):
        said = {
            "number": row.decision.number,
            "change": row.get_change_display(),
            "why": row.change_why,
        }
        words = _("Decision %(number)s %(change)s. Because: %(why)s") % said
        url = reverse_lazy("decisions:decision_detail", args=[project.slug, row.decision.number])
        cycle.changed.add(Entry(words, url))


_REDECIDED = Prepared(
    lambda: (
        DecisionVersion.objects.filter(
            decision__project=number("project"),
            recorded_at__gte=moment("first"),
            recorded_at__lt=moment("last"),
            version__gt=1,
        )
        .select_related("decision")
        .order_by("-recorded_at", "-pk")[:READ]
    )
)


_NAMES = Prepared(lambda: Element.objects.in_use().values_list("key", "name"))


def _tell_record(cycles: list[Cycle]) -> None:
    """What the record showed on the day on which the review closed."""
    names = dict(_NAMES.all())
    order: list[RecordState] = [
        RecordState.NEEDS_ATTENTION,
        RecordState.NOTHING_YET,
        RecordState.STARTED,
        RecordState.IN_PLACE,
    ]
    for cycle in cycles:
        states = cycle.review.record_states.get("elements", {}) if cycle.review else {}
        for state in order:
            here = [names.get(key, key) for key, value in states.items() if value == state]
            if here:
                cycle.shown.append((str(state), str(STATE_WORDS[state]), ", ".join(here)))
