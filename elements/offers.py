"""How people work together, as they rate and record it, for the pages that gather."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import Period, long_date
from core.offers import MOST_ASKED, Ask, RunLink, Section
from core.prepared import Hole, day, number
from core.summary import SummaryKind, SummaryLine
from elements.attention import SIGNS
from elements.beside import set_beside
from elements.cycles import Cycle, tell_cycles
from elements.finding import FINDABLE
from elements.getters import results_by_element
from elements.models import Asked, Framework, Lesson, Result, Review
from elements.outcomes import OUTCOMES as OUTCOMES
from elements.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from elements.peoples_words import forget_words as forget_words
from elements.records import show_records
from elements.returned import returned
from projects.known import Known
from projects.models import Project
from projects.prepared import AboutProjects

#: A lesson of which nothing came for so long is asked about.
LESSON_WAITS = timedelta(weeks=4)

#: Where a review asked of some elements only, so many others of the period are looked at for the rest.
READ_REVIEWS = 4

__all__ = ["FINDABLE", "SIGNS"]

STATES = {
    "in_place": ("full", gettext_lazy("In place")),
    "needs_attention": ("mind", gettext_lazy("Needs attention")),
    "nothing_yet": ("none", gettext_lazy("Nothing yet")),
}

PLACES = {
    "creative.unasked": ("elements:review_list", gettext_lazy("Go to the reviews")),
    "iterative.lessons": ("elements:lesson_list", gettext_lazy("Go through the lessons")),
    "iterative.change": ("elements:lesson_list", gettext_lazy("Go through the lessons")),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """
    Count the lessons that have been open for too long: ``old_lessons``, None when there are none; and tell whether the
    person is asked in a review: ``is_asked``.
    """
    rows = Lesson.objects.open_since_before_day(on - LESSON_WAITS).filter(project=OuterRef("pk"))
    counted = rows.order_by().values("project").annotate(n=Count("pk")).values("n")
    asked = _waiting(user, on).filter(review__project=OuterRef("pk"))
    return {"old_lessons": Subquery(counted), "is_asked": Exists(asked)}


def _waiting(user: int | Hole, on: date | Hole) -> QuerySet[Asked]:
    return Asked.objects.waiting(on=on).filter(member__user=user)


def run_facts() -> dict[str, Any]:
    """Count the reviews that are open: ``open_reviews``, None when there are none."""
    rows = Review.objects.filter(project=OuterRef("pk"), closed_at=None)
    counted = rows.order_by().values("project").annotate(n=Count("pk")).values("n")
    return {"open_reviews": Subquery(counted)}


def _open_reviews(project: Project, known: dict[str, Any]) -> str:
    return _("%(n)s open") % {"n": known["open_reviews"]} if known["open_reviews"] else ""


RUN_LINKS = (RunLink(gettext_lazy("Reviews"), "elements:review_list", 70, _open_reviews),)


def asked_of_person(known: Known) -> list[Ask]:
    """Ask to answer the reviews that are open, the first to close first."""
    return [
        Ask(
            title=_("How well do we work together?"),
            text=_rate(row.review),
            url=reverse("elements:review_rate", args=[row.review.project.slug, row.review_id]),
            action=_("Rate our project"),
            small=row.review.project.name,
            of=row.review.project_id,
            minutes=row.review.minutes,
            order=20,
        )
        for row in _WAITING.all(known.where("is_asked"), user=known.user.pk, on=known.on)
    ]


_WAITING = AboutProjects(
    lambda projects, user, on: (
        _waiting(user, on)
        .filter(review__project__in=projects)
        .select_related("review__project")
        .order_by("review__closes_on", "pk")[:MOST_ASKED]
    ),
    user=number("user"),
    on=day("on"),
)


def _rate(review: Review) -> str:
    rate = ngettext("Rate %(n)s element.", "Rate %(n)s elements.", review.element_count)
    takes = ngettext(
        "It takes about %(n)s minute, and you can answer until %(day)s.",
        "It takes about %(n)s minutes, and you can answer until %(day)s.",
        review.minutes,
    )
    day = long_date(review.closes_on)
    return f"{rate % {'n': review.element_count}} {takes % {'n': review.minutes, 'day': day}}"


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask what came of lessons that have been open for too long."""
    count = known.of(project)["old_lessons"]
    if not count:
        return []
    title = ngettext(
        "%(count)s lesson waits for a change", "%(count)s lessons wait for a change", count
    )
    return [
        Ask(
            title=title % {"count": count},
            text=_("It was written down more than four weeks ago. What came of it?"),
            url=reverse("elements:lesson_list", args=[project.slug]),
            action=_("Say what changes"),
            small=project.name,
        )
    ]


