"""What the schedule does: late, missed, doubled ticks, and reminders."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery, Message
from participation import services, tasks
from participation.models import ParticipationReview, ReviewRhythm
from projects.models import Project
from tests import factories
from tests.at_once import at_once


def today() -> date:
    return timezone.localdate()


def rhythm(project, *, due_in: int, weeks: int = 8, **more) -> ReviewRhythm:
    """A rhythm whose next review is due in so many days."""
    return factories.ReviewRhythmFactory(
        project=project, next_on=today() + timedelta(days=due_in), every_weeks=weeks, **more
    )


def opened() -> list[date]:
    return list(ParticipationReview.objects.values_list("due_on", flat=True))


def test_a_review_opens_by_itself_on_its_day(project, jo):
    row = rhythm(project, due_in=0)
    tasks.open_due_reviews()
    row.refresh_from_db()
    assert opened() == [today()]
    assert row.next_on == today() + timedelta(weeks=8)
    assert Delivery.objects.get().member == jo


def test_a_second_tick_opens_nothing(project, jo):
    rhythm(project, due_in=0)
    tasks.open_due_reviews()
    tasks.open_due_reviews()
    assert (len(opened()), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize("case", ["not yet", "paused", "being set up", "ended"])
def test_nothing_opens_that_is_not_due(project, jo, case):
    rhythm(project, due_in=1 if case == "not yet" else 0, is_paused=case == "paused")
    if case == "ended":
        Project.objects.update(state="ended")
    if case == "being set up":
        Project.objects.update(state="setting-up", started_on=None)
    tasks.open_due_reviews()
    assert opened() == []


def test_after_40_days_away_one_review_opens_and_the_next_is_in_the_future(project, jo):
    row = rhythm(project, due_in=-40, weeks=1)
    tasks.open_due_reviews()
    row.refresh_from_db()
    assert opened() == [today() - timedelta(days=5)]
    assert row.next_on == today() + timedelta(days=2)
    # It has as many days as one that opened on its day.
    assert ParticipationReview.objects.get().finish_by == today() + timedelta(days=14)


def test_a_review_that_was_opened_by_hand_that_day_is_the_one(project, jo):
    row = rhythm(project, due_in=0)
    services.open_review(project, due_on=today(), now=timezone.now(), by=jo)
    tasks.open_due_reviews()
    row.refresh_from_db()
    assert (opened(), Message.objects.count()) == ([today()], 1)
    assert row.next_on > today()


def test_while_a_review_is_not_finished_no_other_opens_on_top_of_it(project, jo):
    row = rhythm(project, due_in=0)
    factories.GroupFactory(project=project)
    first = services.open_review(project, due_on=today() - timedelta(days=60), now=timezone.now())
    tasks.open_due_reviews()
    row.refresh_from_db()
    assert opened() == [first.due_on]
    assert row.next_on == today()
    services.accept_gap(first.gaps.get(), reason="They know.", now=timezone.now())
    services.finish_review(first, by=jo, reflection="Later.", now=timezone.now())
    tasks.open_due_reviews()
    assert opened() == [today(), first.due_on]


def test_by_hand_too_the_one_that_is_not_finished_comes_back(signed_in, facilitator, project, jo):
    first = services.open_review(project, due_on=today() - timedelta(days=60), now=timezone.now())
    address = reverse("participation:review_open", args=[project.slug])
    answer = signed_in(facilitator).post(address, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"/{first.pk}/")
    assert "This look is not finished yet." in answer.content.decode()
    assert opened() == [first.due_on]


def test_a_rhythm_that_was_changed_meanwhile_opens_nothing(project, jo):
    stale = rhythm(project, due_in=0)
    ReviewRhythm.objects.update(next_on=today() + timedelta(days=7))
    assert services.open_due_reviews([stale], on=today(), now=timezone.now()) == []
    assert opened() == []


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Pacific/Apia", "UTC"])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 14)])
def test_a_change_of_clock_opens_each_review_once(project, jo, zone, day, settings):
    settings.TIME_ZONE = zone
    row = factories.ReviewRhythmFactory(project=project, next_on=day, every_weeks=1)
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) - timedelta(hours=6)
    with timezone.override(zone):
        for hour in range(24 * 8):
            now = start + timedelta(hours=hour)
            if services.open_due_reviews([row], on=timezone.localdate(now), now=now):
                row.refresh_from_db()
                ParticipationReview.objects.update(finished_at=now)
    assert sorted(opened()) == [day, day + timedelta(days=7)]


@pytest.mark.django_db(transaction=True)
def test_three_schedulers_at_once_open_one_review_and_tell_once(project, jo):
    rhythm(project, due_in=-3)
    at_once([tasks.open_due_reviews] * 9)
    assert len(opened()) == 1
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_scheduler_and_a_facilitator_at_once_open_one_review(project, jo):
    rhythm(project, due_in=0)

    def by_hand():
        services.open_review(project, due_on=today(), now=timezone.now(), by=jo)

    at_once([tasks.open_due_reviews, by_hand] * 3)
    assert len(opened()) == 1
    assert Message.objects.count() == 1


def overdue(project, days: int) -> ParticipationReview:
    finish_by = today() - timedelta(days=days)
    return factories.ParticipationReviewFactory(
        project=project, due_on=finish_by - timedelta(days=14), finish_by=finish_by
    )


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 1), (7, 1), (8, 1), (40, 1)])
def test_facilitators_are_told_of_an_overdue_review_once_however_often_it_ticks(
    project, jo, amina, days, told
):
    overdue(project, days)
    for _tick in range(5):
        tasks.tell_overdue_reviews()
    assert Message.objects.count() == told
    assert [delivery.member for delivery in Delivery.objects.all()] == [jo] * told


def test_they_are_told_again_each_week_until_it_is_finished(project, jo):
    review, told = overdue(project, 1), []
    for day in range(1, 23):
        before = Message.objects.count()
        now = timezone.now() + timedelta(days=day)
        services.tell_overdue_review(review, on=review.finish_by + timedelta(days=day), now=now)
        told += [day] * (Message.objects.count() - before)
    assert told == [1, 8, 15, 22]

    services.finish_review(review, by=jo, reflection="Done", now=timezone.now())
    tasks.tell_overdue_reviews()
    assert Message.objects.count() == 4


def test_nobody_is_told_of_reviews_in_a_project_that_ended(project, jo):
    overdue(project, 5)
    Project.objects.update(state="ended")
    tasks.tell_overdue_reviews()
    assert not Message.objects.exists()
