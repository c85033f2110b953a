"""The task list of a project that is being set up: what is done, and what is left."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from core.offers import merged, offered
from core.prepared import Prepared, number
from projects.middleware import FROM_LIST
from projects.models import Project

#: What the apps need to know of a project to say what is left to do in it.
Facts = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """One thing to do. ``state`` is "done", "started" or "to_do"; ``state_text`` replaces its usual word."""

    name: str
    url: Any  # an address, or what becomes one when it is written
    hint: str
    state: str
    state_text: str = ""


def facts() -> Facts:
    """Return what the apps ask of a project for their tasks, as expressions over its row."""
    return merged(part() for part in offered("set_up_facts", where="{app}.set_up"))


_FACTS = Prepared(lambda: Project.objects.filter(pk=number("project")).values("pk", **facts()))


def tasks_of(project: Project) -> list[Task]:
    """
    Return what there is to do, in the order in which it is best done, in one query.

    Each app answers for its own tasks: ``SETUP_TASKS`` in its offers has a function for each part,
    ``(project, facts) -> list[Task]``, by its place on the page.
    """
    tasks = _tasks(project, _FACTS.first(project=project.pk))
    return [replace(task, url=f"{task.url}?from={FROM_LIST}") for task in tasks]


def count_left(project: Project, known: Facts) -> int:
    """Return how many of these things are not done; every page of a facilitator asks, so that no address is made."""
    return sum(task.state != "done" for task in _tasks(project, known))


def _tasks(project: Project, known: Facts) -> list[Task]:
    parts = [part for table in offered("SETUP_TASKS") for part in table.items()]
    return [task for _place, part in sorted(parts, key=_place_of) for task in part(project, known)]


def _place_of(part: tuple[int, Any]) -> int:
    return part[0]


def purpose_tasks(project: Project, known: Facts) -> list[Task]:
    """What it is for."""
    return [_purpose(project)]


def contact_tasks(project: Project, known: Facts) -> list[Task]:
    """Whom people can ask, whom they ring in danger, and whether there is a public page."""
    return [
        Task(
            _("Say who helps when somebody is stuck"),
            reverse_lazy("projects:help_edit", args=[project.slug]),
            project.help_name or _("A name and a phone number, at the foot of every page."),
            "done" if project.help_name else "to_do",
        ),
        Task(
            _("Say whom to ring when somebody is in danger"),
            reverse_lazy("projects:safety_edit", args=[project.slug]),
            project.safety_name or _("A number to ring now, and somebody outside the project."),
            "done" if project.has_safety_contact else "to_do",
        ),
        Task(
            _("Choose whether there is a public page"),
            reverse_lazy("projects:public_page_edit", args=[project.slug]),
            _public_words(project),
            "done" if project.public_answered_at else "to_do",
        ),
    ]


def _purpose(project: Project) -> Task:
    return Task(
        _("Say what the project is for"),
        reverse_lazy("projects:purpose_edit", args=[project.slug]),
        _("What should be better in the end, and for whom."),
        "done" if project.purpose else "to_do",
    )


def _public_words(project: Project) -> str:
    if not project.public_answered_at:
        return _("Only members see the project until you say otherwise.")
    return _("Everybody may see it.") if project.is_public else _("Only members see the project.")
