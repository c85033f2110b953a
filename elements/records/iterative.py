"""Iterative: what the record shows."""

from datetime import date, timedelta

from django.db.models import Count as CountRows
from django.db.models import (
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.prepared import Prepared, day, number, totals
from elements.records.record import Count, Record, Rules, judge
from projects.models import Project, Role, Step

SMALL = 28
GRACE = timedelta(days=14)
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


def _dated() -> Q:
    return Q(starts_on__isnull=False) & (Q(ended_on__isnull=False) | Q(due_on__isnull=False))


def _steps() -> QuerySet:
    """Count the steps, those with dates, those planned with participants, and those long past their end."""
    planner = Step.planned_by.through.objects.filter(
        step=OuterRef("pk"), member__role=Role.PARTICIPANT
    )
    ended = Q(state__in=[Step.State.DONE, Step.State.DROPPED])
    return totals(
        Step.objects.filter(project=number("project")).annotate(with_participants=Exists(planner)),
        all=CountRows("pk"),
        dated=CountRows("pk", filter=_dated()),
        planned=CountRows("pk", filter=Q(with_participants=True)),
        late=CountRows("pk", filter=~ended & Q(due_on__lt=day("long_ago"))),
    )


def _middle() -> QuerySet:
    """Find how long the step in the middle takes, both ends counted but one; the shorter one of two middles."""
    length = ExpressionWrapper(
        Coalesce(F("ended_on"), F("due_on")) - F("starts_on"), output_field=DurationField()
    )
    return (
        Step.objects.filter(_dated(), project=number("project"))
        .annotate(
            length=length,
            place=Window(RowNumber(), order_by=[F("length").asc(), F("pk").asc()]),
            steps=Window(CountRows("pk")),
        )
        .filter(place=(F("steps") + 1) / 2)
        .order_by()
        .values_list("length", flat=True)
    )


STEPS, MIDDLE = Prepared(_steps), Prepared(_middle)


def small_steps(project: Project, *, on: date) -> Record:
    """iterative.small-steps: the median length of a step, and steps with participants among their planners."""
    steps = STEPS.first(project=project.pk, long_ago=on - GRACE)
    middle = MIDDLE.first(project=project.pk)
    median = middle.days + 1 if middle is not None else None
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
            Count(_("planned with participants: %(planned)s of %(all)s") % steps, steps["planned"]),
            Count(_("with a first and a last day: %(dated)s of %(all)s") % steps, steps["dated"]),
            Count(_("more than 14 days past their end: %(late)s") % steps, steps["late"]),
        ]
        if steps["all"]
        else [],
        path=reverse("projects:step_list", args=[project.slug]),
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
