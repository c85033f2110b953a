"""The few facts of each project that its home needs, for many projects in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery

from core.prepared import Hole, Prepared, day, number
from decisions.models import Decision, DecisionVersion
from elements.models import Lesson
from outbox.models import Delivery
from participation.models import ParticipationReview, ReviewRhythm
from plan.models import Concern
from projects.models import Project
from updates.models import Update

#: A lesson of which nothing came for so long is asked about.
LESSON_WAITS = timedelta(weeks=4)


@dataclass(frozen=True)
class Facts:
    """Of one project: what waits in it, how much of it, and dates that were promised."""

    by_hand: int
    open_review_pk: int | None
    open_review_until: date | None
    review_on: date | None
    news_on: date | None
    decision_number: int | None
    decision_what: str
    old_lessons: int
    open_concerns: int


def of_projects(projects: Iterable[Project], *, on: date) -> dict[int, Facts]:
    """Return the facts of each project by its number; ``on`` is the day from which a decision is to be looked at."""
    pks = [project.pk for project in projects]
    waits = on - LESSON_WAITS
    rows = (
        _ONE.all(project=pks[0], on=on, waits=waits)
        if len(pks) == 1
        else _rows(Project.objects.filter(pk__in=pks), on=on, waits=waits)
    )
    return {
        row["pk"]: Facts(
            by_hand=row["by_hand_count"] or 0,
            open_review_pk=row["open_review_pk"],
            open_review_until=row["open_review_until"],
            review_on=row["review_on"],
            news_on=row["news_on"],
            decision_number=row["decision_number"],
            decision_what=row["decision_what"] or "",
            old_lessons=row["old_lessons"] or 0,
            open_concerns=row["open_concerns"] or 0,
        )
        for row in rows
    }


def _rows(projects: QuerySet[Project], *, on: date | Hole, waits: date | Hole) -> QuerySet:
    here = OuterRef("pk")
    by_hand = Delivery.objects.by_hand().filter(message__project=here, done_at=None)
    review = ParticipationReview.objects.open().filter(project=here).order_by("finish_by", "pk")
    update = Update.objects.filter(project=here, sent_at__isnull=False).order_by("-sent_at", "-pk")
    decision = Decision.objects.filter(
        project=here, current__state=DecisionVersion.State.IN_FORCE, current__look_again_on__lte=on
    ).order_by("current__look_again_on", "pk")
    lessons = Lesson.objects.open_since_before_day(waits).filter(project=here)
    concerns = Concern.objects.open().filter(statement__project=here, statement__retired_at=None)
    rhythm = ReviewRhythm.objects.filter(project=here, is_paused=False)
    return projects.values(
        "pk",
        by_hand_count=Subquery(
            by_hand.order_by().values("message__project").annotate(n=Count("pk")).values("n")
        ),
        open_review_pk=_first(review, "pk"),
        open_review_until=_first(review, "finish_by"),
        review_on=_first(rhythm, "next_on"),
        news_on=_first(update, "more_on"),
        decision_number=_first(decision, "number"),
        decision_what=_first(decision, "current__what"),
        old_lessons=Subquery(
            lessons.order_by().values("project").annotate(n=Count("pk")).values("n")
        ),
        open_concerns=Subquery(
            concerns.order_by().values("statement__project").annotate(n=Count("pk")).values("n")
        ),
    )


def _first(rows: QuerySet, field: str) -> Subquery:
    return Subquery(rows.values(field)[:1])


#: The home of one project asks for one.
_ONE = Prepared(
    lambda: _rows(Project.objects.filter(pk=number("project")), on=day("on"), waits=day("waits"))
)
