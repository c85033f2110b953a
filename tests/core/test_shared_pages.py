"""Lists that several tables share, in pages."""

from datetime import timedelta
from itertools import pairwise

import pytest

from core.shared_pages import Source, page_of_sources
from tests import factories
from tests.factories import NOW

SIZE = 4


def make(project, step: timedelta):
    """Make five steps and five lessons, by turns."""
    for number in range(5):
        factories.StepFactory(project=project, number=number + 1, created_at=NOW + number * step)
        factories.LessonFactory(project=project, recorded_at=NOW + number * step)


def sources(project):
    return {
        "step": Source(project.steps.all(), "created_at"),
        "lesson": Source(project.lessons.all(), "recorded_at"),
    }


def read(parts, is_back, most):
    """Read rows as the timeline does: each source by itself, merged."""
    found = []
    ats = {"step": "created_at", "lesson": "recorded_at"}
    for rank, (name, at) in enumerate(ats.items()):
        sign = "" if is_back else "-"
        for row in parts[name].order_by(f"{sign}{at}", f"{sign}pk")[:most]:
            order = (getattr(row, at), -rank, row.pk)
            found.append({"key": f"{name}-{row.pk}", "order": order})
    return sorted(found, key=lambda row: row["order"], reverse=not is_back)[:most]


def page_of(project, **beside):
    return page_of_sources(sources(project), read, size=SIZE, **beside)


def keys(*pages):
    return [row["key"] for page in pages for row in page.rows]


@pytest.mark.parametrize("step", [timedelta(0), timedelta(hours=1)])
def test_both_ways_meet_every_row_once_also_of_one_moment(project, step):
    make(project, step)
    first = page_of(project)
    second = page_of(project, after=first.after)
    last = page_of(project, after=second.after)
    assert [len(page.rows) for page in (first, second, last)] == [4, 4, 2]
    assert len(set(keys(first, second, last))) == 10
    orders = [row["order"] for page in (first, second, last) for row in page.rows]
    assert all(one > other for one, other in pairwise(orders))
    assert (first.before, last.after) == (None, None)
    assert page_of(project, before=last.before) == second
    assert page_of(project, before=second.before) == first


def test_of_one_moment_the_source_that_is_named_first_comes_first(project):
    make(project, timedelta(0))
    found = [key.partition("-")[0] for key in keys(page_of(project))]
    assert found == ["step"] * 4


def test_an_address_names_a_source_and_a_number(project):
    make(project, timedelta(hours=1))
    page = page_of(project)
    assert page.after == keys(page)[-1] == f"lesson-{project.lessons.order_by('pk')[3].pk}"


@pytest.mark.parametrize(
    "key", ["x", "-", "step-", "step-x", "step-0", "other-1", "step-\x00", "step-" + "9" * 5000]
)
@pytest.mark.parametrize("word", ["after", "before"])
def test_what_names_no_row_leads_to_the_first_page(project, word, key):
    make(project, timedelta(0))
    assert page_of(project, **{word: key}) == page_of(project)


def test_a_row_that_is_gone_leads_to_the_first_page(project):
    make(project, timedelta(0))
    after = page_of(project).after
    project.steps.all().delete()
    page = page_of(project, after=after)
    assert page.before is None
    assert len(page.rows) == 4


def test_a_row_of_another_project_names_nothing(project, twin):
    make(project, timedelta(0))
    step = factories.StepFactory(project=twin, created_at=NOW)
    assert page_of(project, after=f"step-{step.pk}") == page_of(project)


def test_each_page_costs_a_query_a_source_and_one_for_the_place(project, django_assert_num_queries):
    make(project, timedelta(hours=1))
    page = page_of(project)
    for _turn in range(2):
        with django_assert_num_queries(3) as asked:
            page = page_of(project, after=page.after)
        assert not any("OFFSET" in query["sql"] for query in asked.captured_queries)
