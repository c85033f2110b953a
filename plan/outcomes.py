"""What of the plan can come of a meeting."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.came_up import Outcome
from projects.models import Project
from projects.permissions import can_edit_plan


def _steps(project: Project) -> QuerySet[Any]:
    return project.steps.values_list("pk", F("pk"), "title", "state")


def _address(project: Project, at: int) -> str:
    return reverse("plan:step_detail", args=[project.slug, at])


OUTCOMES = (
    Outcome(
        "step",
        gettext_lazy("A step"),
        gettext_lazy("Add a step to the plan"),
        "plan:step_create",
        can_edit_plan,
        _steps,
        _address,
    ),
)
