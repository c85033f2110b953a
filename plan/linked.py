"""What people's words are linked to in the plan: steps that come from them, changes they led to, data they add to."""

from django.urls import reverse

from plan.addresses import known_address
from plan.models import Impact, KnownThing, StartingPoint, Step
from questions.linking import Target
from questions.models import ContributionMove

_WHAT = ContributionMove.What
#: What we know that people's words can be linked to: the word in its address, and how far they have come with it.
LINKED: dict[type[KnownThing], tuple[str, str]] = {
    StartingPoint: ("data", _WHAT.DISCUSSED),
    Impact: ("impact", _WHAT.NOTICED),
}


def target_of_step(step: Step) -> Target:
    """Return what people's words are linked to when a step comes from them."""
    address = reverse("plan:step_detail", args=[step.project.slug, step.pk])
    is_done = step.state == Step.State.DONE
    whats = (_WHAT.PLANNED, _WHAT.DONE) if is_done else (_WHAT.PLANNED,)
    return Target(whats, address, step.title)


def target_of_known(row: KnownThing) -> Target:
    """Return what people's words are linked to when they led to a change, or add to a piece of data."""
    key, what = LINKED[type(row)]
    slug = row.project.slug  # type: ignore[attr-defined]
    return Target((what,), known_address(slug, key, one=row.pk), str(row))
