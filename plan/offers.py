"""What is planned, agreed and not settled, for the pages that gather."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.below import first_of
from core.dates import Period, long_date
from core.offers import MOST_ANSWERED, MOST_ASKED, Answered, Ask, RunLink, Section, short
from core.prepared import Hole, Prepared, number
from core.summary import SummaryKind, SummaryLine
from plan.due import DUE
from plan.finding import FINDABLE
from plan.getters import Reading, get_promise_told, get_readiness
from plan.getters import public_words as public_words
from plan.happenings import HAPPENINGS
from plan.models import (
    Boundary,
    Concern,
    FollowUp,
    Handover,
    Impact,
    Statement,
    Step,
    StepChange,
    Unsettled,
)
from plan.outcomes import OUTCOMES as OUTCOMES
from plan.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from plan.set_up import ground_tasks, plan_tasks
from plan.together import asks_planner, step_to_ask_about
from projects import set_up
from projects.known import Known
from projects.models import Member, Project
from projects.prepared import AboutProjects

__all__ = ["DUE", "FINDABLE", "HAPPENINGS"]

STATES = {
    "planned": ("none", gettext_lazy("Planned")),
    "exploring": ("half", gettext_lazy("Exploring")),
    "dropped": ("past", gettext_lazy("Dropped")),
    "fixed": ("plain", gettext_lazy("Fixed")),
}

SETUP_TASKS = {20: ground_tasks, 40: plan_tasks}

PLACES = {
    "equal.care": ("plan:statement_list", gettext_lazy("Agree on how you work")),
    "open.exploring": (
        "plan:unsettled_list",
        gettext_lazy("Write down what is not settled"),
    ),
    "open.data": (
        "plan:known?kind=data",
        gettext_lazy("Go through the data you start from"),
    ),
    "open.uncertainty": ("plan:unsettled_list", gettext_lazy("Go through what is not settled")),
    "open.mess": ("plan:step_create", gettext_lazy("Add a step")),
    "transparent.boundaries": (
        "plan:boundary_list",
        gettext_lazy("Go through what is open and what is fixed"),
    ),
    "positive.strengths": (
        "plan:known?kind=strength,difficulty",
        gettext_lazy("Go through strengths and difficulties"),
    ),
    "action.impact": ("plan:known?kind=impact", gettext_lazy("Write down what changed")),
    "action.good-and-done": (
        "plan:statement_list",
        gettext_lazy("Agree on what good and done look like"),
    ),
    "action.readiness": (
        "plan:readiness_edit",
        gettext_lazy("Confirm time, money and permission"),
    ),
    "thorough.existing": (
        "plan:known?kind=existing",
        gettext_lazy("Go through what exists already"),
    ),
    "thorough.future": ("plan:known?kind=handover", gettext_lazy("Plan what carries on")),
    "iterative.small-steps": ("plan:step_create", gettext_lazy("Add a small step")),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return what the person has not read or said of the plan yet, and how many concerns are open."""
    here = OuterRef("pk")
    me = Member.objects.taking_part().filter(user=user)
    newest = Boundary.objects.filter(project=here).order_by("-changed_at")
    # Two queries further in, the project is that of the statement.
    member: Any = Subquery(me.filter(project=OuterRef(OuterRef("project"))).values("pk")[:1])
    concerns = Concern.objects.open().filter(statement__project=here, statement__retired_at=None)
    counted = concerns.order_by().values("statement__project").annotate(n=Count("pk")).values("n")
    looks = FollowUp.objects.open().filter(project=here, due_on__lte=on)
    return {
        "follow_up": first_of(looks, pk="pk", due_on="due_on"),
        "boundaries_changed_at": Subquery(newest.values("changed_at")[:1]),
        "boundaries_read_at": Subquery(me.filter(project=here).values("boundaries_read_at")[:1]),
        "has_unsettled": Exists(Unsettled.objects.open().filter(project=here)),
        "statements_waiting": Statement.objects.waiting_for(member).filter(project=here).counted(),
        "open_concerns": Subquery(counted),
        "planned_step": step_to_ask_about(here, user=user, on=on),
        "has_closed_concern": Exists(
            Concern.objects.answered().filter(statement__project=here, member__user=user)
        ),
    }


def run_facts() -> dict[str, Any]:
    """Return what the set-up list needs to know, of all apps."""
    return set_up.facts()


def _set_up_left(project: Project, known: dict[str, Any]) -> str:
    left = set_up.count_left(project, known)
    return ngettext("%(n)s thing left", "%(n)s things left", left) % {"n": left} if left else ""


