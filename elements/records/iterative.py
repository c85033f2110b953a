"""Iterative: what the record shows."""

from datetime import date
from math import ceil

from django.db.models import Count as CountRows
from django.db.models import (
    DurationField,
    ExpressionWrapper,
    F,
    QuerySet,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import long_date
from core.prepared import Prepared, number
from elements.records.changed import SOURCES
from elements.records.evidence import Evidence
from elements.records.record import (
    YEAR,
    Count,
    Record,
    Rules,
    judge,
    local_day,
)
from elements.records.reviews import last_closed_on
from elements.records.steps import DATED, GRACE
from plan.models import Step

SMALL = 28
SMALL_STEPS = Rules(
    nothing_yet=gettext_lazy("There are no steps in the plan."),
    started=gettext_lazy(
        "There are steps in the plan. They are long, or have no dates, or fewer than half were planned "
        "with participants."
    ),
    in_place=gettext_lazy(
        "At least half of the steps were planned with participants. The middle one by length takes 28 days or less."
    ),
    needs_attention=gettext_lazy(
        "A step is more than 14 days past its end, and is neither done nor dropped."
    ),
)


def steps_long_past_their_end(on: date) -> QuerySet[Step]:
    """Return the open steps that should have ended more than two weeks ago, of any project."""
    return Step.objects.overdue(on=on - GRACE)


LESSONS = Rules(
    nothing_yet=gettext_lazy("No lesson is written down, and no review is closed."),
    started=gettext_lazy(
        "A review is closed, or a lesson is written down. None led to a change in the last 26 weeks."
    ),
    in_place=gettext_lazy(
        "A lesson led to a change that came after it, in the last 26 weeks. None has been open for more than 13 weeks."
    ),
    needs_attention=gettext_lazy(
        "A lesson has been open for more than 13 weeks: nothing has come of it, and nobody has said why not. Or no "
        "lesson was written down or answered for more than a year."
    ),
)
CHANGE = Rules(
    nothing_yet=gettext_lazy("Nothing in the plan or in the decisions has been changed."),
    started=gettext_lazy(
        "Something was changed. It was more than 26 weeks ago, or no change has a lesson behind it."
    ),
    in_place=gettext_lazy(
        "Something was changed in the last 26 weeks, and a lesson stands behind at least one change that came after it."
    ),
    needs_attention=gettext_lazy(
        "Each of the last three or more lessons was answered with no change. Or nothing was changed for more than a "
        "year."
    ),
)


def _middle() -> QuerySet:
    """Find how long the step in the middle takes, both ends counted but one; of an even number, the two middles."""
    length = ExpressionWrapper(
        Coalesce(F("ended_on"), F("due_on")) - F("starts_on"), output_field=DurationField()
    )
    return (
        Step.objects.filter(DATED, project=number("project"))
        .annotate(
            length=length,
            place=Window(RowNumber(), order_by=[F("length").asc(), F("pk").asc()]),
            steps=Window(CountRows("pk")),
        )
        .filter(place__gte=(F("steps") + 1) / 2, place__lte=(F("steps") + 2) / 2)
        .order_by()
        .values_list("length", flat=True)
    )


MIDDLE = Prepared(_middle)


def lessons(seen: Evidence) -> Record:
    """iterative.lessons: reviews that were closed, lessons, and those that led to a change."""
    reviews, found = seen.reviews, seen.lessons
    last = last_closed_on(reviews)
    state = judge(
        nothing=not found["all"] and last is None,
        attention=found["stale"] > 0 or found["is_stale"],
        in_place=found["lately_changed"] > 0 and found["is_fresh"],
    )
    return Record(
        state=state,
        rules=LESSONS,
        sentence=_("The last review was closed on %(day)s.") % {"day": long_date(last)}
        if last
        else _("No review is closed yet."),
        counts=[
            Count(_("reviews closed: %(all)s") % reviews, reviews["all"], "reviews"),
            Count(_("lessons: %(all)s") % found, found["all"], "all"),
            Count(
                _("lessons that led to a change: %(changed)s") % found, found["changed"], "changed"
            ),
            Count(_("lessons still open: %(open)s") % found, found["open"], "open"),
            Count(_("open for more than 13 weeks: %(stale)s") % found, found["stale"], "stale"),
        ],
        path=reverse("elements:lesson_list", args=[seen.project.slug]),
        rows=_("Lessons"),
    )


def change(seen: Evidence) -> Record:
    """iterative.change: what was changed in the plan and in the decisions, and what of it came from a lesson."""
    made = seen.changes
    last = local_day(max(filter(None, [made[f"last_{name}"] for name in SOURCES]), default=None))
    changed = {name: number_of or 0 for name, number_of in made.items()}
    found = seen.lessons
    lately = sum(changed[f"lately_{name}"] for name in SOURCES)
    total = sum(changed[f"all_{name}"] for name in SOURCES)
    state = judge(
        nothing=not total and not found["lately"],
        attention=(found["lately"] >= 3 and not found["lately_changed"])
        or seen.is_long_ago(last, YEAR),
        in_place=lately > 0 and found["plan_changed"] > 0,
    )
    return Record(
        state=state,
        rules=CHANGE,
        sentence=ngettext(
            "%(count)s change in the last 26 weeks.",
            "%(count)s changes in the last 26 weeks.",
            lately,
        )
        % {"count": lately},
        counts=_change_counts(changed, found["plan_changed"]),
        path=reverse("home:find", args=[seen.project.slug]),
        rows=_("All that happened in this project"),
    )


def _change_counts(changed: dict[str, int], learned: int) -> list[Count]:
    return [
        Count(
            _("put in other words, of what the plan promises: %(all_promise)s") % changed,
            changed["all_promise"],
            "promise",
        ),
        Count(
            _("steps dropped, taken up again or put in other words: %(all_steps)s") % changed,
            changed["all_steps"],
            "steps",
        ),
        Count(
            _("added since the start to what is open or fixed: %(all_added)s") % changed,
            changed["all_added"],
            "added",
        ),
        Count(
            _("put in other words, of what is open or fixed: %(all_boundaries)s") % changed,
            changed["all_boundaries"],
            "boundaries",
        ),
        Count(
            _("taken back, of what was open or fixed: %(all_retired)s") % changed,
            changed["all_retired"],
            "retired",
        ),
        Count(
            _("decisions corrected, replaced or withdrawn: %(all_decisions)s") % changed,
            changed["all_decisions"],
            "decisions",
        ),
        Count(
            _("changes with a lesson behind them: %(learned)s") % {"learned": learned},
            learned,
            "learned",
        ),
    ]


def small_steps(seen: Evidence) -> Record:
    """iterative.small-steps: the median length of a step, and steps with participants among their planners."""
    steps = seen.steps
    middles = [length.days + 1 for length in MIDDLE.all(project=seen.project.pk)]
    median = ceil(sum(middles) / len(middles)) if middles else None
    state = judge(
        nothing=not steps["all"],
        attention=steps["late"] > 0,
        in_place=median is not None and median <= SMALL and steps["planned"] * 2 >= steps["all"],
    )
    return Record(
        state=state,
        rules=SMALL_STEPS,
        sentence=_sentence(steps["all"], median),
        counts=[
            Count(
                _("planned with participants, as they say themselves: %(planned)s of %(all)s")
                % steps,
                steps["planned"],
                "planned",
            ),
            Count(
                _("with a first and a last day: %(dated)s of %(all)s") % steps,
                steps["dated"],
                "dated",
            ),
            Count(_("more than 14 days past their end: %(late)s") % steps, steps["late"], "late"),
        ]
        if steps["all"]
        else [],
        path=reverse("plan:step_list", args=[seen.project.slug]),
        rows=_("The steps of the plan"),
    )


def _sentence(steps: int, median: int | None) -> str:
    if not steps:
        return _("There are no steps in the plan.")
    said = ngettext("%(count)s step in the plan.", "%(count)s steps in the plan.", steps) % {
        "count": steps
    }
    if median is None:
        return said
    length = ngettext(
        "The middle one by length takes %(count)s day.",
        "The middle one by length takes %(count)s days.",
        median,
    )
    return f"{said} {length % {'count': median}}"
