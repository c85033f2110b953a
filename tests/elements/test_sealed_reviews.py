"""A review whose key is away takes nothing, loses nothing else, and can be closed by whoever read what that means."""

import random
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ballots.keys import destroy_key
from ballots.models import SealedPiece
from elements import services, tasks
from elements.models import Asked, Result, Review, Words
from elements.services import Ballot
from outbox import tasks as outbox_tasks
from outbox.models import Hitch
from projects.models import Role
from tests import factories
from tests.pages import lacks
from tests.sealed import contents_of

MISSING = "The key to the answers is missing"


@pytest.fixture
def review(project, jo, amina) -> Review:
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )


@pytest.fixture
def answered(review, amina) -> Review:
    """A review in which one person answered."""
    first = review.asked_indicators()[0]
    ballot = Ballot({first.pk: 3}, {None: "Is it warm?"})
    assert services.send_answers(review, member=amina, ballot=ballot, on=timezone.localdate())
    return review


@pytest.fixture
def closing_email(mailoutbox):
    """Return a function that gives the email that tells Amina that the review closed, as text and as HTML."""

    def read() -> list[str]:
        outbox_tasks.send_due()
        mail = [mail for mail in mailoutbox if mail.to == ["amina@example.org"]][-1]
        return [mail.body, mail.alternatives[0][0]]

    return read


def lose_key(review: Review) -> None:
    destroy_key(review.seal.pk)


def address(review: Review, name: str) -> str:
    return reverse(f"elements:{name}", args=[review.project.slug, review.pk])


def test_without_its_key_a_review_takes_no_answers_and_keeps_what_was_typed(
    signed_in, participant, review
):
    lose_key(review)
    client = signed_in(participant)
    intro = client.get(address(review, "review_rate")).content.decode()
    assert "We cannot take any answers just now" in intro
    assert lacks(intro, ">Start</button>", but_has="We cannot take any answers just now")

    first = review.asked_indicators()[0]
    data = {f"a-{first.pk}": "3", "question": "Is it warm?", "at": "11", "go": "send"}
    answer = client.post(address(review, "review_rate"), data)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "We cannot take your answers just now" in page
    assert f'name="a-{first.pk}" value="3"' in page
    assert 'name="question" value="Is it warm?"' in page
    assert not Asked.objects.filter(has_answered=True).exists()


def test_without_its_key_a_sheet_is_not_counted_and_stays_on_the_page(
    signed_in, facilitator, review
):
    (sheet,) = services.make_sheets(review, count=1, role=Role.PARTICIPANT, on=timezone.localdate())
    lose_key(review)
    data = {"number": sheet.number, "question": "Is it warm?", "go": "send"}
    page = signed_in(facilitator).post(address(review, "sheet_enter"), data).content.decode()
    assert "We cannot take your answers just now" in page
    assert "Is it warm?" in page
    sheet.refresh_from_db()
    assert not sheet.is_in


def test_everybody_reads_that_the_key_is_missing_and_facilitators_what_to_do(
    signed_in, participant, facilitator, answered
):
    client = signed_in(participant)
    assert lacks(client.get(answered.get_absolute_url()), MISSING, but_has=answered.title)
    lose_key(answered)
    page = client.get(answered.get_absolute_url()).content.decode()
    assert MISSING in page
    assert "Please tell a facilitator." in page
    page = signed_in(facilitator).get(answered.get_absolute_url()).content.decode()
    assert "bring back the folder of the keys" in page


def test_the_schedule_does_not_close_what_it_cannot_read(answered):
    Review.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    lose_key(answered)
    tasks.close_due_reviews()
    answered.refresh_from_db()
    assert not answered.is_closed
    assert SealedPiece.objects.count() == 1
    assert Hitch.objects.get().work == "close_review"


def test_a_review_that_nobody_answered_closes_without_its_key(review):
    Review.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    lose_key(review)
    tasks.close_due_reviews()
    review.refresh_from_db()
    assert (review.is_closed, review.is_unread) == (True, False)


def test_a_review_that_has_no_seal_closes_and_lost_nothing(review):
    Review.objects.update(seal=None)
    assert services.close_review(review, now=factories.NOW)
    review.refresh_from_db()
    assert (review.answered_count, review.unread_count) == (0, 0)