RUN_LINKS = (
    RunLink(gettext_lazy("Set-up list"), "plan:setup", 10, _set_up_left),
    RunLink(gettext_lazy("Leaving and ending"), "plan:project_end", 90),
)


def asked_of_person(known: Known) -> list[Ask]:
    """Ask facilitators to look again at what was not settled and is due by now."""
    return [
        Ask(
            title=_("Look again: %(what)s") % {"what": row.what},
            text=_("You wanted to look at it on %(day)s.") % {"day": long_date(row.look_again_on)},
            url=reverse("plan:unsettled_settle", args=[row.project.slug, row.pk]),
            action=_("Look at it"),
            small=row.project.name,
            of=row.project_id,
            order=60,
        )
        for row in _unsettled(known, known.led)
        if row.look_again_on <= known.on
    ]


def _unsettled(known: Known, projects: list[Project]) -> list[Unsettled]:
    """Return the things not settled yet, the first to be looked at first."""
    pks = known.where("has_unsettled", projects)
    found: list[Unsettled] = known.once(f"unsettled of {pks}", lambda: _UNSETTLED.all(pks))
    return found


_UNSETTLED = AboutProjects(
    lambda projects: (
        Unsettled.objects.open()
        .filter(project__in=projects)
        .select_related("project")
        .order_by("look_again_on", "pk")[:MOST_ASKED]
    )
)


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask to look what became of a project, from the day on that was set for it."""
    about = known.of(project)
    if not about["follow_up"]:
        return []
    day = long_date(date.fromisoformat(about["follow_up"]["due_on"]))
    return [
        Ask(
            title=_("What became of the project?"),
            text=_("You wanted to look again on %(day)s, and say what you found.") % {"day": day},
            url=reverse("plan:follow_up_finish", args=[project.slug, about["follow_up"]["pk"]]),
            action=_("Say what you found"),
            small=project.name,
        )
    ]


def asked_of_member(known: Known, project: Project) -> list[Ask]:
    """Ask to read, to agree, and whether one planned a step; nobody is asked when the project has ended."""
    return [*_boundaries(known, project), *_agree(known, project), *asks_planner(known, project)]


def _boundaries(known: Known, project: Project) -> list[Ask]:
    about = known.of(project)
    reading = Reading(about["boundaries_changed_at"], about["boundaries_read_at"])
    if not reading.is_asked or project.has_ended:
        return []
    return [
        Ask(
            title=_("What can change here, and what cannot?"),
            text=_("Read it, and say that you have. Then nothing comes as a surprise."),
            url=reverse("plan:boundary_list", args=[project.slug]),
            action=_("Read it"),
            small=project.name,
            minutes=2,
        )
    ]


def _agree(known: Known, project: Project) -> list[Ask]:
    """Ask about the statements that wait for the person."""
    waiting = known.of(project)["statements_waiting"]
    if not waiting or project.has_ended:
        return []
    title = ngettext(
        "Do you agree? %(n)s statement waits", "Do you agree? %(n)s statements wait", waiting
    )
    return [
        Ask(
            title=title % {"n": waiting},
            text=_("How we work together, and how we will see that it is good, and done."),
            url=reverse("plan:statement_list", args=[project.slug]),
            action=_("Say whether you agree"),
            small=project.name,
            minutes=max(1, waiting // 2),
        )
    ]


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask for an answer to the concerns that are open."""
    count = known.of(project)["open_concerns"]
    if not count:
        return []
    title = ngettext("%(count)s concern is open", "%(count)s concerns are open", count)
    return [
        Ask(
            title=title % {"count": count},
            text=_("Something keeps people from agreeing. They are waiting for an answer."),
            url=reverse("plan:statement_list", args=[project.slug]),
            action=_("See what"),
            small=project.name,
            order=30,
        )
    ]


def became(known: Known, project: Project) -> list[Answered]:
    """Tell whoever raised a concern what it was answered, until they say again whether they agree."""
    if not known.of(project)["has_closed_concern"]:
        return []
    rows = Concern.objects.answered().not_answered_again().select_related("closed_by")
    rows = rows.filter(
        statement__project=project, member__user=known.user, closed_at__gt=known.since
    )
    return [
        Answered(
            words=short(row.words),
            answer=short(row.outcome),
            by=str(row.closed_by or ""),
            at=row.closed_at,
            url=reverse("plan:statement_detail", args=[project.slug, row.statement_id]),
            where=_("See what it was about"),
        )
        for row in rows.order_by("-closed_at")[: MOST_ANSWERED + 1]
        if row.closed_at
    ]


