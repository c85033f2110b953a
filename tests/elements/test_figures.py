"""Each figure of a record that can be opened equals the rows that it leads to."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.pages import PAGE_SIZE
from elements.records import read_records
from elements.records.behind import FIGURES
from elements.records.evidence import Evidence
from plan.models import Statement, Step
from tests import factories
from tests.elements.conftest import DAY
from tests.elements.sound import make_sound
from tests.elements.ways_to_lie import WAYS
from tests.pages import lacks, tight

MOST_QUERIES = 12


def figures(project, on=DAY) -> dict[str, int]:
    """Return the figures that can be opened, as the records count them."""
    return {
        f"{indicator}.{count.key}": count.number
        for indicator, record in read_records(project, on=on).items()
        for count in record.counts
        if count.key
    }


def rows(project, name: str, on=DAY) -> int:
    return FIGURES[name].find(Evidence(project, on)).count()


def fill(project, *members, day=DAY) -> None:
    """Write down some of each that is counted, and some that is not."""
    for kind in Statement.Kind:
        stated = factories.StatementFactory.create_batch(2, project=project, kind=kind)
        for member in members:
            factories.agreement(stated[0], member, "not-yet", concern="It is too loud for me.")
            factories.agreement(stated[1], member, "not-yet", concern="It is too long for me.")
            factories.agreement(stated[1], member)
        factories.StatementFactory(
            project=project, kind=kind, retired_at=timezone.now(), retired_why="We moved."
        )
    long_ago = day - timedelta(days=15)
    step = factories.StepFactory(project=project, starts_on=long_ago, due_on=long_ago)
    factories.StepFactory(project=project, due_on=day - timedelta(days=14))
    factories.StepFactory(project=project, due_on=long_ago, state=Step.State.DONE)
    factories.planned_together(step, members[0])


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_equals_the_rows_that_it_leads_to(project, amina, name):
    fill(project, amina)
    fill(factories.ProjectFactory(), factories.MemberFactory())
    number = figures(project)[name]
    assert number > 0
    assert rows(project, name) == number


@pytest.mark.parametrize("way", WAYS)
def test_it_does_whatever_somebody_tried(project, jo, way):
    sound = make_sound(project, jo)
    WAYS[way][0](sound)
    found = figures(project, sound.on)
    assert found
    assert {name: rows(project, name, sound.on) for name in found} == found


def test_every_figure_with_a_key_can_be_opened(project, amina):
    fill(project, amina)
    assert set(figures(project)) == set(FIGURES)


@pytest.fixture
def opened(signed_in, participant, project):
    """Return a function that opens a figure as a participant and gives the page."""

    def open_page(name: str, more: str = "") -> str:
        path = f"/projects/{project.slug}/doing/{name.partition('.')[0]}/"
        answer = signed_in(participant).get(f"{path}?rows={name}{more}")
        assert answer.status_code == 200
        return tight(answer.content.decode())

    return open_page


@pytest.mark.parametrize("name", FIGURES)
def test_the_page_shows_each_row_with_a_link(opened, project, amina, name):
    fill(project, amina, day=timezone.localdate())
    number = figures(project, timezone.localdate())[name]
    (shown,) = re.findall(r"<h4>(.*?)Close this list", opened(name))
    assert len(re.findall(r'<a href="/projects/', shown)) == number


def test_an_unknown_figure_opens_nothing(opened, project):
    factories.StatementFactory(project=project)
    page = opened("equal.care.nonsense")
    assert lacks(page, "<h4>", but_has="ways of working: 1</a>")


@pytest.mark.parametrize("name", FIGURES)
def test_the_rows_cost_one_query_while_nothing_is_written(
    signed_in, participant, project, amina, name
):
    fill(project, amina, day=timezone.localdate())
    client = signed_in(participant)
    path = f"/projects/{project.slug}/doing/{name.partition('.')[0]}/"
    client.get(path)
    with CaptureQueriesContext(connection) as closed:
        client.get(path)
    with CaptureQueriesContext(connection) as opened:
        client.get(f"{path}?rows={name}")
    assert len(opened) <= MOST_QUERIES
    assert len(opened) == len(closed) + 1


def test_nothing_counted_says_so(opened, project):
    factories.StatementFactory(project=project)
    assert "There is nothing here." in opened("equal.care.concerns")


def test_a_long_list_comes_in_pages(opened, project):
    factories.StatementFactory.create_batch(PAGE_SIZE + 2, project=project)
    first = opened("equal.care.ways")
    (after,) = re.findall(r'rows=equal.care.ways&amp;after=(\d+)#equal.care"', first)
    second = opened("equal.care.ways", f"&after={after}")
    (shown,) = re.findall(r"<h4>(.*?)Close this list", second)
    assert len(re.findall(r'<a href="/projects/', shown)) == 2
