"""What of a project is for everybody: nothing that names a member, nothing that is private."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from decisions.models import Decision
from plan.models import Step
from projects.models import Project

TITLES = 8


@dataclass(frozen=True)
class PlanInShort:
    """The titles of the steps in hand, and how many are done and planned."""

    now: list[str]
    done: int
    planned: int


def plan_in_short(project: Project) -> PlanInShort:
    """Say in two queries where the plan stands."""
    in_hand = Step.objects.filter(
        project=project, state__in=[Step.State.DOING, Step.State.EXPLORING]
    )
    counts = dict(
        Step.objects.filter(project=project)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    return PlanInShort(
        now=list(in_hand.order_by("number").values_list("title", flat=True)[:TITLES]),
        done=counts.get(Step.State.DONE, 0),
        planned=counts.get(Step.State.PLANNED, 0),
    )


def decisions_in_force(project: Project) -> QuerySet[Decision]:
    """Return those that were chosen for everybody, with their newest version and ``maker_count``, never with names."""
    return (
        Decision.objects.filter(project=project)
        .in_force()
        .public()
        .select_related("current")
        .annotate(maker_count=Count("current__makers"))
    )
