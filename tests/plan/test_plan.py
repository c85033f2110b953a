"""The plan: one page, the same for everybody in the project."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plan.models import Step
from tests import factories
from tests.factories import DAY
from tests.pages import lacks, tight


@pytest.fixture
def plan_url(project):
    return reverse("plan:plan", args=[project.slug])


@pytest.fixture
def full(project, jo):
    """Return a function that fills the plan with this many rows of each kind."""

    def fill(count):
        for state in Step.State.values:
            factories.StepFactory.create_batch(
                count,
                project=project,
                owner=jo,
                state=state,
                why_dropped="It did not help." if state == "dropped" else "",
                ended_on=DAY if state in ("done", "dropped") else None,
            )
        factories.BoundaryFactory.create_batch(count, project=project)
        factories.UnsettledFactory.create_batch(count, project=project)

    return fill


def what_is_read(answer):
    """Return the part of a page that says something: no buttons, no tokens."""
    context = answer.context
    parts = {name: context[name]["rows"] for name in ("now", "next", "before", "unsettled")}
    return parts | context["limits"]


def test_everybody_reads_the_same_plan(
    signed_in, facilitator, participant, coordinator, full, plan_url
):
    full(3)
    read = [
        what_is_read(signed_in(user).get(plan_url))
        for user in (facilitator, participant, coordinator)
    ]
    assert read[0] == read[1] == read[2]
    assert {kind: len(rows) for kind, rows in read[0].items()} == {
        "now": 6,
        "next": 3,
        "before": 6,
        "unsettled": 3,
        "open": 0,
        "fixed": 3,
    }


def test_what_can_change_stands_beside_what_cannot(signed_in, participant, project, plan_url):
    factories.BoundaryFactory(project=project, kind="open", what="The chairs", why="", who="")
    factories.BoundaryFactory(
        project=project, kind="fixed", what="The doors", why="Two were hurt.", who="The guard"
    )
    page = tight(signed_in(participant).get(plan_url).content.decode())
    chairs, doors = page.index("The chairs"), page.index("The doors")
    assert page.index("We can change") < chairs < page.index("Fixed, whatever we say") < doors
    assert "The guard: Two were hurt." in page


def test_only_facilitators_are_shown_ways_to_change_it(
    signed_in, facilitator, participant, full, plan_url
):
    full(1)
    assert "Add a step" in signed_in(facilitator).get(plan_url).content.decode()
    step = Step.objects.first()
    assert lacks(signed_in(participant).get(plan_url), "Add a step", but_has=step.title)


def test_the_plan_flags_what_should_have_been_looked_at(signed_in, participant, project, plan_url):
    factories.UnsettledFactory(project=project, look_again_on=DAY.replace(year=2020))
    factories.UnsettledFactory(project=project, look_again_on=DAY.replace(year=2090))
    assert signed_in(participant).get(plan_url).content.decode().count("Time to look again") == 1


def test_the_plan_costs_the_same_with_3_and_30_rows(queries_of, participant, full, plan_url):
    full(3)
    few = queries_of(participant, plan_url)
    full(27)
    assert queries_of(participant, plan_url) == few
    assert few <= (12, 1)


def test_the_plan_shows_a_bounded_number_of_1000_steps(signed_in, participant, project, plan_url):
    Step.objects.bulk_create(
        factories.StepFactory.build(project=project, number=n, state=Step.State.values[n % 4])
        for n in range(1, 1001)
    )
    client = signed_in(participant)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(plan_url)
    limits = [q["sql"] for q in captured if q["sql"].startswith('SELECT "plan_step"')]
    assert [sql.rpartition("LIMIT ")[2] for sql in limits] == ["7", "7", "7"]
    parts = [answer.context[part] for part in ("now", "next", "before")]
    assert [part["has_more"] for part in parts] == [True, True, True]
    page = tight(answer.content.decode())
    assert "All 1000 steps, by number" in page
    assert "250 done, 0 dropped. The last:" in page
    assert len(answer.content) < 40_000


def test_a_member_who_has_not_read_the_boundaries_is_asked_to(
    signed_in, participant, coordinator, project, plan_url
):
    boundary = factories.BoundaryFactory(project=project)
    ask = "Please read what can change, and what can’t"
    assert ask in signed_in(participant).get(plan_url).content.decode()
    page = signed_in(coordinator).get(plan_url)
    assert lacks(page, ask, but_has=boundary.what)