def test_a_facilitator_closes_it_without_answers_and_people_can_answer_again(
    signed_in, facilitator, participant, project, answered
):
    lose_key(answered)
    client, close = signed_in(facilitator), address(answered, "review_close")
    page = client.get(close).content.decode()
    assert "The answers cannot be read" in page
    assert lacks(page, "It closes by itself", but_has="1 of 2 people")
    # The form of somebody who has not read it has no such field.
    client.post(close, {"why": "The ward moves."})
    answered.refresh_from_db()
    assert not answered.is_closed

    client.post(close, {"why": "The disk broke.", "without_answers": "True"})

    answered.refresh_from_db()
    assert (answered.is_closed, answered.is_unread, answered.unread_count) == (True, True, 1)
    assert not Result.objects.exclude(level="hidden").exists()
    assert not Words.objects.exists()
    page = signed_in(participant).get(answered.get_absolute_url()).content.decode()
    assert "The answers cannot be read any more" in page
    assert "The disk broke." in page
    assert "It closed early" not in page
    assert factories.ReviewFactory(project=project).takes_answers(on=factories.DAY)


def test_whoever_opened_the_page_before_the_key_went_loses_nothing_unseen(
    signed_in, facilitator, answered, monkeypatch
):
    lose_key(answered)
    monkeypatch.setattr(services, "can_be_read", lambda _review: True)
    close = address(answered, "review_close")
    answer = signed_in(facilitator).post(close, {"why": "The ward moves."})
    assert answer.url == close
    answered.refresh_from_db()
    assert not answered.is_closed


def test_a_key_that_comes_back_opens_everything(settings, tmp_path, answered):
    elsewhere, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path
    assert not services.can_be_read(answered)
    settings.KEYS_DIR = elsewhere
    assert services.close_review(answered, now=factories.NOW)
    answered.refresh_from_db()
    assert answered.unread_count == 0


def test_a_damaged_answer_is_counted_as_not_read(signed_in, participant, answered):
    SealedPiece.objects.update(box=b"x" * 8192)
    services.close_review(answered, now=factories.NOW, why="The ward moves.")
    Review.objects.update(answered_count=2)
    page = signed_in(participant).get(answered.get_absolute_url()).content.decode()
    assert "The answers of 1 person were damaged and could not be counted." in page


def test_a_review_does_not_open_where_no_key_can_be_kept(
    signed_in, facilitator, project, jo, settings, tmp_path
):
    (tmp_path / "file").write_text("in the way")
    settings.KEYS_DIR = tmp_path / "file" / "keys"
    data = {
        "title": "November",
        "closes_on": timezone.localdate() + timedelta(days=7),
        "for_whom": "everybody",
    }
    data["elements"] = [row.pk for row in factories.Element.objects.in_use()]
    create = reverse("elements:review_create", args=[project.slug])
    page = signed_in(facilitator).post(create, data).content.decode()
    assert "the folder for the keys" in page
    assert 'value="November"' in page
    assert not Review.objects.exists()


def test_all_words_together_have_to_fit_and_come_back(signed_in, participant, review):
    chance = random.Random(3)
    signs = [chr(chance.randrange(0x4E00, 0x9F00)) for _n in range(9000)]
    boxes = [f"w-{row.pk}" for row in dict.fromkeys(i.element for i in review.asked_indicators())]
    data = {name: "".join(signs[n * 900 :][:900]) for n, name in enumerate(boxes)}
    page = signed_in(participant).post(
        address(review, "review_rate"), data | {"question": "Warm?", "at": "11", "go": "send"}
    )
    assert "All that you wrote is too long together." in page.content.decode()
    assert "".join(signs[:900]) in page.content.decode()
    assert contents_of(review) == []


# Closed early


def test_a_review_that_closed_early_says_so_to_all_with_the_reason(
    signed_in, participant, facilitator, answered, closing_email
):
    client = signed_in(facilitator)
    assert (
        "Why does it close now?" in client.get(address(answered, "review_close")).content.decode()
    )
    client.post(address(answered, "review_close"), {"why": "The ward moves."})
    page = signed_in(participant).get(answered.get_absolute_url()).content.decode()
    assert "It closed early" in page
    assert "The ward moves." in page
    for body in closing_email():
        assert "It closed early" in body
        assert "The ward moves." in body


