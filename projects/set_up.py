"""The task list of a project that is being set up: what is done, and what is left."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from projects.models import Project


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
    """What it is for."""
    return [_purpose(project)]


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
