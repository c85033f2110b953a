"""What a project that is being set up has to do about its plan: its parts of the task list."""

from django.db.models import Exists, OuterRef
from django.urls import reverse_lazy
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.prepared import count_of
from plan.models import Boundary, ReadinessCheck, Step, Unsettled
from projects.models import Project
from projects.set_up import Facts, Task


def set_up_facts() -> Facts:
    """Count steps, boundaries of each kind and what is not settled; say which of the three are confirmed."""
    here = {"project": OuterRef("pk")}
    checks = ReadinessCheck.objects.filter(is_confirmed=True, **here)
    boundaries = Boundary.objects.in_force().filter(**here)
    return {
        **{f"has_{kind}": Exists(checks.filter(kind=kind)) for kind in ReadinessCheck.Kind.values},
        **{
            f"{kind}_count": count_of(boundaries.filter(kind=kind), "project")
            for kind in Boundary.Kind.values
        },
        "step_count": count_of(Step.objects.filter(**here), "project"),
        "unsettled_count": count_of(Unsettled.objects.open().filter(**here), "project"),
    }


def ground_tasks(project: Project, known: Facts) -> list[Task]:
    """Whether it is ready, what is open and what is fixed."""
    return [_readiness(project, known), _boundaries(project, known)]


def plan_tasks(project: Project, known: Facts) -> list[Task]:
    """The first steps, and what is not settled yet."""
    steps, unsettled = known["step_count"], known["unsettled_count"]
    return [
        Task(
            _("Plan the first steps"),
            reverse_lazy("plan:step_list" if steps else "plan:step_create", args=[project.slug]),
            ngettext("%(n)d step", "%(n)d steps", steps) % {"n": steps}
            if steps
            else _("Small ones, planned with everybody. Two or three are enough to begin."),
            "done" if steps else "to_do",
        ),
        Task(
            _("Say what is not settled yet"),
            reverse_lazy(
                "plan:unsettled_list" if unsettled else "plan:unsettled_create", args=[project.slug]
            ),
            ngettext("%(n)d thing", "%(n)d things", unsettled) % {"n": unsettled}
            if unsettled
            else _("It is fine not to know. Say when you will look at it again."),
            "done" if unsettled else "to_do",
        ),
    ]


def _readiness(project: Project, known: Facts) -> Task:
    missing = [kind.label.lower() for kind in ReadinessCheck.Kind if not known[f"has_{kind.value}"]]
    state = {0: "done", 3: "to_do"}.get(len(missing), "started")
    return Task(
        _("Confirm time, money and permission"),
        reverse_lazy("plan:readiness_edit", args=[project.slug]),
        _("%(missing)s: not confirmed yet")
        % {"missing": capfirst(get_text_list(missing, _("and")))}
        if missing
        else _("All three are confirmed."),
        state,
    )


def _boundaries(project: Project, known: Facts) -> Task:
    open_count, fixed_count = known["open_count"], known["fixed_count"]
    is_stated = open_count and fixed_count
    return Task(
        _("Say what can change and what cannot"),
        reverse_lazy(
            "plan:boundary_list" if is_stated else "plan:boundary_create", args=[project.slug]
        ),
        _("%(open)d can change, %(fixed)d cannot") % {"open": open_count, "fixed": fixed_count}
        if open_count or fixed_count
        else _("At least one of each, with the reason."),
        "done" if is_stated else "started" if open_count or fixed_count else "to_do",
    )
