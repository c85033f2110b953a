"""Reviews on paper: each sheet counts once, and nothing says whose it was."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ballots.disclosure import AnsweredBy, Level, publish
from elements import services
from elements.models import Answer, Asked, Result, Review, Sheet
from elements.models.sheets import SIGNS
from elements.services import Ballot
from projects.models import Role
from tests import factories
from tests.at_once import at_once
from tests.sealed import contents_of, tallied

DAY, NOW = factories.DAY, factories.NOW


@pytest.fixture
def people(project) -> list:
    return [factories.MemberFactory(project=project) for _n in range(12)]


@pytest.fixture
def review(project, jo, people) -> Review:
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )


def sheets_of(review: Review, count: int = 3, role: str = Role.PARTICIPANT) -> list[Sheet]:
    return services.make_sheets(review, count=count, role=role, on=DAY)


def send(review: Review, number: str, answers=None, words=None) -> None:
    ballot = Ballot(answers or {}, words or {})
    services.send_sheet(review, number=number, ballot=ballot, on=DAY)


def test_sheets_get_numbers_that_nobody_mixes_up_and_that_differ(review):
    sheets = sheets_of(review, 40)
    assert len({sheet.number for sheet in sheets}) == 40
    assert all(set(sheet.number) <= set(SIGNS) for sheet in sheets)
    assert not set(SIGNS) & set("01258GILOQSZ6")
    assert sheets[0].shown_number == f"{sheets[0].number[:4]}-{sheets[0].number[4:]}"


def test_a_sheet_leads_to_no_person_and_holds_no_time():
    fields = [field for field in Sheet._meta.get_fields() if field.concrete]
    assert {field.name for field in fields} == {"id", "review", "number", "role", "is_in"}
    assert not [f for f in fields if isinstance(f, models.DateField | models.DateTimeField)]


def test_a_sheet_counts_once_with_its_words(review, people):
    first, second = review.asked_indicators()[:2]
    sheet = sheets_of(review)[0]

    send(review, f" {sheet.shown_number.lower()} ", {first.pk: 3}, {None: "Is it warm?"})
    with pytest.raises(services.AlreadyIn):
        send(review, sheet.number, {second.pk: 1})

    assert contents_of(review) == [
        {
            "role": Role.PARTICIPANT,
            "paper": True,
            "answers": [[first.pk, Answer.MOSTLY]],
            "words": [[None, "Is it warm?"]],
        }
    ]
    assert review.count_answered() == 1
    assert review.count_sheets() == (3, 1)
    assert not Asked.objects.filter(has_answered=True).exists()


@pytest.mark.parametrize("number", ["", "KR4M-9TXW", "'; DROP TABLE", "Ⅻ"])
def test_a_number_of_no_sheet_is_refused(review, number):
    sheets_of(review)
    with pytest.raises(services.UnknownSheet):
        send(review, number)


def test_a_sheet_of_another_review_is_refused(review, twin):
    factories.MemberFactory(project=twin)
    other = sheets_of(factories.ReviewFactory(project=twin))[0]
    sheets_of(review)
    with pytest.raises(services.UnknownSheet):
        send(review, other.number)


def test_what_the_review_does_not_ask_counts_nothing(review):
    sheet = sheets_of(review)[0]
    with pytest.raises(services.NotAsked):
        send(review, sheet.number, {0: 3})
    sheet.refresh_from_db()
    assert not sheet.is_in


def test_a_closed_review_takes_no_sheet_and_makes_none(review):
    sheet = sheets_of(review)[0]
    services.close_review(review, now=NOW)
    with pytest.raises(services.ReviewIsClosed):
        send(review, sheet.number)
    with pytest.raises(services.ReviewIsClosed):
        sheets_of(review)


def test_there_are_never_more_answers_than_people(project, jo):
    amina = factories.MemberFactory(project=project)
    review = factories.ReviewFactory(project=project)
    first, second = sheets_of(review, 2)
    services.send_answers(review, member=jo, ballot=Ballot(), on=DAY)
    send(review, first.number)
    with pytest.raises(services.CannotDoReview, match="As many people have answered"):
        send(review, second.number)
    # Somebody who sent a sheet in vain can still answer by themselves.
    assert services.send_answers(review, member=amina, ballot=Ballot(), on=DAY)


def test_facilitators_get_no_sheets_of_a_review_for_participants(project, people):
    review = factories.ReviewFactory(project=project, for_whom="participants")
    with pytest.raises(services.CannotDoReview, match="participants only"):
        sheets_of(review, role=Role.FACILITATOR)


@pytest.mark.django_db(transaction=True)
def test_the_same_sheet_typed_in_eight_times_at_once_counts_once(review):
    number = sheets_of(review)[0].number
    first = review.asked_indicators()[0].pk

    def type_in() -> str:
        try:
            send(review, number, {first: 4})
        except services.AlreadyIn:
            return "again"
        return "counted"

    said = at_once([type_in] * 8)

    assert sorted(said) == ["again"] * 7 + ["counted"]
    assert tallied(review) == {(first, "participant", 4): 1}


# Typed in on the page


@pytest.fixture
def page_url(review) -> str:
    return reverse("elements:sheet_enter", args=[review.project.slug, review.pk])


def test_a_facilitator_looks_at_a_sheet_once_more_before_it_counts(
    signed_in, facilitator, review, page_url
):
    client = signed_in(facilitator)
    sheet = sheets_of(review)[0]
    first = review.asked_indicators()[0]
    data = {"number": sheet.shown_number, f"a-{first.pk}": "2", "question": "Warm?\nAt night?"}

    check = client.post(page_url, data | {"go": "check"}).content.decode()
    assert "Is this what the sheet says?" in check
    assert f'<input type="hidden" name="a-{first.pk}" value="2">' in check
    assert contents_of(review) == []
    back = client.post(page_url, data | {"go": "back"}).content.decode()
    assert f'value="{sheet.shown_number}"' in back

    sent = client.post(page_url, data | {"go": "send"}, follow=True).content.decode()
    assert "The sheet is counted. 1 of 3 sheets are typed in." in sent
    assert tallied(review) == {(first.pk, "participant", Answer.A_LITTLE): 1}
    again = client.post(page_url, data | {"go": "send"}).content.decode()
    assert "The sheet with this number was counted before." in again
    assert "Warm?" in again


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "Write the number from the sheet."),
        ("KR4M-9TXW", "No sheet of this review has this number."),
    ],
)
def test_a_wrong_number_keeps_what_was_typed(
    signed_in, facilitator, review, page_url, number, words
):
    data = {"number": number, "question": "Is it warm?", "go": "send"}
    page = signed_in(facilitator).post(page_url, data).content.decode()
    assert page.count(words) == 2  # at the top and at the field
    assert "Is it warm?" in page


@pytest.mark.parametrize("answer", ["-1", "6", "NaN", "2.5"])
def test_an_answer_that_is_none_is_refused(signed_in, facilitator, review, page_url, answer):
    sheet = sheets_of(review)[0]
    first = review.asked_indicators()[0].pk
    data = {"number": sheet.number, f"a-{first}": answer, "go": "send"}
    assert signed_in(facilitator).post(page_url, data).status_code == 200
    sheet.refresh_from_db()
    assert not sheet.is_in


def test_a_sheet_that_comes_too_late_is_shown_and_not_counted(
    signed_in, facilitator, review, page_url
):
    number = sheets_of(review)[0].number
    services.close_review(review, now=NOW)
    client = signed_in(facilitator)
    answer = client.post(page_url, {"number": number, "question": "Is it warm?", "go": "send"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A sheet that comes now cannot be counted." in page
    assert "Is it warm?" in page
    assert client.get(page_url).status_code == 200


def test_everybody_sees_how_many_sheets_there_are(signed_in, participant, amina, review):
    sheet = sheets_of(review)[0]
    send(review, sheet.number)
    page = signed_in(participant).get(review.get_absolute_url()).content.decode()
    assert "1 of 3 sheets are typed in" in page
    assert "type them in" not in page


# What is published when part came on paper


def counts(answer: int, n: int) -> list[int]:
    return [n if place == answer else 0 for place in range(5)]


NONE = counts(0, 0)


@pytest.mark.parametrize("by_themselves", range(8))
def test_whoever_typed_sheets_in_never_learns_what_fewer_than_five_others_said(by_themselves):
    paper = [2, 2, 2, 0, 0]
    total = [2, 2, 2, by_themselves, 0]
    (shown,) = publish(NONE, total, on_paper=(NONE, paper))
    is_hidden_well = by_themselves == 0 or by_themselves >= 5
    assert (shown.level != Level.HIDDEN) == is_hidden_well


def test_when_the_others_are_all_alike_only_two_parts_are_shown():
    paper = [2, 2, 2, 0, 0]
    (shown,) = publish(NONE, [2, 2, 2, 6, 0], on_paper=(NONE, paper))
    assert (shown.level, shown.up, shown.down) == (Level.COARSE, 6, 6)
    (shown,) = publish(NONE, [2, 2, 2, 3, 3], on_paper=(NONE, paper))
    assert shown.level == Level.EXACT


def test_a_role_of_which_few_answered_by_themselves_is_counted_with_the_other():
    facilitators, participants = counts(3, 6), [0, 3, 3, 2, 0]
    (shown,) = publish(facilitators, participants, on_paper=(NONE, [0, 3, 3, 0, 0]))
    assert (shown.who, shown.up, shown.down) == (AnsweredBy.EVERYBODY, 8, 6)


def test_closing_publishes_both_parts_together(review, people):
    first = review.asked_indicators()[0].pk
    for sheet in sheets_of(review, 3):
        send(review, sheet.number, {first: 1})
    for member, answer in zip(people[:5], (3, 3, 4, 4, 2), strict=True):
        services.send_answers(review, member=member, ballot=Ballot({first: answer}), on=DAY)
    services.close_review(review, now=NOW)
    review.refresh_from_db()
    result = Result.objects.get(review=review, indicator=first)
    assert review.answered_count == 8
    assert result.counts == [3, 1, 2, 2, 0]
    assert contents_of(review) == []


def test_few_who_answered_by_themselves_beside_sheets_are_not_shown(review, people):
    first = review.asked_indicators()[0].pk
    for sheet in sheets_of(review, 6):
        send(review, sheet.number, {first: 1})
    services.send_answers(review, member=people[0], ballot=Ballot({first: 4}), on=DAY)
    services.close_review(review, now=NOW)
    assert Result.objects.get(review=review, indicator=first).level == Level.HIDDEN
