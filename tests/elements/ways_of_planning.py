"""What somebody could do to a sound project so that its steps would look small, and planned together."""

from datetime import timedelta

from plan.models import PlannedTogether, Step
from projects.models import Member, Role
from tests import factories
from tests.elements.conftest import NOW, ago


def only_they_planned(sound, *members):
    PlannedTogether.objects.all().delete()
    for step in (sound.explored, sound.dropped):
        step.planned_by.clear()
        factories.planned_together(step, *members)


WAYS_OF_PLANNING = {
    "one step takes a day and one a hundred and one": (
        lambda s: (
            Step.objects.filter(pk=s.explored.pk).update(ended_on=s.explored.starts_on),
            Step.objects.filter(pk=s.dropped.pk).update(
                ended_on=s.dropped.starts_on + timedelta(days=100)
            ),
        ),
        ["iterative.small-steps"],
    ),
    "a step is long past its end": (
        lambda s: factories.StepFactory(project=s.project, due_on=ago(20).date()),
        ["iterative.small-steps"],
    ),
    "facilitators planned the steps among themselves": (
        lambda s: only_they_planned(s, s.jo),
        ["iterative.small-steps"],
    ),
    "a facilitator names participants as planners, and none of them says so": (
        lambda s: PlannedTogether.objects.all().delete(),
        ["iterative.small-steps"],
    ),
    "those who are named as planners say that they were not there": (
        lambda s: PlannedTogether.objects.update(was_there=False),
        ["iterative.small-steps"],
    ),
    "whoever planned the steps has left": (
        lambda s: (
            only_they_planned(s, s.others[0]),
            Member.objects.filter(pk=s.others[0].pk).update(left_at=NOW),
        ),
        ["iterative.small-steps"],
    ),
    "whoever planned the steps was invited and never came": (
        lambda s: (
            only_they_planned(s, s.others[0]),
            Member.objects.filter(pk=s.others[0].pk).update(joined_at=None),
        ),
        ["iterative.small-steps"],
    ),
    "whoever planned the steps runs the project now": (
        lambda s: (
            only_they_planned(s, s.others[0]),
            Member.objects.filter(pk=s.others[0].pk).update(role=Role.FACILITATOR),
        ),
        ["iterative.small-steps"],
    ),
    "a facilitator says that they planned the steps, and becomes a participant": (
        lambda s: (
            only_they_planned(s, s.jo),
            Member.objects.filter(pk=s.jo.pk).update(role=Role.PARTICIPANT),
        ),
        ["iterative.small-steps"],
    ),
}
