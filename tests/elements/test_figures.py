"""Each figure of a record that can be opened equals the rows that it leads to."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.pages import PAGE_SIZE
from elements.records import read_records
from elements.records.behind import FIGURES, decisions
from elements.records.evidence import Evidence
from elements.records.record import OnlyCounted
from plan.models import Statement, Step
from projects.models import Role
from tests import factories
from tests.elements.conftest import DAY
from tests.elements.sound import make_sound
from tests.elements.unsound import add_unsound
from tests.elements.ways_to_lie import WAYS
from tests.pages import lacks, tight

MOST_QUERIES = 12


#: What fill() writes down, counted by hand: by indicator, each of its figures.
WRITTEN: dict[str, dict[str, int]] = {
    "equal.power": {"bare": 1, "open": 3, "done": 1, "late": 1, "lately": 3, "lately_power": 1},
    "equal.care": {"ways": 3, "concerns": 2},
    "inclusive.mapping": {
        "using": 1,
        "carers": 1,
        "staff": 1,
        "community": 1,
        "deciders": 1,
        "unreached": 2,
    },
    "inclusive.representation": {"nobody": 1, "single": 1, "more": 3},
    "inclusive.reviews": {"finished": 1, "overdue": 1},
    "open.exploring": {"explored": 2, "heard": 1, "lately": 3, "considered": 1, "unsaid": 2},
    "open.data": {"all": 2, "some": 1},
    "open.curiosity": {"asked": 1, "half_year": 3, "changed": 1},
    "open.uncertainty": {"open": 2, "late": 1, "settled": 1},
    "open.mess": {"explored": 2, "dropped": 1, "back": 1, "stuck": 1},
    "human.together": {"held": 2, "timed": 2},
    "transparent.boundaries": {"open": 1, "fixed": 3, "reasons": 4, "past": 2},
    "transparent.decisions": {"signed": 3, "slow": 1, "again": 1},
    "transparent.loop": {"told": 1, "untold": 2, "late": 2},
    "creative.potential": {"ideas": 3, "groups": 3, "late_ideas": 1},
    "creative.listening": {"in_time": 5, "no": 2, "open": 5, "late": 2},
    "creative.reframing": {"reworded": 3, "taken": 1, "declined": 1, "wait": 1},
    "creative.unasked": {"unasked": 2, "unasked_open": 1},
    "positive.strengths": {"all": 2, "some": 1, "hard": 3, "faced": 1},
    "positive.appreciation": {
        "members": 2,
        "from_participants": 1,
        "from_facilitators": 1,
        "lately": 2,
    },
    "action.impact": {"all": 2, "some": 1},
    "action.good-and-done": {"good": 3, "done": 3, "concerns": 4},
    "thorough.community": {"groups": 1},
    "thorough.new-ideas": {"asked": 2, "shown": 4, "answered": 3, "taken": 2},
    "thorough.existing": {"all": 2, "some": 1},
    "thorough.future": {"all": 3, "some": 1, "looked": 2},
    "iterative.lessons": {"reviews": 1, "all": 2, "changed": 1, "open": 1, "stale": 1},
    "iterative.change": {
        "promise": 2,
        "steps": 2,
        "added": 3,
        "boundaries": 1,
        "retired": 1,
        "decisions": 1,
        "learned": 1,
    },
    "iterative.small-steps": {"planned": 3, "dated": 3, "late": 1},
}


def figures(project, on=DAY) -> dict[str, int]:
    """Return the figures that can be opened, as the records count them."""
    return {
        f"{indicator}.{count.key}": count.number
        for indicator, record in read_records(project, on=on).items()
        for count in record.counts
        if count.key
    }


def rows(project, names, on=DAY) -> dict[str, int]:
    """Count the rows that each of these figures leads to."""
    evidence = Evidence(project, on)
    return {name: FIGURES[name].find(evidence).count() for name in names}


def fill(project, jo) -> None:
    """Write down some of each that is counted, and some that is not."""
    members = make_sound(project, jo).others[:2]
    add_unsound(project, jo)
    for kind in Statement.Kind:
        stated = factories.StatementFactory.create_batch(2, project=project, kind=kind)
        for member in members:
            factories.agreement(stated[0], member, "not-yet", concern="It is too loud for me.")
            factories.agreement(stated[1], member, "not-yet", concern="It is too long for me.")
            factories.agreement(stated[1], member)
        factories.StatementFactory(
            project=project, kind=kind, retired_at=timezone.now(), retired_why="We moved."
        )
    long_ago = DAY - timedelta(days=15)
    step = factories.StepFactory(project=project, starts_on=long_ago, due_on=long_ago)
    factories.StepFactory(project=project, due_on=DAY - timedelta(days=14))
    factories.StepFactory(project=project, due_on=long_ago, state=Step.State.DONE)
    factories.planned_together(step, members[0])


def fill_two(project, jo) -> None:
    """Fill a project, and another one, whose rows count nowhere in the first."""
    elsewhere = factories.MemberFactory(role=Role.FACILITATOR)
    fill(project, jo)
    fill(elsewhere.project, elsewhere)


def test_each_figure_counts_what_was_written_down(project, jo):
    fill_two(project, jo)
    written = {f"{key}.{name}": n for key, names in WRITTEN.items() for name, n in names.items()}
    assert figures(project) == written


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=400)])
def test_each_figure_equals_the_rows_that_it_leads_to(project, jo, later):
    fill_two(project, jo)
    found = figures(project, DAY + later)
    assert rows(project, found, DAY + later) == found


@pytest.mark.many_ways
@pytest.mark.parametrize("way", WAYS)
def test_it_does_whatever_somebody_tried(sound, way):
    WAYS[way][0](sound)
    found = figures(sound.project, sound.on)
    assert found
    assert rows(sound.project, found, sound.on) == found


def test_every_figure_can_be_opened_or_says_why_not(project, jo):
    fill(project, jo)
    assert set(figures(project)) == set(FIGURES)
    counts = [count for record in read_records(project, on=DAY).values() for count in record.counts]
    assert [count.text for count in counts if bool(count.key) == bool(count.only)] == []
    assert {count.only for count in counts if count.only} == set(OnlyCounted)


@pytest.fixture
def opened(signed_in, participant, project):
    """Return a function that opens a figure as a participant and gives the page."""

    def open_page(name: str, more: str = "") -> str:
        path = f"/projects/{project.slug}/doing/{name.partition('.')[0]}/"
        answer = signed_in(participant).get(f"{path}?rows={name}{more}")
        assert answer.status_code == 200
        return tight(answer.content.decode())

    return open_page


def test_the_page_shows_each_row_with_a_link_that_leads_somewhere(
    opened, signed_in, participant, project, jo
):
    fill(project, jo)
    client = signed_in(participant)
    found = figures(project, timezone.localdate())
    assert set(found) == set(FIGURES)
    for name, number in found.items():
        (shown,) = re.findall(r'id="counted"(.*?)Close this list', opened(name))
        links = re.findall(r'<a href="(/projects/[^"]*)"', shown)
        assert (name, len(links)) == (name, number)
        for link in set(links):
            assert (name, client.get(html.unescape(link)).status_code) == (name, 200)


def test_an_unknown_figure_opens_nothing(opened, project):
    factories.StatementFactory(project=project)
    page = opened("equal.care.nonsense")
    assert lacks(page, "Close this list", but_has="ways of working: 1</a>")


def test_the_rows_cost_one_query_while_nothing_is_written(signed_in, participant, project, jo):
    fill(project, jo)
    client = signed_in(participant)
    for name in FIGURES:
        path = f"/projects/{project.slug}/doing/{name.partition('.')[0]}/"
        client.get(path)
        with CaptureQueriesContext(connection) as closed:
            client.get(path)
        with CaptureQueriesContext(connection) as opened:
            client.get(f"{path}?rows={name}")
        # What was decided lately counts from the last decision, which is one more.
        more = 2 if FIGURES[name] in decisions.FIGURES.values() else 1
        assert (name, len(opened)) == (name, len(closed) + more)
        assert len(opened) <= MOST_QUERIES


def test_nothing_counted_says_so(opened, project):
    factories.StatementFactory(project=project)
    assert "There is nothing here." in opened("equal.care.concerns")


def test_a_long_list_comes_in_pages(opened, project):
    factories.StatementFactory.create_batch(PAGE_SIZE + 2, project=project)
    first = opened("equal.care.ways")
    (after,) = re.findall(r'rows=equal.care.ways&amp;after=(\d+)#counted"', first)
    second = opened("equal.care.ways", f"&after={after}")
    (shown,) = re.findall(r'id="counted"(.*?)Close this list', second)
    assert len(re.findall(r'<a href="/projects/', shown)) == 2
