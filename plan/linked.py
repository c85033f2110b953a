"""What people's words are linked to in the plan: the step that comes from them, the change that they led to."""

from django.urls import reverse

from plan.addresses import known_address
from plan.models import Impact, Step
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
