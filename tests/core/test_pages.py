"""Lists that page by key."""

from types import SimpleNamespace

import pytest
from django.db.models.functions import Lower

from core.page_at import page_at
from core.pages import PAGE_SIZE, page_by_key
from core.pages_of_lists import page_of_list
from plan.models import Step
from projects.models import Member
from tests import factories
from tests.factories import DAY, NOW


@pytest.fixture
def steps(project):
    Step.objects.bulk_create(
        factories.StepFactory.build(project=project, number=n) for n in range(1, 61)
    )
    return project.steps.all()


def numbers(page):
    return [step.number for step in page.rows]


def test_first_page(steps):
    page = page_by_key(steps, key="number")
    assert numbers(page) == list(range(1, 26))
    assert (page.after, page.before, page.has_others) == ("25", None, True)


def test_next_page(steps):
    page = page_by_key(steps, key="number", after="25")
    assert numbers(page) == list(range(26, 51))
    assert (page.after, page.before) == ("50", "26")


def test_last_page(steps):
    page = page_by_key(steps, key="number", after="50")
    assert numbers(page) == list(range(51, 61))
    assert (page.after, page.before) == (None, "51")


def test_page_before(steps):
    page = page_by_key(steps, key="number", before="51")
    assert numbers(page) == list(range(26, 51))
    assert (page.after, page.before) == ("50", "26")


def test_page_before_the_second_is_the_first(steps):
    page = page_by_key(steps, key="number", before="26")
    assert numbers(page) == list(range(1, 26))
    assert (page.after, page.before) == ("25", None)


def test_a_link_to_a_row_of_the_first_page_leads_there(steps):
    first = page_by_key(steps, key="number")
    page = page_at(first, steps, key="number", at="25")
    assert (numbers(page), page.before) == (list(range(1, 26)), None)


@pytest.mark.parametrize("descending", [False, True])
def test_a_page_begins_with_the_row_to_which_a_link_leads(steps, descending):
    order = {"key": ("state", "number"), "descending": descending}
    page = page_at(page_by_key(steps, **order), steps, at="30", **order)
    step = -1 if descending else 1
    end = 4 if descending else 55
    assert numbers(page) == list(range(30, end + step, step))[:25]
    assert page.before == "30"
    earlier = page_by_key(steps, before="30", **order)
    assert numbers(earlier)[-1] == 30 - step


@pytest.mark.parametrize("at", ["61", "x", "0", "9" * 5000, "\x00"])
def test_a_link_to_a_row_that_is_not_there_leads_to_the_first_page(steps, at):
    first = page_by_key(steps, key="number")
    assert page_at(first, steps, key="number", at=at) == first


def test_descending(steps):
    first = page_by_key(steps, key="number", descending=True)
    second = page_by_key(steps, key="number", descending=True, after=first.after)
    back = page_by_key(steps, key="number", descending=True, before=second.before)
    assert numbers(first) == list(range(60, 35, -1))
    assert numbers(second) == list(range(35, 10, -1))
    assert back == first


@pytest.mark.parametrize(
    "key", ["", "x", "1.5", "\x00", "~", "1~2", "99999", "9" * 40, "9" * 5000, "-1", "9999"]
)
def test_what_is_not_a_key_leads_to_the_first_page(steps, key):
    assert numbers(page_by_key(steps, key="number", after=key)) == list(range(1, 26))


@pytest.mark.parametrize("key", ["x", "0", "-" + "9" * 40])
def test_before_the_first_row_is_the_first_page(steps, key):
    assert numbers(page_by_key(steps, key="number", before=key)) == list(range(1, 26))


def test_an_empty_list(project):
    page = page_by_key(project.steps.all(), key="number", after="3")
    assert (page.rows, page.after, page.before, page.has_others) == ([], None, None, False)


def test_one_page_exactly(project):
    factories.StepFactory.create_batch(PAGE_SIZE, project=project)
    assert not page_by_key(project.steps.all(), key="number").has_others


def walk(rows, **options):
    """Go through all pages forwards, and back again."""
    pages = [page_by_key(rows, **options)]
    while pages[-1].after:
        pages.append(page_by_key(rows, after=pages[-1].after, **options))
    back = [pages[-1]]
    while back[-1].before:
        back.append(page_by_key(rows, before=back[-1].before, **options))
    return [r.pk for p in pages for r in p.rows], [r.pk for p in reversed(back) for r in p.rows]


@pytest.mark.parametrize("descending", [False, True])
def test_a_key_of_two_fields_meets_every_row_once(project, descending):
    for n in range(60):
        factories.UnsettledFactory(project=project, look_again_on=DAY.replace(day=1 + n % 4))
    sign = "-" if descending else ""
    expected = [
        thing.pk for thing in project.unsettled.order_by(f"{sign}look_again_on", f"{sign}pk")
    ]
    rows = project.unsettled.all()
    forwards, backwards = walk(rows, key=("look_again_on", "pk"), descending=descending)
    assert forwards == expected
    assert len(set(backwards)) == 60
    assert set(backwards) == set(expected)


