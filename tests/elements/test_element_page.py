"""An element: for each indicator the record, what people say, where they disagree, and what can be done."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone, translation

from elements.beside import set_beside
from elements.framework import read_framework
from elements.getters import last_results
from elements.models import Element, Indicator
from elements.records import RECORDS, show_records
from elements.services import Ballot, close_review, send_answers, settle_words
from tests import factories
from tests.elements.answers import DAY, NOW, review_of
from tests.pages import lacks, tight

INDICATORS = {
    element["key"]: [row["key"] for row in element["indicators"]]
    for element in read_framework()["elements"]
}


@pytest.fixture
def page_of(signed_in, project):
    """Return a function that opens the page of an element as somebody and gives its source, tight."""

    def open_page(user, key: str = "open") -> str:
        answer = signed_in(user).get(f"/projects/{project.slug}/doing/{key}/")
        assert answer.status_code == 200
        return tight(answer.content.decode())

    return open_page


def articles(page: str) -> dict[str, str]:
    """Return the part of each indicator, in the order of the page."""
    return {
        part.partition('"')[0]: part for part in re.split(r'<article class="beside" id="', page)[1:]
    }


@pytest.mark.parametrize("key", INDICATORS)
def test_each_indicator_stands_once_with_its_record_if_it_has_one(page_of, participant, key):
    found = articles(page_of(participant, key))
    assert sorted(found) == sorted(INDICATORS[key])
    for indicator, part in found.items():
        has_record = indicator in RECORDS
        assert ("What our records show" in part) == has_record
        assert part.count("Why this state") == has_record
        assert part.count(">See: ") == has_record
        assert ("Nobody has rated this yet." in part) != has_record
        assert lacks(re.sub(r"<svg.*?</svg>", "", part), "%", but_has="<h2")


@pytest.mark.parametrize("reader", ["coordinator", "participant", "facilitator"])
def test_each_way_to_the_rows_is_open_to_whoever_reads_it(page_of, signed_in, request, reader):
    user = request.getfixturevalue(reader)
    pages = "".join(page_of(user, key) for key in INDICATORS)
    links = re.findall(r'<a href="([^"]*)">See: ', pages)
    assert len(links) > 20
    client = signed_in(user)
    assert {link for link in links if client.get(link).status_code != 200} == set()


@pytest.mark.parametrize(
    "text",
    ["No record yet", "no place", "It would show", "0 indicators", "The app", "cannot count"],
)
@pytest.mark.parametrize("key", ["human", "equal", "creative", "transparent"])
def test_what_the_product_cannot_do_yet_is_printed_nowhere(page_of, participant, key, text):
    shown, _, help_there = page_of(participant, key).partition('id="help"')
    assert "What helps with this" in help_there
    assert lacks(shown, text, but_has=" ")


def test_facilitators_stand_above_participants_each_in_a_bar(page_of, participant, project):
    review_of(
        project,
        facilitators=[3, 4, 4, 2, 3],
        participants=[1, 2, 2, 3, 2, None],
        title="Spring",
    )
    part = articles(page_of(participant))["open.data"]
    assert "What people said in “Spring”" in part
    assert re.findall(r"<dt>(\w+) <span>([^<]+)</span></dt>", part) == [
        ("Facilitators", "4 of 5 said mostly or fully"),
        ("Participants", "1 of 5 said mostly or fully"),
    ]
    assert re.findall(r'role="img" aria-label="([^"]+)"', part) == [
        "Facilitators: 0 not at all, 1 a little, 2 mostly, 2 fully, 0 couldn’t say.",
        "Participants: 1 not at all, 3 a little, 1 mostly, 0 fully, 0 couldn’t say.",
    ]
    assert re.findall(r'class="seg (a\d)"', part) == ["a2", "a3", "a4", "a1", "a2", "a3"]


def test_the_numbers_are_one_click_away_as_a_table(page_of, participant, project):
    review_of(project, facilitators=[3, 4, 4, 2, 3], participants=[1, 2, 2, 3, 2])
    page = page_of(participant)
    table = page[page.index("The numbers as a table") :].partition("</table>")[0]
    assert table.count('scope="rowgroup"') == 5
    assert table.count('data-label="A little">3<') == 5


def test_where_nearly_all_said_the_same_only_the_half_is_shown(page_of, participant, project):
    review_of(project, facilitators=[3, 3, 3, 3, 3], participants=[1, 2, 2, 3, 2])
    part = articles(page_of(participant))["open.data"]
    assert ">5 mostly or fully</text>" in part
    assert re.findall(r'class="seg (a\d+)"', part)[0] == "a34"
    assert "Facilitators: 5 of 5 said mostly or fully. Nearly all gave the same answer." in part


def test_fewer_than_five_answers_are_one_sentence_and_no_bar(page_of, participant, project):
    review_of(project, participants=[3, 2, 4])
    page = page_of(participant)
    for part in articles(page).values():
        assert "Fewer than five people answered, so we don’t show what they said." in part
        assert "<svg" not in part
    assert lacks(page, "said “mostly” or “fully”", but_has="<h1")


def test_the_record_and_the_participants_disagree_in_one_bold_sentence(
    page_of, participant, project
):
    review_of(project, facilitators=[3, 4, 4, 3, 3], participants=[4, 3, 3, 4, 2])
    part = articles(page_of(participant))["open.data"]
    assert (
        '<p class="apart"><b>Our record and the participants disagree.</b> '
        "Our record says “nothing yet”. 4 of 5 participants said “mostly” or “fully”."
    ) in part
    assert part.count('class="apart"') == 1


@pytest.mark.parametrize(("down", "is_worded"), [(3, True), (2, False)])
def test_a_gap_is_put_into_words_from_three_tenths_on(
    page_of, participant, project, monkeypatch, down, is_worded
):
    monkeypatch.delitem(RECORDS, "thorough.new-ideas")
    participants = [1] * down + [4] * 4 + [3] * (6 - down)
    review_of(project, facilitators=[3, 4, 4, 3, 3], participants=participants)
    # No record says anything of it, so only the two groups can disagree.
    part = articles(page_of(participant, "thorough"))["thorough.new-ideas"]
    words = '<p class="apart"><b>Facilitators are more positive than participants.</b>'
    assert (words in part) == is_worded
    assert ('class="apart"' in part) == is_worded


def test_what_people_disagree_about_comes_first(page_of, participant, project):
    # As the record, which has nothing yet, but for two of the points.
    felt = {"": 1, "human.networks": 1, "human.feelings": 4}
    led = {**felt, "human.networks": 4}
    review_of(project, facilitators=[led, led, {**led, "": 2}, led, led], participants=[felt] * 5)
    page = page_of(participant, "human")
    assert list(articles(page)) == [
        "human.feelings",
        "human.networks",
        "human.together",
        "human.safety",
    ]
    assert "in 2 of the points below. They come first." in page


def test_facilitators_are_led_to_what_can_be_done(page_of, facilitator, participant, project):
    act = reverse("plan:known", args=[project.slug]) + "?kind=data"
    part = articles(page_of(facilitator))["open.data"]
    assert "What you can do about it" in part
    assert f'<a class="button quiet" href="{act}">' in part
    assert lacks(page_of(participant), "What you can do about it", but_has="<h1")


def test_words_that_were_released_stand_on_the_page_of_their_element(
    page_of, participant, project, amina
):
    equal, human = (Element.objects.in_use().get(key=key).pk for key in ("equal", "human"))
    review = review_of(
        project,
        participants=[2, 2, 3, 3, 1],
        words=[(equal, "Bev is kind."), (equal, "Not looked at."), (human, "It is warm.")],
    )
    settle_words(review.words.get(text="Bev is kind."), "in-part", taken_out=["Bev"], now=NOW)
    settle_words(review.words.get(text="It is warm."), "whole", now=NOW)
    page = page_of(participant, "equal")
    assert "[…] is kind." in page
    assert "Bev" not in page
    assert "Not looked at." not in page
    assert "It is warm." not in page


def test_what_the_last_review_did_not_ask_keeps_what_an_earlier_one_found(
    page_of, participant, project, jo, amina
):
    closed = review_of(
        project, facilitators=[3, 3, 4, 4, 2], participants=[2, 2, 1, 3, 2, 2], title="Spring"
    )
    care = Indicator.objects.get(key="equal.care")
    later = NOW + timedelta(days=30)
    review = factories.ReviewFactory(
        project=project,
        title="Only Equal",
        elements=[care.element],
        now=later,
        closes_on=DAY + timedelta(days=40),
    )
    for asked in review.asked.select_related("member")[:6]:
        send_answers(review, member=asked.member, ballot=Ballot({care.pk: 4}), on=DAY)
    close_review(review, now=later + timedelta(days=10))

    found = last_results(project)[1]
    assert {result.review_id for result in found["equal.care"]} == {review.pk}
    assert {result.review_id for result in found["open.mess"]} == {closed.pk}
    assert "What people said in “Spring”" in articles(page_of(participant))["open.mess"]
    assert "What people said in “Only Equal”" in page_of(participant, "equal")


def test_what_was_drawn_before_is_not_shown_of_other_numbers_words_or_languages(
    page_of, participant, project
):
    def kept_and_anew() -> str:
        kept = page_of(participant).partition("<h1")[2]
        caches["template_fragments"].clear()
        assert page_of(participant).partition("<h1")[2] == kept
        return kept

    more = {"facilitators": [3, 4, 4, 3, 2], "participants": [3, 3, 4, 3, 2]}
    less = {"facilitators": more["participants"], "participants": more["facilitators"]}
    pages = []
    for days, numbers in enumerate([more, less, {**less, "participants": [3, 3]}, more]):
        review_of(project, day=DAY + timedelta(days=days), title="Again", **numbers)
        pages.append(kept_and_anew())
    assert len(set(pages)) == 3
    Indicator.objects.filter(key="open.mess").update(wording="We may be wrong.")
    assert kept_and_anew().count("We may be wrong.") == 2

    records = show_records(project, on=timezone.localdate())
    (entry, *_others) = set_beside(records, last_results(project)[1])
    here = (entry.drawn_from, entry.pairs[0].drawn_from)
    with translation.override("cy"):
        assert not set(here) & {entry.drawn_from, entry.pairs[0].drawn_from}


def test_an_indicator_of_ones_own_shows_what_people_say(page_of, participant, project):
    own = factories.own_indicator(project.organisation)
    part = articles(page_of(participant, own.element.key))[own.key]
    assert "Added by your organisation" in part
    assert "What our records show" not in part


def test_the_page_leads_to_its_neighbours(page_of, participant):
    page = page_of(participant, "open")
    assert re.findall(r'rel="(?:prev|next)" href="[^"]+/doing/([a-z]+)/"', page) == [
        "inclusive",
        "human",
    ]


def test_a_stale_record_says_which_rule_holds(page_of, participant, project):
    week_ago = timezone.localdate() - timedelta(days=7)
    factories.UnsettledFactory(project=project, look_again_on=week_ago)
    part = articles(page_of(participant))["open.uncertainty"]
    assert '<span class="tag mind">Needs attention</span>' in part
    assert part.count('class="holds"') == 1