def test_a_review_that_closed_on_its_day_says_nothing_of_it(signed_in, participant, answered):
    Review.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    tasks.close_due_reviews()
    assert lacks(
        signed_in(participant).get(answered.get_absolute_url()),
        "It closed early",
        but_has="The review closed on",
    )


def test_the_second_of_two_who_close_it_keeps_their_words_and_reads_the_others(
    signed_in, facilitator, review
):
    services.close_review(review, now=factories.NOW, why="The ward moves.")
    client, close = signed_in(facilitator), address(review, "review_close")
    page = client.post(close, {"why": "It snows."}).content.decode()
    assert "Somebody closed this review before you sent this" in page
    assert "The ward moves." in page
    assert "It snows.</textarea>" in page
    assert Review.objects.get().closed_why == "The ward moves."
    assert client.get(close).url == review.get_absolute_url()


@pytest.mark.parametrize(("days", "is_early"), [(-1, True), (0, True), (1, False)])
def test_the_last_day_counts_to_its_end(review, days, is_early):
    """By the day of the organisation, not by the hour."""
    moment = timezone.make_aware(datetime.combine(review.closes_on, time(23, 59)))
    services.close_review(review, now=moment + timedelta(days=days), why="The ward moves.")
    review.refresh_from_db()
    assert review.is_closed_early == is_early


def test_nothing_is_lost_where_nobody_answered(signed_in, facilitator, review):
    lose_key(review)
    close = address(review, "review_close")
    client = signed_in(facilitator)
    assert lacks(client.get(close), "The answers cannot be read", but_has="0 of 2 people")
    client.post(close, {"why": "The ward moves."})
    review.refresh_from_db()
    assert (review.is_closed, review.is_unread) == (True, False)


def test_whoever_closes_after_the_last_day_is_asked_for_no_reason(signed_in, facilitator, answered):
    Review.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    signed_in(facilitator).post(address(answered, "review_close"), {})
    answered.refresh_from_db()
    assert (answered.is_closed, answered.is_closed_early) == (True, False)


def test_a_review_without_answers_that_can_be_read_tells_so_by_email(answered, closing_email):
    lose_key(answered)
    services.close_review(answered, now=factories.NOW, why="The disk broke.", without_answers=True)
    for body in closing_email():
        assert "so they cannot be read any more" in body
        assert "The disk broke." in body


# Words


@pytest.mark.parametrize(("how_many", "can_be_read"), [(1, False), (4, False), (5, True)])
def test_words_are_held_back_as_the_numbers_are(
    signed_in, facilitator, project, jo, how_many, can_be_read
):
    members = factories.MemberFactory.create_batch(6, project=project)
    review = factories.ReviewFactory(project=project, closes_on=timezone.localdate())
    for place, member in enumerate(members[:how_many]):
        words = {None: "Is it warm?"} if place == 0 else {}
        services.send_answers(
            review, member=member, ballot=Ballot({}, words), on=timezone.localdate()
        )
    services.close_review(review, now=factories.NOW)
    assert Words.objects.filter(text="Is it warm?").exists() == can_be_read
    client = signed_in(facilitator)
    for page in (client.get(review.get_absolute_url()), client.get(review.words_url)):
        assert ("Too few people answered" in page.content.decode()) != can_be_read


def test_words_of_few_beside_sheets_are_held_back(project, jo):
    """Whoever typed the sheets in knows which words came on them."""
    amina, *_others = factories.MemberFactory.create_batch(8, project=project)
    review = factories.ReviewFactory(project=project, closes_on=timezone.localdate())
    for sheet in services.make_sheets(
        review, count=5, role=Role.PARTICIPANT, on=timezone.localdate()
    ):
        services.send_sheet(review, number=sheet.number, ballot=Ballot(), on=timezone.localdate())
    ballot = Ballot({}, {None: "Is it warm?"})
    services.send_answers(review, member=amina, ballot=ballot, on=timezone.localdate())
    services.close_review(review, now=factories.NOW)
    review.refresh_from_db()
    assert review.are_words_held_back
    assert not Words.objects.exists()
