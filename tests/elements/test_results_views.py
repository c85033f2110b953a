"""The page of a closed review, and record beside experience, through the front door."""

from datetime import timedelta

import pytest
from django.urls import reverse

from elements.getters import last_results
from elements.models import Indicator, Review
from elements.services import Ballot, close_review, send_answers, settle_words
from projects.models import Role
from tests import factories
from tests.pages import lacks, tight

DAY, NOW = factories.DAY, factories.NOW


def review_of(
    project, *, facilitators=(), participants=(), words=(), day=DAY, title="Review"
) -> Review:
    """Close a review in which each answered all indicators with one answer; None leaves all out."""
    people = [
        (factories.MemberFactory(project=project, role=role), answer)
        for role, given in [(Role.FACILITATOR, facilitators), (Role.PARTICIPANT, participants)]
        for answer in given
    ]
    now = NOW + (day - DAY)
    review = factories.ReviewFactory(
        project=project, title=title, closes_on=day + timedelta(days=14), now=now
    )
    indicators = review.asked_indicators()
    for place, (member, answer) in enumerate(people):
        texts = {words[place][0]: words[place][1]} if place < len(words) else {}
        ballot = Ballot(answers={row.pk: answer for row in indicators}, words=texts)
        send_answers(review, member=member, ballot=ballot, on=day)
    close_review(review, now=now + timedelta(days=14))
    review.refresh_from_db()
    return review


@pytest.fixture
def closed(project, jo, amina) -> Review:
    return review_of(project, facilitators=[3, 3, 4, 4, 2], participants=[2, 2, 1, 3, 2, 2])


def beside_url(project) -> str:
    return reverse("elements:beside", args=[project.slug])


def test_closed_review_shows_the_picture_with_its_table(signed_in, participant, closed):
    page = signed_in(participant).get(closed.get_absolute_url())

    text = tight(page.content.decode())
    assert ">Equal: facilitators mostly; participants a little." in text
    assert text.count('<svg class="standing-chart"') == 1
    assert "How we work this out" in text
    assert "Facilitators: <b>mostly</b></p>" in text


def test_second_review_shows_where_people_stood_before(signed_in, participant, project, closed):
    # Those of the first review are asked again and leave it out.
    second = review_of(
        project,
        participants=[3, 3, 4, 3, 2],
        facilitators=[4, 4, 4, 3, 2],
        day=DAY + timedelta(days=30),
    )
    page = signed_in(participant).get(second.get_absolute_url())

    said = "Equal: facilitators fully, before: mostly; participants mostly, before: a little."
    text = tight(page.content.decode())
    assert f">{said}" in text
    assert 'Participants: <b>mostly</b><span class="soft">, before: a little</span>' in text


def test_hidden_answers_never_show(signed_in, participant, project, jo, amina):
    review = review_of(project, facilitators=[4], participants=[1, 2, 2])
    client = signed_in(participant)

    page = client.get(review.get_absolute_url())
    assert page.content.decode().count(": fewer than five answers.") == 10
    assert "said “mostly” or “fully”" not in page.content.decode()

    page = client.get(beside_url(project))
    assert page.context["beside"].hidden_count == 38
    assert all(not pairs for _kind, _words, pairs in page.context["beside"].groups)
    assert "38 indicators have too few answers" in page.content.decode()

    page = client.get(reverse("elements:project_elements", args=[project.slug]))
    assert lacks(page, "said “mostly” or “fully”", but_has="At a glance")


def test_released_words_stand_by_their_element_and_the_rest_is_counted(
    signed_in, participant, project, jo, amina
):
    equal = Indicator.objects.get(key="equal.care").element.pk
    review = review_of(
        project,
        participants=[2, 2, 3, 3, 1],
        words=[(equal, "Bev is kind."), (None, "Ask about the buses."), (None, "Not looked at.")],
    )
    settle_words(review.words.get(text="Bev is kind."), "in-part", taken_out=["Bev"])
    settle_words(review.words.get(text="Ask about the buses."), "whole")

    page = signed_in(participant).get(review.get_absolute_url())

    (_entry, words) = page.context["elements"][0]
    assert [row.shown_text for row in words] == ["[…] is kind."]
    assert [row.shown_text for row in page.context["asked_for"]] == ["Ask about the buses."]
    text = " ".join(page.content.decode().split())
    assert "own words: 3. Shown whole: 1. Shown in part: 1. Left out: 0." in text
    assert "Not looked at yet: 1." in text
    assert "Bev" not in text
    assert "Not looked at." not in text


def test_beside_starts_with_disagreement_and_leads_to_the_rows(
    signed_in, facilitator, participant, project, closed
):
    page = signed_in(participant).get(beside_url(project))

    assert [kind for kind, _words, _pairs in page.context["beside"].groups] == [
        "disagree",
        "weak",
        "strong",
    ]
    pairs = [pair for _k, _w, pairs in page.context["beside"].groups for pair in pairs]
    assert pairs
    text = page.content.decode()
    assert all(f'href="{pair.record.path}"' in text for pair in pairs)
    act = reverse("participation:group_create", args=[project.slug])
    assert act not in text
    assert act in signed_in(facilitator).get(beside_url(project)).content.decode()


def test_beside_without_a_review_says_what_will_stand_there(signed_in, participant, project):
    page = signed_in(participant).get(beside_url(project))
    assert "No review is closed yet" in page.content.decode()


def test_elements_page_has_what_people_say(signed_in, participant, project, closed):
    page = signed_in(participant).get(reverse("elements:project_elements", args=[project.slug]))

    text = page.content.decode()
    assert text.count("1 of 6 participants said “mostly” or “fully”.") == 38
    assert text.count("4 of 5 facilitators said “mostly” or “fully”.") == 38


def test_an_earlier_review_does_not_compare_with_a_later_one(
    project, closed, signed_in, participant
):
    review_of(project, participants=[3, 3, 4, 3, 2], day=DAY + timedelta(days=30))
    page = signed_in(participant).get(closed.get_absolute_url())
    assert "Where people stand now" in page.content.decode()


def test_what_the_last_review_did_not_ask_keeps_what_an_earlier_one_found(
    project, closed, signed_in, participant
):
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
    page = signed_in(participant).get(beside_url(project)).content.decode()
    assert f'<span class="soft">{closed.title}</span>' in page


@pytest.mark.parametrize("url", ["beside", "project_elements", "detail"])
def test_pages_ask_little_of_the_database(
    signed_in, participant, project, closed, url, django_assert_max_num_queries
):
    client = signed_in(participant)
    second = review_of(project, participants=[3, 3, 4, 3, 2] * 5, day=DAY + timedelta(days=30))
    address = (
        second.get_absolute_url()
        if url == "detail"
        else reverse(f"elements:{url}", args=[project.slug])
    )
    client.get(address)  # the first page of a visit notes that somebody is here
    with django_assert_max_num_queries(12 if url == "detail" else 25):
        client.get(address)