def ahead(known: Known, project: Project) -> dict[str, Any]:
    """Return the steps under way, and what is not settled and is looked at later."""
    unsettled = _unsettled(known, [project])
    return {
        "steps": _STEPS_AHEAD.all(project=project.pk),
        "unsettled": [row for row in unsettled if row.look_again_on > known.on][:3],
    }


_STEPS_AHEAD = Prepared(
    lambda: (
        Step.objects.filter(
            project=number("project"), state__in=[Step.State.DOING, Step.State.EXPLORING]
        )
        .select_related("owner")
        .order_by(F("due_on").asc(nulls_last=True), "number")[:5]
    )
)


def purpose(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return what the project rests on and promises, and what can change in it and what cannot."""
    return {
        **get_promise_told(project, period),
        "readiness": get_readiness(project),
        "boundaries": list(Boundary.objects.filter(project=project, retired_at=None)),
    }


def plan(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return what people agree on, the steps with what became of them in the period, and what was settled."""
    changes = StepChange.objects.filter(period.of("at")).select_related("by")
    statements = Statement.objects.filter(project=project).in_force().with_counts().in_order()
    steps = Step.objects.filter(project=project).select_related("owner")
    unsettled = Unsettled.objects.filter(project=project)
    every = list(steps.prefetch_related(Prefetch("changes", changes, "changes_in_period")))
    told = [step for step in every if step.changes_in_period or _is_ahead(step)]
    return {
        "statements": list(statements),
        "steps": every,
        "told_steps": told,
        "steps_before": len(every) - len(told),
        "not_settled": list(unsettled.filter(settled_at=None)),
        "settled": list(unsettled.filter(period.of("settled_at"))),
    }


def _is_ahead(step: Step) -> bool:
    return step.state in (Step.State.PLANNED, Step.State.DOING, Step.State.EXPLORING)


def impact(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return what was noticed to change in the period."""
    too = Count("noticings", filter=Q(noticings__was_participant=True))
    rows = Impact.objects.in_force().filter(period.of_day("noticed_on"), project=project)
    return {"impacts": list(rows.annotate(too=too).order_by("noticed_on", "pk"))}


def after(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return what carries on after the project."""
    handovers = Handover.objects.in_force().filter(project=project).select_related("owner")
    follow_ups = FollowUp.objects.filter(
        Q(done_at=None) | period.of("done_at"), project=project
    ).order_by("due_on", "pk")
    return {"handovers": list(handovers), "follow_ups": list(follow_ups)}


def in_short(project: Project, found: dict[str, Any], *, on: date) -> list[SummaryLine]:
    """Say how many steps were finished and what is not settled, and what is planned."""
    done = sum(
        any(change.to_state == Step.State.DONE for change in step.changes_in_period)
        for step in found["steps"]
    )
    lines = []
    if done:
        words = ngettext("step finished", "steps finished", done)
        lines.append(SummaryLine(SummaryKind.NUMBER, words, number=done, order=50))
    if found["not_settled"]:
        count = len(found["not_settled"])
        words = ngettext("thing not settled yet", "things not settled yet", count)
        lines.append(SummaryLine(SummaryKind.NUMBER, words, number=count, order=60))
    return lines + _coming(found)


def _coming(found: dict[str, Any]) -> list[SummaryLine]:
    """Return the steps that are not finished, what we look at again, and when we look how it went."""
    steps = [step for step in found["steps"] if _is_ahead(step)]
    again = _("We look at this again: %(what)s")
    lines = [
        SummaryLine(SummaryKind.NEXT, step.title, on=step.due_on or step.starts_on)
        for step in steps
    ]
    lines += [
        SummaryLine(SummaryKind.NEXT, again % {"what": thing.what}, on=thing.look_again_on)
        for thing in found["not_settled"]
    ]
    return lines + [
        SummaryLine(SummaryKind.NEXT, _("We look at what became of it all"), on=look.due_on)
        for look in found["follow_ups"]
        if not look.done_at
    ]


SECTIONS = (
    Section(
        "purpose",
        gettext_lazy("What the project is for"),
        "plan/report/purpose.html",
        purpose,
        order=10,
    ),
    Section(
        "plan",
        gettext_lazy("The plan"),
        "plan/report/plan.html",
        plan,
        order=40,
        needs=("statements", "steps", "not_settled", "settled"),
    ),
    Section(
        "impact",
        gettext_lazy("What changed"),
        "plan/report/impact.html",
        impact,
        order=80,
        needs=("impacts",),
    ),
    Section(
        "after",
        gettext_lazy("After the project"),
        "plan/report/after.html",
        after,
        order=90,
        needs=("handovers", "follow_ups"),
    ),
)
