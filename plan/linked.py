"""What people's words are linked to in the plan: the step that comes from them, the change that they led to."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from core.addresses import addresses_in_rows, row_address
from plan.addresses import known_address
from plan.models import Impact, Step
from projects.models import Project
from questions.linking import Target
from questions.models import ContributionMove


def target_of_step(step: Step) -> Target:
    """Return what people's words are linked to when a step comes from them."""
    address = reverse("plan:step_detail", args=[step.project.slug, step.pk])
    return Target(ContributionMove.What.PLANNED, address, step.title)


def target_of_impact(impact: Impact) -> Target:
    """Return what people's words are linked to when something changed because of them."""
    address = known_address(impact.project.slug, "impact", one=impact.pk)
    return Target(ContributionMove.What.NOTICED, address, impact.what)


def no_longer_so(project: Project) -> QuerySet[Any]:
    """Return the addresses of what came to nothing: steps that were dropped, changes that were taken off the list."""
    step = addresses_in_rows(row_address("plan:step_detail", project.slug), "pk")
    change = addresses_in_rows(f"{known_address(project.slug, 'impact', one=1)[:-1]}0", "pk")
    dropped = project.steps.filter(state=Step.State.DROPPED).order_by()
    retired = project.impacts.retired().order_by()
    return dropped.values_list(step, flat=True).union(
        retired.values_list(change, flat=True), all=True
    )
