"""What can be found of a plan: what it is for and promises, its steps, its limits, what is agreed, what is known."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from plan.kinds import KINDS
from plan.models import Addition, Boundary, Concern, PlanPromise, Statement, Step, Unsettled
from projects.finding import Findable, Finding, day_of, joined, titled
from projects.models import Project


def _purposes(pks: list[int]) -> Iterator[Finding]:
    for row in Project.objects.filter(pk__in=pks):
        if row.summary or row.purpose:
            text = joined(row.summary, row.purpose)
            yield Finding(row.pk, row.name, text, day_of(row.created_at), "plan:plan")


def _promises(pks: list[int]) -> Iterator[Finding]:
    for row in PlanPromise.objects.filter(pk__in=pks):
        yield Finding(row.pk, **titled(row.words), on=day_of(row.changed_at), page="plan:plan")


def _boundaries(pks: list[int]) -> Iterator[Finding]:
    for row in Boundary.objects.filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            title=row.what,
            text=joined(row.why, row.who, row.promise_words, row.retired_why),
            on=day_of(row.retired_at or row.changed_at),
            page="plan:boundary_list",
            more=row.on_its_list,
        )


def _statements(pks: list[int]) -> Iterator[Finding]:
    for row in Statement.objects.filter(pk__in=pks):
        words = titled(row.words)
        yield Finding(
            row=row.pk,
            title=words["title"],
            text=joined(words["text"], row.retired_why),
            on=day_of(row.retired_at or row.changed_at),
            page="plan:statement_detail",
            at=(row.pk,),
        )


def _concerns(pks: list[int]) -> Iterator[Finding]:
    """What was taken back can be read where it was said; nobody comes upon it elsewhere."""
    rows = Concern.objects.filter(pk__in=pks).exclude(ended=Concern.Ended.TAKEN_BACK)
    for row in rows:
        words = titled(row.words)
        yield Finding(
            row=row.pk,
            title=words["title"],
            text=joined(words["text"], row.outcome),
            on=day_of(row.raised_at),
            page="plan:statement_detail",
            at=(row.statement_id,),
            more=f"#c{row.pk}",
        )


def _steps(pks: list[int]) -> Iterator[Finding]:
    for row in Step.objects.filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            title=row.title,
            text=joined(row.details, row.why_dropped),
            on=row.ended_on or day_of(row.created_at),
            page="plan:step_detail",
            at=(row.pk,),
        )


def _unsettled(pks: list[int]) -> Iterator[Finding]:
    for row in Unsettled.objects.filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            title=row.what,
            text=joined(row.why, row.outcome),
            on=day_of(row.settled_at or row.created_at),
            page="plan:unsettled_list",
            more=row.on_its_list,
        )


def _additions(pks: list[int]) -> Iterator[Finding]:
    for row in Addition.objects.in_sight().filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            **titled(row.words),
            on=day_of(row.at),
            page="plan:known",
            more=f"?one=data-{row.starting_point_id}#a{row.pk}",
        )


#: The fields of what we know that people write in their own words, beside what it is.
_KNOWN_WORDS = {
    "data": ("source", "tells", "leaves_out"),
    "strength": ("more",),
    "difficulty": ("facing",),
    "existing": ("whose", "support"),
    "impact": ("who", "how_we_know"),
    "handover": ("looked_after_by", "more"),
}


def _known(key: str) -> Callable[[list[int]], Iterator[Finding]]:
    model, names = KINDS[key].new_form._meta.model, _KNOWN_WORDS[key]

    def read(pks: list[int]) -> Iterator[Finding]:
        rows: Any = model._default_manager.filter(pk__in=pks)
        for row in rows:
            yield Finding(
                row=row.pk,
                title=row.what,
                text=joined(*(getattr(row, name) for name in names), row.retired_why),
                on=day_of(row.retired_at or row.created_at),
                page="plan:known",
                more=f"?one={key}-{row.pk}",
            )

    return read


FINDABLE = (
    Findable("purpose", _("What it is for"), "plan", Project, _purposes),
    Findable("promise", _("How much say people have"), "plan", PlanPromise, _promises),
    Findable("boundary", _("What can change, and what can’t"), "plan", Boundary, _boundaries),
    Findable("statement", _("What we agree on"), "plan", Statement, _statements),
    Findable("concern", _("A concern"), "plan", Concern, _concerns),
    Findable("step", _("A step"), "plan", Step, _steps),
    Findable("unsettled", _("Not settled"), "plan", Unsettled, _unsettled),
    Findable("addition", _("What somebody added"), "plan", Addition, _additions),
    *(
        Findable(key, kind.title, "plan", kind.new_form._meta.model, _known(key))
        for key, kind in KINDS.items()
    ),
)
