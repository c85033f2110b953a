"""The task list of a project that is being set up: what is done, and what is left."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.models import Boundary, Project


@dataclass(frozen=True)
class Task:
    """One thing to do. ``state`` is "done", "started" or "to_do"; ``state_text`` replaces its usual word."""

    name: str
    url: str
    hint: str
    state: str
    state_text: str = ""


def tasks_of(project: Project) -> list[Task]:
    """
    Return what there is to do, in the order in which it is best done.

    Each app answers for its own tasks: ``SETUP_TASKS`` in the settings names a function for each part,
    ``(project) -> list[Task]``, so that this app need not know those that stand to its right.
    """
    parts: list[Callable[[Project], list[Task]]] = [import_string(p) for p in settings.SETUP_TASKS]
    return [task for part in parts for task in part(project)]


def purpose_tasks(project: Project) -> list[Task]:
    """What it is for, whether it is ready, what is open and what is fixed."""
    return [_purpose(project), _readiness(project), _boundaries(project)]


def plan_tasks(project: Project) -> list[Task]:
    """The first steps, and what is not settled yet."""
    steps, unsettled = project.steps.count(), project.unsettled.open().count()
    return [
        Task(
            _("Plan the first steps"),
            reverse("projects:step_list" if steps else "projects:step_create", args=[project.slug]),
            ngettext("%(n)d step", "%(n)d steps", steps) % {"n": steps}
            if steps
            else _("Small ones, planned with everybody. Two or three are enough to begin."),
            "done" if steps else "to_do",
        ),
        Task(
            _("Say what is not settled yet"),
            reverse("projects:unsettled_list", args=[project.slug]),
            ngettext("%(n)d thing", "%(n)d things", unsettled) % {"n": unsettled}
            if unsettled
            else _("It is fine not to know. Say when you will look at it again."),
            "done" if unsettled else "to_do",
        ),
    ]


def contact_tasks(project: Project) -> list[Task]:
    """Whom people can ask, and whether there is a public page."""
    return [
        Task(
            _("Say who helps when somebody is stuck"),
            reverse("projects:help_edit", args=[project.slug]),
            project.help_name or _("A name and a phone number, at the foot of every page."),
            "done" if project.help_name else "to_do",
        ),
        Task(
            _("Choose whether there is a public page"),
            reverse("projects:public_page_edit", args=[project.slug]),
            _("Everybody may see it.") if project.is_public else _("Only members see the project."),
            "done",
            _("Public") if project.is_public else _("Not public"),
        ),
    ]


def _purpose(project: Project) -> Task:
    return Task(
        _("Say what the project is for"),
        reverse("projects:purpose_edit", args=[project.slug]),
        _("What should be better in the end, and for whom."),
        "done" if project.purpose else "to_do",
    )


def _readiness(project: Project) -> Task:
    missing = [check.get_kind_display().lower() for check in project.readiness_checks.unconfirmed()]
    state = {0: "done", 3: "to_do"}.get(len(missing), "started")
    return Task(
        _("Confirm time, money and permission"),
        reverse("projects:readiness_edit", args=[project.slug]),
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
        reverse("projects:boundary_list", args=[project.slug]),
        _("%(open)d open, %(fixed)d fixed")
        % {"open": kinds.count(Boundary.Kind.OPEN), "fixed": kinds.count(Boundary.Kind.FIXED)}
        if kinds
        else _("At least one of each, with the reason."),
        "done" if is_stated else "started" if kinds else "to_do",
    )