@pytest.fixture
def members(project):
    Member.objects.bulk_create(
        factories.MemberFactory.build(project=project, user=None, known_as=f"Tom ~ {n % 3} 'é~")
        for n in range(60)
    )
    return project.members.all()


def test_names_may_hold_any_sign(members):
    expected = [m.pk for m in members.order_by("known_as", "pk")]
    assert walk(members, key=("known_as", "pk"))[0] == expected


NO_ROW = ["x", "0", "2026-11-19~1", "-1", "1.5", "\x00", "9" * 40, "9" * 5000]


@pytest.mark.parametrize("key", NO_ROW)
@pytest.mark.parametrize("word", ["after", "before"])
def test_what_names_no_row_leads_to_the_first_page(project, word, key):
    things = factories.UnsettledFactory.create_batch(3, project=project)
    rows = project.unsettled.all()
    page = page_by_key(rows, key=("look_again_on", "pk"), **{word: key})
    assert (page.rows, page.has_others) == (things, False)


def test_an_address_names_a_row_by_its_number_alone(members):
    page = page_by_key(members, key=("known_as", "pk"))
    assert page.after == str(page.rows[-1].pk)
    second = page_by_key(members, key=("known_as", "pk"), after=page.after)
    assert second.before == str(second.rows[0].pk)


def test_the_database_may_reckon_a_key(members):
    rows = members.annotate(sort_name=Lower("known_as"))
    expected = [m.pk for m in rows.order_by("sort_name", "pk")]
    assert walk(rows, key=("sort_name", "pk"))[0] == expected


def test_a_row_that_is_gone_leads_to_the_first_page(members):
    first = page_by_key(members, key=("known_as", "pk"))
    first.rows[-1].delete()
    again = page_by_key(members, key=("known_as", "pk"), after=first.after)
    assert again.rows[:24] == first.rows[:24]
    assert again.before is None


def test_a_row_that_left_the_list_has_its_place_where_it_is_looked_up(members):
    first = page_by_key(members, key=("known_as", "pk"))
    Member.objects.filter(pk=first.after).update(left_at=NOW)
    here, asked = members.filter(left_at=None), {"key": ("known_as", "pk"), "after": first.after}
    assert page_by_key(here, **asked).before is None
    page = page_by_key(here, places=members, **asked)
    assert page.rows == list(members.order_by("known_as", "pk")[25:50])


def test_a_row_of_other_places_names_nothing(members, twin):
    stranger = factories.MemberFactory(project=twin, known_as="Tom ~ 1")
    assert page_by_key(members, key=("known_as", "pk"), after=str(stranger.pk)).before is None


def test_a_row_without_a_place_leads_to_the_first_page(project):
    waiting = factories.UnsettledFactory(project=project)
    settled = factories.UnsettledFactory(project=project, settled_at=NOW, outcome="Blue.")
    rows = project.unsettled.all()
    key = ("settled_at", "pk")
    page = page_by_key(rows.settled(), key=key, places=rows, after=str(waiting.pk))
    assert page.rows == [settled]


def test_a_later_page_costs_what_the_second_costs(members, django_assert_num_queries):
    rows = list(members.order_by("known_as", "pk"))
    for last in (rows[24], rows[49]):
        with django_assert_num_queries(2) as asked:
            page_by_key(members, key=("known_as", "pk"), after=str(last.pk))
        assert all("SELECT" in query["sql"] for query in asked.captured_queries)
        assert [query for query in asked.captured_queries if "OFFSET" in query["sql"]] == []


def test_a_list_that_was_read_is_paged_both_ways():
    rows = [SimpleNamespace(pk=pk) for pk in (7, 3, 9, 1, 5)]
    first = page_of_list(rows, size=2)
    second = page_of_list(rows, size=2, after=first.after)
    last = page_of_list(rows, size=2, after=second.after)
    assert [page.rows for page in (first, second, last)] == [rows[:2], rows[2:4], rows[4:]]
    assert (first.before, second.before, last.after) == (None, "9", None)
    assert page_of_list(rows, size=2, before=last.before) == second
    assert page_of_list(rows, size=2, before=second.before) == first


@pytest.mark.parametrize("key", [*NO_ROW, "4"])
def test_what_names_no_row_of_a_list_leads_to_its_first_page(key):
    rows = [SimpleNamespace(pk=pk) for pk in (7, 3, 9)]
    assert page_of_list(rows, after=key).rows == rows
    assert page_of_list(rows, before=key).rows == rows


def test_addresses_keep_the_filter(steps):
    page = page_by_key(steps, key="number", after="25")
    assert page.addresses(state="done", q="") == {
        "newer": "?state=done&before=26",
        "older": "?state=done&after=50",
    }
    assert page_by_key(steps.none(), key="number").addresses(state="done") == {
        "newer": "",
        "older": "",
    }


def test_addresses_on_a_page_with_two_lists(steps):
    page = page_by_key(steps, key="number", after="25")
    assert page.addresses(("from", "to"), "#steps", part="a b") == {
        "newer": "?part=a+b&to=26#steps",
        "older": "?part=a+b&from=50#steps",
    }