def cycles(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return the newest cycles that end in the period, and the one that goes on if it began before the period's end."""
    first, last = period.starts_on, period.ends_on
    told = [
        cycle
        for cycle in tell_cycles(project).rows
        if (cycle.ends_at is not None and first <= timezone.localdate(cycle.ends_at) <= last)
        or (cycle.ends_at is None and _began(cycle, last) <= last and _has_any(cycle))
    ]
    return {"cycles": told}


def _began(cycle: Cycle, otherwise: date) -> date:
    return timezone.localdate(cycle.starts_at) if cycle.starts_at else otherwise


def _has_any(cycle: Cycle) -> bool:
    return any(part.count for part in (cycle.tried, cycle.learned, cycle.changed))


def elements(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return what the record shows on the day, beside what people said last in the reviews of the period."""
    closed = project.element_reviews.closed().filter(period.of("closed_at"))
    rated = list(closed.order_by("-closed_at", "-pk")[:READ_REVIEWS])
    results: dict[str, list[Result]] = {}
    for review in rated:
        for entry in results_by_element(review):
            for row in entry.indicators:
                results.setdefault(row.indicator.key, row.results)
    return {
        "records": [
            entry for entry in set_beside(show_records(project, on=on), results) if entry.told
        ],
        "rated": rated[0] if rated else None,
        "framework": Framework.objects.in_use().first(),
    }


def in_short(project: Project, found: dict[str, Any], *, on: date) -> list[SummaryLine]:
    """Say where record and people disagree, what needs attention, and until when people can answer."""
    rows = [pair for element in found["records"] for pair in element.told]
    claimed = [row for row in rows if row.claims_too_much]
    lines = [
        SummaryLine(
            SummaryKind.LOOK,
            row.disagreement,
            lead=row.indicator.wording,
            order=35 if place else 10,
        )
        for place, row in enumerate(claimed)
    ]
    lines += [
        SummaryLine(SummaryKind.LOOK, row.why, lead=row.indicator.wording, order=30)
        for row in rows
        if row.why
    ]
    lines += [
        SummaryLine(SummaryKind.LOOK, row.disagreement, lead=row.indicator.wording, order=40)
        for row in rows
        if row.disagreement and not row.claims_too_much and not row.why
    ]
    return lines + [
        SummaryLine(
            SummaryKind.NEXT,
            _("Last day to answer “%(title)s”") % {"title": row.title},
            on=row.closes_on,
        )
        for row in project.element_reviews.open().order_by("closes_on")[:3]
    ]


SECTIONS = (
    Section(
        "elements",
        gettext_lazy("The ten elements"),
        "elements/report/elements.html",
        elements,
        order=25,
        needs=("records",),
    ),
    Section(
        "returns",
        gettext_lazy("What people get back"),
        "elements/report/returns.html",
        returned,
        order=54,
        needs=("returned",),
    ),
    Section(
        "cycles",
        gettext_lazy("Our story in cycles"),
        "elements/report/cycles.html",
        cycles,
        order=70,
        needs=("cycles",),
    ),
)
