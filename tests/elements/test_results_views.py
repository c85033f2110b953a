"""The page of a closed review, through the front door."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import translation

from elements.found import read_found
from elements.getters import results_by_element
from elements.models import Element, Indicator, Review
from elements.services import settle_words
from tests.elements.answers import DAY, NOW, review_of
from tests.pages import lacks, tight


@pytest.fixture
def closed(project, jo, amina) -> Review:
    return review_of(project, facilitators=[3, 3, 4, 4, 2], participants=[2, 2, 1, 3, 2, 2])


@pytest.fixture
def results(signed_in, participant):
    """Return a function that opens the page of a review and gives its source, tight."""

    def open_page(review: Review) -> str:
        return tight(signed_in(participant).get(review.get_absolute_url()).content.decode())

    return open_page


def folded(page: str) -> list[tuple[str, str]]:
    """Return each element with what its summary says, in the order of the page."""
    return re.findall(r"<summary><h3><b>([^<]+)</b></h3><span>([^<]+)</span></summary>", page)


def part_of(page: str, key: str) -> str:
    """Return what is folded into an element."""
    return page[page.index(f'<div id="{key}">') :].partition('<details class="folded">')[0]


def test_each_indicator_has_its_two_bars_folded_into_its_element(results, closed):
    page = results(closed)
    assert len(folded(page)) == 10
    equal = part_of(page, "equal")
    assert (
        equal.count("Facilitators: 0 not at all, 1 a little, 2 mostly, 2 fully, 0 couldn’t say.")
        == 4
    )
    assert (
        equal.count("Participants: 1 not at all, 4 a little, 1 mostly, 0 fully, 0 couldn’t say.")
        == 4
    )
    assert "The numbers as a table" in equal


def test_the_three_widest_gaps_come_first_either_way_round(results, project):
    low = {"": 3, "open.mess": 1, "equal.care": 4, "human.safety": 1}
    people = {"": 3, "open.mess": 4, "equal.care": 1, "human.safety": 4}
    review = review_of(
        project,
        facilitators=[low, low, {"": 4, "human.safety": 1}, 3, {"": 3, "equal.care": 2}],
        participants=[people, people, people, {"": 4, "human.safety": 1}, 3, 4],
    )
    page = results(review)
    top = page[page.index("Where we see it most differently") : page.index("In people’s own words")]
    assert re.findall(r'<a href="#([a-z]+)">', top) == ["human", "open", "equal"]
    assert top.count('<svg class="bar"') == 6


def test_the_widest_gap_comes_first_and_each_summary_says_who_is_more_positive(results, project):
    facilitator = {"": 3, "equal.care": 1, "thorough.future": 1, "thorough.existing": 4}
    participant = {"": 3, "equal.care": 4, "thorough.future": 4, "thorough.existing": 1}
    two = {"": 4, "equal.care": 2, "open.mess": 4}
    review = review_of(
        project,
        facilitators=[facilitator, facilitator, facilitator, two, two],
        participants=[
            participant,
            participant,
            3,
            4,
            {"": 4, "open.mess": 1},
            {"": 3, "open.mess": 2},
        ],
    )
    found = folded(results(review))
    assert found[:3] == [
        ("Equal", "Participants are more positive than facilitators"),
        (
            "Thorough",
            "Facilitators are more positive about some of it, participants about the rest",
        ),
        ("Open", "Facilitators are more positive than participants"),
    ]
    assert {words for _name, words in found[3:]} == {
        "Facilitators and participants see it much the same"
    }


def test_no_gap_worth_words_is_said_so(results, project):
    page = results(review_of(project, facilitators=[3, 4, 4, 3, 2], participants=[3, 4, 4, 3, 2]))
    assert "Facilitators and participants see all of it much the same." in page


def test_where_all_are_counted_together_no_gap_is_spoken_of(results, project):
    page = results(review_of(project, facilitators=[4], participants=[1, 2, 2, 1, 3]))
    assert "so we don’t show the two apart" in page
    assert "more positive" not in page
    assert {words for _name, words in folded(page)} == {"Everybody: a little, or not at all"}


def test_the_review_before_is_folded_into_each_element(results, project, closed):
    second = review_of(
        project,
        participants=[3, 3, 4, 3, 2],
        facilitators=[4, 4, 4, 3, 2],
        day=DAY + timedelta(days=30),
        title="Autumn",
    )
    page = results(second)
    equal = part_of(page, "equal")
    assert page.count(f"What people said before, in “{closed.title}”") == 10
    before = equal[equal.index("What people said before") :]
    assert before.count("Participants: 1 not at all, 4 a little, 1 mostly") == 4
    # An earlier review does not compare itself with a later one.
    assert lacks(results(closed), "What people said before", but_has="<h1")


def test_what_was_drawn_once_is_shown_only_where_it_is_so(results, project):
    said = {"facilitators": [3, 4, 4, 3, 2], "participants": [3, 3, 4, 3, 2]}
    turned = {"facilitators": said["participants"], "participants": said["facilitators"]}
    fewer = {**said, "participants": [3, 3]}
    found = []
    for days, numbers in enumerate([said, said, turned, fewer, said]):
        found.append(review_of(project, day=DAY + timedelta(days=days), title="Again", **numbers))
    caches["template_fragments"].clear()
    kept = [part_of(results(review), "equal") for review in found]
    for review, part in zip(found, kept, strict=True):
        caches["template_fragments"].clear()
        assert part_of(results(review), "equal") == part
    Indicator.objects.filter(key="equal.care").update(wording="We look after each other.")
    assert "We look after each other." in part_of(results(found[-1]), "equal")


def test_what_was_drawn_goes_with_the_name_of_the_element(results, closed):
    results(closed)
    Element.objects.filter(key="equal").update(name="Side by side")
    assert "Side by side" in [name for name, _words in folded(results(closed))]


def test_what_was_drawn_in_one_language_is_not_shown_in_another(closed):
    (entry, *_others) = read_found(results_by_element(closed), {}, {})
    here = entry.drawn_from
    with translation.override("cy"):
        assert entry.drawn_from != here


def test_hidden_answers_never_show(signed_in, participant, project, jo, amina):
    review = review_of(project, facilitators=[4], participants=[1, 2, 2])
    client = signed_in(participant)
    page = tight(client.get(review.get_absolute_url()).content.decode())
    assert page.count("Fewer than five people answered, so we don’t show") == 38
    assert {words for _name, words in folded(page)} == {"Fewer than five people answered."}
    for address in (
        review.get_absolute_url(),
        reverse("elements:project_elements", args=[project.slug]),
        reverse("elements:project_element", args=[project.slug, "open"]),
    ):
        page = client.get(address).content.decode()
        hidden = ("said mostly or fully", "said “mostly” or “fully”", '<svg class="bar')
        assert lacks(page, *hidden, but_has="<h1")


def test_released_words_stand_by_their_element_and_the_rest_is_counted(results, project, jo, amina):
    equal = Indicator.objects.get(key="equal.care").element.pk
    review = review_of(
        project,
        participants=[2, 2, 3, 3, 1],
        words=[(equal, "Bev is kind."), (None, "Ask about the buses."), (None, "Not looked at.")],
    )
    settle_words(review.words.get(text="Bev is kind."), "in-part", taken_out=["Bev"], now=NOW)
    settle_words(review.words.get(text="Ask about the buses."), "whole", now=NOW)

    page = results(review)

    # Near the top, with the name of its element, and folded into it.
    assert page.count("[…] is kind.") == 2
    assert "[…] is kind." in part_of(page, "equal")
    assert (
        "Ask about the buses." in page[page.index('id="asked"') : page.index("All that was asked")]
    )
    assert "3 texts were written. Shown whole: 1. Shown in part: 1. Left out: 0." in page

    settle_words(review.words.get(text="Bev is kind."), "left-out", now=NOW)
    assert lacks(results(review), "is kind.", but_has="Shown in part: 0. Left out: 1.")
    assert "Not looked at yet: 1." in page
    assert "Bev" not in page
    assert "Not looked at." not in page


def test_the_numbers_can_be_taken_as_a_table(results, closed, project):
    table = reverse("reports:review_table", args=[project.slug, closed.pk])
    assert f'href="{table}"' in results(closed)


def test_a_facilitator_writes_down_a_lesson_from_it(
    signed_in, facilitator, participant, results, closed, project
):
    create = f"{reverse('elements:lesson_create', args=[project.slug])}?from=review:{closed.pk}"
    assert lacks(results(closed), create, but_has="<h1")
    assert create in signed_in(facilitator).get(closed.get_absolute_url()).content.decode()


def test_the_page_asks_little_of_the_database(
    signed_in, participant, project, closed, django_assert_max_num_queries
):
    client = signed_in(participant)
    second = review_of(project, participants=[3, 3, 4, 3, 2] * 5, day=DAY + timedelta(days=30))
    address = second.get_absolute_url()
    client.get(address)  # the first page of a visit notes that somebody is here
    with django_assert_max_num_queries(12):
        client.get(address)
