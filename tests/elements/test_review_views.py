"""The pages of reviews: opening, answering, reading what was found."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from elements import services
from elements.models import Asked, ElementReviewRhythm, Indicator, Review, Words
from elements.services import Ballot
from projects.models import Project
from tests import factories
from tests.elements.conftest import rate_url
from tests.filled_forms import carried, send
from tests.pages import lacks
from tests.sealed import contents_of, tallied, written

NOW = factories.NOW


def hidden(page) -> dict[str, str]:
    """Return what the form of a page carries in hidden fields."""
    text = page.content.decode()
    return dict(
        re.findall(r'<input type="hidden" name="((?:[aw]-|question)[^"]*)" value="([^"]*)">', text)
    )


def at(page) -> str:
    return re.search(r'name="at" value="(\d+)"', page.content.decode()).group(1)


# Opening


@pytest.mark.parametrize(
    "state", [{"state": "setting-up", "started_on": None}, {"state": "ended"}], ids=str
)
def test_only_a_project_that_runs_can_be_reviewed(signed_in, facilitator, project, state):
    address = reverse("elements:review_create", args=[project.slug])
    link = f'href="{address}"'
    client = signed_in(facilitator)
    listed = reverse("elements:review_list", args=[project.slug])
    assert link in client.get(listed).content.decode()
    assert client.get(address).status_code == 200

    Project.objects.update(**state)

    for page in (client.get(address), client.post(address, {"title": "Review"})):
        assert page.status_code == 403
        assert "Only a project that runs can be reviewed." in page.content.decode()
    assert link not in client.get(listed).content.decode()
    assert not Review.objects.exists()


def test_facilitator_opens_a_review_of_two_elements(signed_in, facilitator, amina, project):
    client = signed_in(facilitator)
    url = reverse("elements:review_create", args=[project.slug])
    elements = list(Indicator.objects.in_use().values_list("element", flat=True).distinct()[:2])
    data = {
        "title": "Review of November",
        "for_whom": "everybody",
        "elements": elements,
        "closes_on": timezone.localdate() + timedelta(days=10),
        "sent_key": "0d6f3a52-7a3e-4d0c-9a3a-3f5f8f2f0f11",
    }

    first, again = client.post(url, data), client.post(url, data)

    review = Review.objects.get()
    assert first.url == again.url == review.get_absolute_url()
    assert (review.element_count, review.opened_by.user) == (2, facilitator)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"days": 0}, "Choose a later day."),
        ({"days": 61}, "within 60 days"),
        ({"elements": []}, "Choose at least one element."),
        ({"title": ""}, "Give the review a name."),
    ],
)
def test_a_review_is_not_opened_with_something_wrong(signed_in, facilitator, project, wrong, words):
    data = {
        "title": "Review",
        "for_whom": "everybody",
        "elements": [Indicator.objects.in_use().first().element_id],
        "closes_on": timezone.localdate() + timedelta(days=wrong.get("days", 10)),
    }
    page = signed_in(facilitator).post(
        reverse("elements:review_create", args=[project.slug]), data | wrong
    )
    assert words in page.content.decode()
    assert not Review.objects.exists()


def test_a_second_review_is_refused_in_words(signed_in, facilitator, review):
    page = signed_in(facilitator).post(
        reverse("elements:review_create", args=[review.project.slug]),
        {
            "title": "Another",
            "for_whom": "everybody",
            "elements": [Indicator.objects.in_use().first().element_id],
            "closes_on": timezone.localdate() + timedelta(days=10),
        },
    )
    assert "A review is open already. Close it first." in page.content.decode()


def test_facilitator_sets_the_rhythm(signed_in, facilitator, project):
    data = {"every_weeks": 6, "next_on": "2027-01-10", "days_open": 10}
    client, address = signed_in(facilitator), reverse("elements:rhythm_edit", args=[project.slug])
    client.post(address, data | carried(client, address))
    rhythm = ElementReviewRhythm.objects.get()
    assert (rhythm.every_weeks, rhythm.days_open, rhythm.is_paused) == (6, 10, False)


def test_facilitator_keeps_a_review_open_and_closes_it(signed_in, facilitator, review):
    client = signed_in(facilitator)
    later = review.closes_on + timedelta(days=3)
    args = [review.project.slug, review.pk]
    send(
        client,
        reverse("elements:review_extend", args=args),
        {"closes_on": later, "why": "Slow post"},
    )
    assert "Slow post" in client.get(review.get_absolute_url()).content.decode()

    close = reverse("elements:review_close", args=args)
    page = client.post(close, {"why": " "}).content.decode()
    assert "Say why. People were told that they could still answer." in page
    client.post(close, {"why": "The ward moves."})
    review.refresh_from_db()
    assert (review.is_closed, review.closes_on) == (True, later)


# Answering


def test_a_member_answers_page_by_page_and_sends(signed_in, participant, review):
    client = signed_in(participant)
    url = rate_url(review)
    indicators = review.asked_indicators()
    page = client.get(url)
    pages = 1

    while at(page) != "11":
        number = int(at(page))
        element = [row for row in indicators if row.element.position == number]
        answers = {f"a-{row.pk}": "3" for row in element}
        words = {"question": "Is it warm?"} if number == 10 else {}
        page = client.post(url, hidden(page) | answers | words | {"at": number, "go": "next"})
        pages += 1
    assert pages == 12
    assert contents_of(review) == []
    sent = client.post(url, hidden(page) | {"at": "11", "go": "send"})

    assert sent.url == url
    assert tallied(review) == {(row.pk, "participant", 3): 1 for row in indicators}
    assert written(review) == [(None, "Is it warm?")]
    assert "Your answers are in" in client.get(url).content.decode()


def test_going_back_and_changing_keeps_all(signed_in, participant, review):
    client, url = signed_in(participant), rate_url(review)
    first = review.asked_indicators()[0]
    page = client.post(url, {f"a-{first.pk}": "2", "at": "1", "go": "next"})
    assert hidden(page) == {f"a-{first.pk}": "2"}
    page = client.post(url, hidden(page) | {"at": "2", "go": "back"})
    assert at(page) == "1"
    assert f'name="a-{first.pk}" value="2" id="id_a-{first.pk}_1" checked' in page.content.decode()
    page = client.post(url, {f"a-{first.pk}": "2", "at": "11", "go": "7"})
    assert at(page) == "7"


def test_nothing_is_kept_on_the_server_before_it_is_sent(signed_in, participant, review):
    client, url = signed_in(participant), rate_url(review)
    first = review.asked_indicators()[0]
    client.get(url)
    before = dict(client.session.items())
    client.post(url, {f"a-{first.pk}": "2", "question": "Secret", "at": "1", "go": "next"})
    assert dict(client.session.items()) == before
    assert contents_of(review) == []
    assert not Asked.objects.filter(has_answered=True).exists()


@pytest.mark.parametrize("wrong", ["-1", "5", "6", "NaN", "3.5", "x", "٣"])
def test_what_is_no_answer_is_refused_and_everything_is_kept(signed_in, participant, review, wrong):
    first, *_others, last = review.asked_indicators()
    page = signed_in(participant).post(
        rate_url(review),
        {f"a-{first.pk}": wrong, f"a-{last.pk}": "4", "question": "Warm?", "go": "send"},
    )
    assert at(page) == "1"
    assert "Choose one of the answers in the list." in page.content.decode()
    assert hidden(page) == {f"a-{last.pk}": "4", "question": "Warm?"}
    assert contents_of(review) == []


def test_an_indicator_of_another_review_is_refused(signed_in, participant, review):
    page = signed_in(participant).post(rate_url(review), {"a-99999": "3", "at": "11", "go": "send"})
    assert "another review" in page.content.decode()
    assert not Asked.objects.filter(has_answered=True).exists()


def test_words_that_are_too_long_come_back(signed_in, participant, review):
    page = signed_in(participant).post(
        rate_url(review), {"question": "x" * 1001, "at": "10", "go": "next"}
    )
    assert at(page) == "10"
    assert "Write at most 1000 characters. There are 1001 now." in page.content.decode()
    assert "x" * 1001 in page.content.decode()


def test_sent_twice_counts_once_and_thanks_twice(signed_in, participant, review):
    client, first = signed_in(participant), review.asked_indicators()[0]
    data = {f"a-{first.pk}": "3", "at": "11", "go": "send"}
    client.post(rate_url(review), data)
    again = client.post(rate_url(review), data)
    assert "Your answers are in" in again.content.decode()
    assert tallied(review) == {(first.pk, "participant", 3): 1}


def test_a_review_that_closed_meanwhile_shows_what_was_not_sent(signed_in, participant, review):
    first = review.asked_indicators()[0]
    services.close_review(review, now=NOW)
    page = signed_in(participant).post(
        rate_url(review), {f"a-{first.pk}": "3", "question": "Is it warm?", "go": "send"}
    )
    assert page.status_code == 409
    assert "It was not sent" in page.content.decode()
    assert "Is it warm?" in page.content.decode()


def test_home_asks_until_it_is_answered(signed_in, participant, amina, review):
    client = signed_in(participant)
    for url in ("/", review.project.get_absolute_url()):
        assert rate_url(review) in client.get(url, follow=True).content.decode()
    services.send_answers(review, member=amina, ballot=Ballot(), on=timezone.localdate())
    for url in ("/", review.project.get_absolute_url()):
        assert lacks(client.get(url, follow=True), rate_url(review), but_has=amina.known_as)


# What others see


def test_while_open_a_facilitator_sees_a_number_and_no_answer(
    signed_in, facilitator, amina, review
):
    indicator = review.asked_indicators()[0]
    ballot = Ballot({indicator.pk: 1}, {None: "Is it warm?"})
    services.send_answers(review, member=amina, ballot=ballot, on=timezone.localdate())
    client = signed_in(facilitator)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "1 of 2 people" in page
    words = review.words_url
    assert lacks(page, "Is it warm?", but_has="1 of 2 people")
    assert lacks(client.get(words), "Is it warm?", but_has=review.title)
    assert not Words.objects.exists()


def closed_with_words(review: Review, *texts: str) -> None:
    for text in texts:
        review.words.create(text=text)
    services.close_review(review, now=NOW)


def look_url(review: Review) -> str:
    row = review.words.to_look_at().order_by("pk").first()
    return reverse("elements:words_look", args=[review.project.slug, row.pk])


def test_words_are_read_by_others_once_a_facilitator_has_looked(
    signed_in, facilitator, participant, review
):
    closed_with_words(review, "Joseph from ward 7 never asks me.")
    words = review.words_url
    client = signed_in(participant)
    assert lacks(client.get(words), "never asks me", but_has=review.title)

    send(
        signed_in(facilitator), look_url(review), {"outcome": "in-part", "parts": "joseph\nWard 7"}
    )

    page = signed_in(participant).get(words).content.decode()
    assert "[…] from […] never asks me." in page
    assert "Joseph" not in page
    assert "Shown in part: 1." in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"outcome": "in-part", "parts": "Maria"}, "is not in these words"),
        ({"outcome": "in-part", "parts": ""}, "Write which parts to take out"),
        ({"outcome": "in-part", "parts": "Joseph never asks me."}, "Nothing would be left"),
        ({"parts": ""}, "Choose what others read."),
    ],
)
def test_words_are_not_settled_with_something_wrong(signed_in, facilitator, review, data, words):
    closed_with_words(review, "Joseph never asks me.")
    page = send(signed_in(facilitator), look_url(review), data)
    assert words in page.content.decode()
    assert review.words.get().outcome == "waiting"


def test_after_one_text_comes_the_next_and_what_is_left_out_is_counted(
    signed_in, facilitator, review
):
    closed_with_words(review, "One", "Two")
    client = signed_in(facilitator)
    first = send(client, look_url(review), {"outcome": "left-out"})
    assert first.url == look_url(review)
    last = send(client, look_url(review), {"outcome": "whole"})
    page = client.get(last.url).content.decode()
    assert "Written: 2. Shown whole: 1. Shown in part: 0. Left out: 1." in page


def test_results_show_exact_counts_parts_and_nothing(signed_in, participant, project, jo, amina):
    members = [factories.MemberFactory(project=project) for _n in range(5)]
    review = factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )
    first, second, third = review.asked_indicators()[:3]
    for place, member in enumerate(members):
        answers = {first.pk: place % 3 + 1, second.pk: 4, **({third.pk: 2} if place else {})}
        services.send_answers(
            review, member=member, ballot=Ballot(answers), on=timezone.localdate()
        )
    services.close_review(review, now=NOW)
    page = signed_in(participant).get(review.get_absolute_url()).content.decode()
    assert "5 of 5 said “mostly” or “fully”." in page
    assert page.count("Fewer than five people answered, so we don’t show") == 36
    assert 'data-label="A little">2<' in page


# Queries


@pytest.mark.parametrize("how_many", [3, 30])
def test_review_list_takes_as_many_queries_for_3_as_for_30(
    signed_in, facilitator, project, jo, django_assert_max_num_queries, how_many
):
    for n in range(how_many):
        review = factories.ReviewFactory(project=project, now=NOW + timedelta(hours=n))
        services.close_review(review, now=NOW)
    client = signed_in(facilitator)
    address = reverse("elements:review_list", args=[project.slug])
    client.get(address)  # The first visit is noted.
    with django_assert_max_num_queries(8):
        client.get(address)


@pytest.mark.parametrize("how_many", [3, 30])
def test_pages_of_a_review_take_few_queries_for_any_number_of_words(
    signed_in, facilitator, review, django_assert_max_num_queries, how_many
):
    closed_with_words(review, *[f"Text {n}" for n in range(how_many)])
    review.words.update(outcome="whole", shown_text="Text")
    client = signed_in(facilitator)
    for address in (review.get_absolute_url(), review.words_url):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_an_answering_page_takes_few_queries(
    signed_in, participant, review, django_assert_max_num_queries
):
    client = signed_in(participant)
    client.get(rate_url(review))
    with django_assert_max_num_queries(7):
        client.post(rate_url(review), {"at": "1", "go": "next"})
