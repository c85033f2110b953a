"""Lists that page by key."""

import pytest

from core.pages import PAGE_SIZE, page_by_key
from plan.models import Step
from projects.models import Member
from tests import factories
from tests.factories import DAY


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


def test_descending(steps):
    first = page_by_key(steps, key="number", descending=True)
    second = page_by_key(steps, key="number", descending=True, after=first.after)
    back = page_by_key(steps, key="number", descending=True, before=second.before)
    assert numbers(first) == list(range(60, 35, -1))
    assert numbers(second) == list(range(35, 10, -1))
    assert back == first


@pytest.mark.parametrize(
    "key", ["", "x", "1.5", "\x00", "~", "1~2", "99999", "9" * 40, "-1", "9999"]
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


def test_names_may_hold_any_sign(project):
    Member.objects.bulk_create(
        factories.MemberFactory.build(project=project, user=None, known_as=f"Tom ~ {n % 3} 'é~")
        for n in range(60)
    )
    expected = [m.pk for m in project.members.order_by("known_as", "pk")]
    assert walk(project.members.all(), key=("known_as", "pk"))[0] == expected


@pytest.mark.parametrize("key", ["2026-11-19", "2026-11-19~x", "x~1", "2026-02-31~1", "\x00~1"])
def test_what_is_no_key_of_two_fields_leads_to_the_first_page(project, key):
    things = factories.UnsettledFactory.create_batch(3, project=project)
    page = page_by_key(project.unsettled.all(), key=("look_again_on", "pk"), after=key)
    assert page.rows == things


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
