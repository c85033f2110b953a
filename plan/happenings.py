"""What happened with a plan, for timelines and homes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.offers import Happening, short
from plan.addresses import known_address
from plan.models import Impact, PlanPromiseChange, Step, StepChange, Turn


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
        "text": short(row.why),
        "look": "past" if row.to_state == Step.State.DROPPED else "",
    }


def _tell_impact(row: Impact) -> dict[str, Any]:
    return {
        "project": row.project,
        "kind": _("what changed"),
        "title": row.what,
        "url": known_address(row.project.slug, "impact", one=row.pk),
        "text": _("Noticed by %(who)s. %(how)s") % {"who": row.who, "how": short(row.how_we_know)},
        "look": "now",
    }


def _tell_turn(row: Turn) -> dict[str, Any]:
    is_end = row.kind == Turn.Kind.ENDED
    return {
        "project": row.project,
        "kind": _("project"),
        "title": _("The project ended") if is_end else _("The project was opened again"),
        "url": reverse("plan:plan", args=[row.project.slug]),
        "text": _("Why: %(why)s") % {"why": short(row.why)},
        "look": "past" if is_end else "now",
    }


def _tell_promise(row: PlanPromiseChange) -> dict[str, Any]:
    return {
        "project": row.promise.project,
        "kind": _("plan"),
        "title": _("What we promise was changed: how much say you have"),
        "url": reverse("plan:plan", args=[row.promise.project.slug]) + "#promise",
        "text": _("Before: %(was)s") % {"was": short(row.was)},
        "look": "now",
    }


HAPPENINGS = (
    Happening(
        lambda pks: StepChange.objects.filter(step__project__in=pks).select_related(
            "step__project"
        ),
        "at",
        _tell_step,
        order=30,
    ),
    Happening(
        lambda pks: Impact.objects.in_force().filter(project__in=pks).select_related("project"),
        "created_at",
        _tell_impact,
        order=40,
        is_news=False,
    ),
    Happening(
        lambda pks: PlanPromiseChange.objects.filter(promise__project__in=pks).select_related(
            "promise__project"
        ),
        "at",
        _tell_promise,
        order=6,
        # Everybody was sent it.
        is_news=False,
    ),
    Happening(
        lambda pks: Turn.objects.filter(project__in=pks).select_related("project"),
        "at",
        _tell_turn,
        order=5,
        # Today says it above all, as long as it is so.
        is_news=False,
    ),
)
