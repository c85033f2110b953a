"""What of the things we learn can come of a meeting."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.came_up import NO_STATE, Outcome
from elements import permissions
from projects.models import Project


def _lessons(project: Project) -> QuerySet[Any]:
    return project.lessons.values_list("pk", F("pk"), "learned", NO_STATE)


def _address(project: Project, at: int) -> str:
    return f"{reverse('elements:lesson_list', args=[project.slug])}?one={at}"


OUTCOMES = (
    Outcome(
        "lesson",
        gettext_lazy("A lesson"),
        gettext_lazy("Write down a lesson"),
        "elements:lesson_create",
        permissions.can_write_lesson,
        _lessons,
        _address,
    ),
)
