"""How we are doing: the ring, three things to look at first, the reviews in a line, ten rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elements.framework import read_framework
from elements.records import show_records
from tests import factories
from tests.elements.answers import review_of
from tests.pages import tight

DATA = read_framework()
WEEK = timedelta(days=7)
KEYS = [element["key"] for element in DATA["elements"]]


@pytest.fixture
def doing(signed_in, project):
    """Return a function that opens the page as somebody and gives its source, tight."""

    def open_page(user) -> str:
        answer = signed_in(user).get(f"/projects/{project.slug}/doing/")
        assert answer.status_code == 200
        return tight(answer.content.decode())

    return open_page


def rows(page: str) -> list[str]:
    ten = page[page.index('<ul class="ten">') :].partition("</ul>")[0]
    return re.findall(r"<li>.*?</li>", ten)


def first(page: str) -> list[tuple[str, str]]:
    """Return where each of the things to look at first leads, and its sentence."""
    found = page[page.index('<ol class="asked">') :].partition("</ol>")[0]
    return re.findall(r'href="[^"]+/doing/([^"]+)".*?<p>(.*?)</p>', found)


def test_ten_rows_lead_to_the_elements_with_meaning_and_state(doing, participant):
    found = rows(doing(participant))
    assert [re.search(r"/doing/([a-z]+)/", row)[1] for row in found] == KEYS
    for row, element in zip(found, DATA["elements"], strict=True):
        assert element["meaning"].replace("'", "&#x27;") in row
        assert len(re.findall(r'<span class="tag [a-z]+">[^<]+</span>', row)) == 1


def test_the_ring_says_the_same_as_the_rows(doing, facilitator):
    page = doing(facilitator)
    table = [
        (
            re.search(r"<a [^>]+>([^<]+)</a>", row)[1],
            re.search(r'<span class="tag [^>]+>([^<]+)', row)[1],
        )
        for row in rows(page)
    ]
    ring = page[page.index('<svg class="ring-chart"') :]
    drawn = re.findall(r'<text class="word"[^>]*>([^<]+)</text>', ring[: ring.index("</g>")])
    assert list(zip(drawn[::2], drawn[1::2], strict=True)) == table
    title = re.search(r"<title[^>]*>([^<]+)</title>", ring)
    assert title
    assert all(name in title[1] for name, _state in table)


def test_an_element_without_any_record_has_nothing_yet(doing, participant):
    (human,) = [row for row in rows(doing(participant)) if "/doing/human/" in row]
    assert '<span class="tag none">Nothing yet</span>' in human


@pytest.mark.parametrize(
    "text",
    ["No record yet", "so far", "indicators have", "It would show", "0 indicator", "The app"],
)
def test_what_the_product_cannot_do_yet_is_printed_nowhere(doing, participant, text):
    page = doing(participant)
    assert "How an element gets its state" in page
    assert text not in page


def test_before_the_first_review_nobody_has_rated_and_there_are_no_bars(
    doing, participant, facilitator, project
):
    page = doing(participant)
    assert "Nobody has rated this yet." in page
    assert 'class="bar' not in page
    assert 'class="key"' not in page
    create = reverse("elements:review_create", args=[project.slug])
    assert create not in page
    assert create in doing(facilitator)


def test_what_needs_attention_comes_first_without_a_review(doing, participant, project):
    factories.UnsettledFactory(project=project, look_again_on=timezone.localdate() - WEEK)
    assert [place for place, _text in first(doing(participant))] == [
        "open/#open.uncertainty",
        "action/#action.readiness",
    ]


def test_disagreements_come_before_what_needs_attention_and_three_are_enough(
    doing, participant, project
):
    review_of(project, participants=[4, 3, 4, 3, 2])
    factories.UnsettledFactory(project=project, look_again_on=timezone.localdate() - WEEK)
    found = first(doing(participant))
    assert len(found) == 3
    assert all(text.startswith("Our record says “") for _place, text in found)
    assert found[0][1].endswith("people said “mostly” or “fully”.")


def test_a_row_has_a_bar_of_what_participants_answered_and_no_number(doing, participant, project):
    mixed = {"": 3, "equal.care": 1, "equal.power": 4}
    review_of(project, facilitators=[4, 4, 4, 3, 3], participants=[mixed, mixed, mixed, 3, 2, 2])
    equal = rows(doing(participant))[0]
    bar = equal[equal.index('<svg class="bar thin"') :]
    assert re.findall(r'class="seg (a\d)"', bar) == ["a1", "a2", "a3", "a4"]
    assert "<text" not in bar
    assert 'aria-label="Participants: very mixed"' in bar
    assert bar.endswith('<span class="soft">Participants: very mixed</span></div></li>')


def test_a_row_has_words_and_no_bar_where_a_part_may_not_be_published(doing, participant, project):
    review_of(project, participants=[{"": 3, "equal.care": 2}, 2, 2, 2, 2, 4])
    equal = rows(doing(participant))[0]
    assert "<rect" not in equal
    assert "Everybody: a little, or not at all" in equal


def test_fewer_than_five_answers_show_nothing(doing, participant, project):
    review_of(project, participants=[3, 3, 4])
    page = doing(participant)
    assert page.count("Fewer than five answers") == 10
    assert 'class="bar thin"' not in page


def test_the_reviews_stand_in_one_line(doing, participant, project, amina):
    closed = review_of(project, participants=[3, 3, 4, 2, 2], title="Spring")
    today = timezone.localdate()
    opened = factories.ReviewFactory(
        project=project, title="Autumn", closes_on=today + WEEK, now=timezone.now()
    )
    page = doing(participant)
    assert "<b>Autumn is open</b> until" in page
    rate = reverse("elements:review_rate", args=[project.slug, opened.pk])
    assert re.search(rf'<a href="{rate}">Rate it in about \d minutes</a>', page)
    assert f'<a href="{closed.get_absolute_url()}">see what 5 people said</a>' in page

    opened.asked.update(has_answered=True)
    page = doing(participant)
    assert "You have answered. Thank you." in page
    assert rate not in page


@pytest.mark.parametrize(
    "name", ["elements:lesson_list", "elements:cycle_list", "elements:review_list"]
)
def test_the_page_leads_on(doing, participant, project, name):
    assert f'href="{reverse(name, args=[project.slug])}"' in doing(participant)


@pytest.mark.parametrize("key", ["", "equal/"])
def test_the_pages_take_few_queries_beside_the_record(signed_in, participant, project, key):
    review_of(project, participants=[3, 3, 4, 3, 2] * 4)
    client = signed_in(participant)
    address = f"/projects/{project.slug}/doing/{key}"
    client.get(address)  # the first page of a visit notes that somebody is here
    with CaptureQueriesContext(connection) as of_record:
        show_records(project, on=timezone.localdate())
    with CaptureQueriesContext(connection) as of_page:
        client.get(address)
    # Two are left for the record, which is kept for the next page.
    assert len(of_page) - len(of_record) <= 10
