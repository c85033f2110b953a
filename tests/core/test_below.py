"""What stands below a row: counts that stop, and the first of many."""

import pytest
from django.db.models import OuterRef

from core.below import MOST_COUNTED, CountSome, first_of, some
from plan.models import Step
from projects.models import Project
from tests import factories
from tests.factories import DAY

pytestmark = pytest.mark.django_db


def below(project):
    steps = Step.objects.filter(project=OuterRef("pk"))
    first = first_of(steps.order_by("-number"), number="number", title="title", due="due_on")
    rows = Project.objects.filter(pk=project.pk).annotate(count=CountSome(steps), first=first)
    return rows.get()


@pytest.mark.parametrize(
    ("there", "counted", "said"), [(0, 0, "0"), (99, 99, "99"), (100, 100, "more than 99")]
)
def test_a_count_is_exact_up_to_99(project, twin, there, counted, said):
    factories.StepFactory(project=twin)
    Step.objects.bulk_create(
        factories.StepFactory.build(project=project, number=n) for n in range(1, there + 1)
    )
    assert below(project).count == counted
    assert some(counted) == said


def test_a_count_stops(project):
    Step.objects.bulk_create(
        factories.StepFactory.build(project=project, number=n) for n in range(1, 151)
    )
    assert below(project).count == MOST_COUNTED + 1


def test_the_first_of_many_comes_as_one(project):
    assert below(project).first is None
    factories.StepFactory(project=project, number=1)
    factories.StepFactory(project=project, number=2, title="Ask “why”", due_on=DAY)
    assert below(project).first == {
        "number": 2,
        "title": "Ask “why”",
        "due": DAY.isoformat(),
    }
