"""What a project that is being set up has to do about its plan: its parts of the task list."""

from django.urls import reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plan.getters import get_missing
from plan.models import Boundary
from projects.models import Project
from projects.set_up import Task


def ground_tasks(project: Project) -> list[Task]:
    """Whether it is ready, what is open and what is fixed."""
    return [_readiness(project), _boundaries(project)]


def plan_tasks(project: Project) -> list[Task]:
    """The first steps, and what is not settled yet."""
    steps, unsettled = project.steps.count(), project.unsettled.open().count()
    return [
        Task(
            _("Plan the first steps"),
            reverse("plan:step_list" if steps else "plan:step_create", args=[project.slug]),
            ngettext("%(n)d step", "%(n)d steps", steps) % {"n": steps}
            if steps
            else _("Small ones, planned with everybody. Two or three are enough to begin."),
            "done" if steps else "to_do",
        ),
        Task(
            _("Say what is not settled yet"),
            reverse("plan:unsettled_list", args=[project.slug]),
            ngettext("%(n)d thing", "%(n)d things", unsettled) % {"n": unsettled}
            if unsettled
            else _("It is fine not to know. Say when you will look at it again."),
            "done" if unsettled else "to_do",
        ),
    ]


def _readiness(project: Project) -> Task:
    missing = [check.get_kind_display().lower() for check in get_missing(project)]
    state = {0: "done", 3: "to_do"}.get(len(missing), "started")
    return Task(
        _("Confirm time, money and permission"),
        reverse("plan:readiness_edit", args=[project.slug]),
        _("%(missing)s: not confirmed yet")
        % {"missing": capfirst(get_text_list(missing, _("and")))}
        if missing
        else _("All three are confirmed."),
        state,
    )


def _boundaries(project: Project) -> Task:
    kinds = list(project.boundaries.in_force().values_list("kind", flat=True))
    is_stated = len(set(kinds)) == len(Boundary.Kind)
    return Task(
        _("Say what is open to change and what is fixed"),
        reverse("plan:boundary_list", args=[project.slug]),
        _("%(open)d open, %(fixed)d fixed")
        % {"open": kinds.count(Boundary.Kind.OPEN), "fixed": kinds.count(Boundary.Kind.FIXED)}
        if kinds
        else _("At least one of each, with the reason."),
        "done" if is_stated else "started" if kinds else "to_do",
    )
