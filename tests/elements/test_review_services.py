"""Reviews open, remind, take answers in and close, each once."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from elements import services, tasks
from elements.models import Answer, Asked, ElementReviewRhythm, Indicator, Review
from elements.services import Ballot
from outbox.models import Delivery, Message
from projects.models import Member, Project, Role
from tests import factories
from tests.sealed import contents_of, tallied, written

DAY, NOW = factories.DAY, factories.NOW


def people(project: Project, *roles: str) -> list[Member]:
    return [factories.MemberFactory(project=project, role=role) for role in roles]


def many(project: Project, facilitators: int, participants: int) -> list[Member]:
    return people(project, *[Role.FACILITATOR] * facilitators, *[Role.PARTICIPANT] * participants)


@pytest.fixture
def review(project, jo, amina) -> Review:
    return factories.ReviewFactory(project=project)


@pytest.fixture
def first(review) -> Indicator:
    return review.asked_indicators()[0]


# Opening


def test_open_review_asks_everybody_about_all_indicators_and_tells_them(project, jo, amina):
    factories.MemberFactory(project=project, joined_at=None)
    factories.MemberFactory(project=project, left_at=NOW)

    review = factories.ReviewFactory(project=project, by=jo)

    assert set(review.asked.values_list("member", flat=True)) == {jo.pk, amina.pk}
    assert (review.element_count, review.indicator_count, review.asked_count) == (10, 38, 2)
    assert services.can_be_read(review)
    assert review.minutes == 4
    message = Message.objects.get(event=f"review:{review.pk}:opened")
    assert set(message.deliveries.values_list("member", flat=True)) == {jo.pk, amina.pk}
    assert message.asks


def test_open_review_can_ask_participants_about_some_elements(project, jo, amina):
    elements = Indicator.objects.get(key="equal.care").element
    review = factories.ReviewFactory(project=project, for_whom="participants", elements=[elements])

    assert [row.key for row in review.asked_indicators()] == [
        *("equal.experience", "equal.power", "equal.return", "equal.care")
    ]
    assert list(review.asked.values_list("member", flat=True)) == [amina.pk]


def test_open_review_refuses_a_second_one_and_finds_the_one_of_the_same_form(project, jo):
    key = "0d6f3a52-7a3e-4d0c-9a3a-3f5f8f2f0f11"
    review = factories.ReviewFactory(project=project, sent_key=key)

    assert factories.ReviewFactory(project=project, sent_key=key) == review
    with pytest.raises(services.CannotDoReview, match="open already"):
        factories.ReviewFactory(project=project)
    assert Review.objects.count() == 1


def test_the_database_refuses_a_second_open_review(review):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            project=review.project,
            framework=review.framework,
            title="Another",
            opened_at=NOW,
            closes_on=DAY,
        )


# The rhythm


def rhythm_of(project, **more) -> ElementReviewRhythm:
    return services.set_review_rhythm(
        project, **{"every_weeks": 4, "next_on": DAY, "now": NOW, **more}
    )


def test_due_review_opens_once_however_often_the_schedule_ticks(project, jo):
    rhythm_of(project)
    stale = ElementReviewRhythm.objects.get()

    opened = [services.open_due_reviews([stale], on=DAY, now=NOW) for _tick in range(3)]

    assert [bool(review) for review in opened] == [True, False, False]
    review = Review.objects.get()
    assert (review.due_on, review.closes_on) == (DAY, DAY + timedelta(days=14))
    assert ElementReviewRhythm.objects.get().next_on == DAY + timedelta(weeks=4)


def test_after_forty_missed_weeks_one_review_opens(project, jo):
    rhythm = rhythm_of(project)
    late = DAY + timedelta(weeks=41)

    services.open_due_reviews([rhythm], on=late, now=NOW + timedelta(weeks=41))

    review = Review.objects.get()
    assert review.due_on == DAY + timedelta(weeks=40)
    assert review.closes_on == late + timedelta(days=14)
    assert ElementReviewRhythm.objects.get().next_on == DAY + timedelta(weeks=44)


def test_a_review_that_is_open_counts_as_the_one_of_this_period(review, project):
    rhythm = rhythm_of(project)

    assert services.open_due_reviews([rhythm], on=DAY, now=NOW) == []
    assert list(Review.objects.all()) == [review]
    assert ElementReviewRhythm.objects.get().next_on == DAY + timedelta(weeks=4)


@pytest.mark.parametrize("more", [{"is_paused": True}, {"next_on": date(2050, 1, 1)}])
def test_the_tick_opens_nothing_that_is_not_due(project, jo, more):
    rhythm_of(project, **more)
    tasks.open_due_reviews()
    assert not Review.objects.exists()


def test_the_tick_opens_what_is_due_and_waits_where_nobody_is_there(project, jo, twin):
    rhythm_of(project)
    rhythm_of(twin)

    tasks.open_due_reviews()

    assert Review.objects.get().project == project
    assert ElementReviewRhythm.objects.get(project=twin).next_on == DAY


# Reminding


def test_those_who_have_not_answered_are_reminded_twice_at_most(review, jo, amina):
    services.send_answers(review, member=amina, ballot=Ballot(), on=DAY)
    days = [DAY + timedelta(days=n) for n in range(16)]

    told = [day for day in days if services.remind_of_review(review, on=day, now=NOW)]

    assert told == [DAY + timedelta(days=7), DAY + timedelta(days=12)]
    reminded = Delivery.objects.filter(message__event__contains="reminder")
    assert list(reminded.values_list("member", flat=True)) == [jo.pk, jo.pk]


def test_a_missed_reminder_is_made_up_for_once(review):
    late = DAY + timedelta(days=13)
    assert [services.remind_of_review(review, on=late, now=NOW) for _tick in range(3)] == [
        True,
        False,
        False,
    ]
    assert Message.objects.filter(event__contains="reminder").count() == 1


def test_a_review_that_is_kept_open_reminds_no_third_time(review):
    services.remind_of_review(review, on=DAY + timedelta(days=13), now=NOW)
    services.extend_review(review, closes_on=DAY + timedelta(days=40), why="Snow")
    review.refresh_from_db()
    told = [
        services.remind_of_review(review, on=DAY + timedelta(days=n), now=NOW) for n in range(41)
    ]
    assert not any(told)


# Sending


def test_send_answers_counts_them_by_role(review, first, jo, amina):
    ballot = Ballot(answers={first.pk: Answer.MOSTLY}, words={None: "  Is it warm?  "})

    assert services.send_answers(review, member=amina, ballot=ballot, on=DAY)
    assert services.send_answers(review, member=jo, ballot=ballot, on=DAY)

    assert tallied(review) == {(first.pk, "participant", 3): 1, (first.pk, "facilitator", 3): 1}
    assert written(review) == [(None, "Is it warm?")] * 2
    assert Asked.objects.filter(has_answered=True).count() == 2


def test_send_answers_counts_once(review, first, amina):
    ballot = Ballot(answers={first.pk: Answer.FULLY})
    sent = [
        services.send_answers(review, member=amina, ballot=ballot, on=DAY) for _again in range(3)
    ]
    assert sent == [True, False, False]
    assert tallied(review) == {(first.pk, "participant", 4): 1}


@pytest.mark.parametrize("answer", [-1, 5, 6, 99])
def test_send_answers_refuses_what_is_no_answer_and_counts_nothing(review, first, amina, answer):
    with pytest.raises(services.NotAsked):
        services.send_answers(review, member=amina, ballot=Ballot({first.pk: answer}), on=DAY)
    assert tallied(review) == {}
    assert not Asked.objects.filter(has_answered=True).exists()


def test_send_answers_refuses_what_this_review_does_not_ask(project, jo, amina):
    equal, other = (
        Indicator.objects.get(key="equal.care"),
        Indicator.objects.get(key="open.mess"),
    )
    review = factories.ReviewFactory(project=project, elements=[equal.element])
    fine = {equal.pk: 3}
    for ballot in (Ballot(fine | {other.pk: 3}), Ballot(fine, {other.element_id: "Mud"})):
        with pytest.raises(services.NotAsked):
            services.send_answers(review, member=amina, ballot=ballot, on=DAY)
    assert tallied(review) == {}
    assert not Asked.objects.filter(has_answered=True).exists()


def test_send_answers_refuses_somebody_who_is_not_asked(review, first, project):
    newcomer = factories.MemberFactory(project=project)
    with pytest.raises(services.NotAsked):
        services.send_answers(review, member=newcomer, ballot=Ballot({first.pk: 3}), on=DAY)
    assert tallied(review) == {}


def test_a_review_whose_day_has_passed_takes_no_answers(review, amina):
    with pytest.raises(services.ReviewIsClosed):
        services.send_answers(
            review, member=amina, ballot=Ballot(), on=review.closes_on + timedelta(days=1)
        )


def test_a_closed_review_takes_no_answers(review, amina):
    services.close_review(review, now=NOW)
    with pytest.raises(services.ReviewIsClosed):
        services.send_answers(review, member=amina, ballot=Ballot(), on=DAY)


@pytest.mark.django_db(transaction=True)
def test_the_same_ballot_sent_fifty_times_at_once_counts_once(project, amina, jo):
    review = factories.ReviewFactory(project=project)
    first = review.asked_indicators()[0]
    ballot = Ballot({first.pk: Answer.FULLY}, {None: "Is it warm?"})
    outcomes = []

    def send():
        try:
            outcomes.append(services.send_answers(review, member=amina, ballot=ballot, on=DAY))
        finally:
            connection.close()

    run([send] * 50)
    assert sorted(outcomes) == [False] * 49 + [True]
    assert tallied(review) == {(first.pk, "participant", 4): 1}
    assert written(review) == [(None, "Is it warm?")]


@pytest.mark.django_db(transaction=True)
def test_of_twenty_people_at_once_nobody_is_lost(project):
    members = many(project, 0, 20)
    review = factories.ReviewFactory(project=project)
    first = review.asked_indicators()[0]

    def sender(member):
        def send():
            try:
                ballot = Ballot({first.pk: Answer.FULLY}, {None: f"From {member.pk}"})
                services.send_answers(review, member=member, ballot=ballot, on=DAY)
            finally:
                connection.close()

        return send

    run([sender(member) for member in members])
    assert tallied(review) == {(first.pk, "participant", 4): 20}
    assert {text for _about, text in written(review)} == {f"From {m.pk}" for m in members}


def run(jobs) -> None:
    threads = [Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# Extending and closing


def test_extend_review_keeps_it_open_with_its_reason(review, amina):
    later = review.closes_on + timedelta(days=7)
    services.extend_review(review, closes_on=later, why="The post was slow.")
    services.extend_review(review, closes_on=later, why="The post was slow.")
    review.refresh_from_db()
    assert (review.closes_on, review.extended_why) == (later, "The post was slow.")
    with pytest.raises(services.CannotDoReview, match="after the one"):
        services.extend_review(review, closes_on=DAY, why="Sooner")


def test_a_closed_review_is_not_extended(review):
    services.close_review(review, now=NOW)
    with pytest.raises(services.CannotDoReview, match="closed"):
        services.extend_review(review, closes_on=DAY + timedelta(days=40), why="Again")


def test_close_review_publishes_once_and_takes_the_pieces_away(project):
    members = many(project, 5, 6)
    review = factories.ReviewFactory(project=project)
    first, second = review.asked_indicators()[:2]
    for place, member in enumerate(members):
        ballot = Ballot({first.pk: place % 3 + 2, **({second.pk: 1} if place < 4 else {})})
        services.send_answers(review, member=member, ballot=ballot, on=DAY)

    assert services.close_review(review, now=NOW)
    assert not services.close_review(review, now=NOW + timedelta(days=1))

    review.refresh_from_db()
    assert (review.closed_at, review.answered_count) == (NOW, 11)
    shown = review.results.filter(indicator=first).order_by("who")
    assert [(row.who, row.level, row.counts) for row in shown] == [
        ("facilitators", "exact", [0, 2, 2, 1, 0]),
        ("participants", "exact", [0, 2, 2, 2, 0]),
    ]
    hidden = review.results.get(indicator=second)
    assert (hidden.who, hidden.level, hidden.count) == ("everybody", "hidden", 0)
    assert review.results.count() == 39
    assert contents_of(review) == []
    assert Message.objects.filter(event=f"review:{review.pk}:closed").count() == 1


def test_answers_that_are_all_alike_are_counted_in_two_parts(project):
    members = many(project, 0, 5)
    review = factories.ReviewFactory(project=project)
    first = review.asked_indicators()[0]
    for member in members:
        services.send_answers(review, member=member, ballot=Ballot({first.pk: 4}), on=DAY)
    services.close_review(review, now=NOW)

    row = review.results.get(indicator=first)
    assert (row.level, row.up, row.down, row.fully) == ("coarse", 5, 0, None)


def test_the_tick_closes_reviews_on_the_day_after_their_last(project, jo, twin, outsider):
    today = timezone.localdate()
    over = factories.ReviewFactory(project=project, closes_on=today - timedelta(days=1))
    last_day = factories.ReviewFactory(project=twin, closes_on=today)

    tasks.close_due_reviews()

    assert list(Review.objects.closed()) == [over]
    assert list(Review.objects.taking_answers(on=today)) == [last_day]
