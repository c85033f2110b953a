"""A review planned for a day to come opens by itself, once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from elements import services, tasks
from elements.framework import read_framework
from elements.models import Indicator, PlannedReview, Review
from tests import factories
from tests.at_once import at_once

DAY, NOW = factories.DAY, factories.NOW


def plan(project, by=None, **more) -> PlannedReview:
    element = Indicator.objects.get(key="equal.care").element
    wanted = {
        "title": "After the move",
        "opens_on": DAY,
        "closes_on": DAY + timedelta(days=10),
        "for_whom": "everybody",
        "elements": [element],
    }
    return services.plan_review(project, by=by, **(wanted | more))


def test_a_planned_review_opens_on_its_day_as_it_was_planned(project, jo, amina):
    planned = plan(project, by=jo)
    [review] = services.open_planned_reviews([planned], on=DAY, now=NOW)
    assert (review.title, review.element_count, review.opened_by) == ("After the move", 1, jo)
    assert (review.closes_on, review.asked_count) == (DAY + timedelta(days=10), 2)
    assert not PlannedReview.objects.exists()


def test_it_does_not_open_before_its_day_nor_in_a_project_that_ended(project, jo):
    planned = plan(project, opens_on=DAY + timedelta(days=1))
    assert services.open_planned_reviews([planned], on=DAY, now=NOW) == []
    project.state = project.State.ENDED
    project.save()
    later = DAY + timedelta(days=2)
    assert services.open_planned_reviews([planned], on=later, now=NOW) == []
    assert PlannedReview.objects.exists()


def test_it_waits_while_another_is_open_and_is_then_open_as_long_as_planned(project, jo, amina):
    other = factories.ReviewFactory(project=project)
    planned = plan(project)
    assert services.open_planned_reviews([planned], on=DAY, now=NOW) == []
    services.close_review(other, now=NOW)
    late = DAY + timedelta(days=40)
    [review] = services.open_planned_reviews([planned], on=late, now=NOW + timedelta(days=40))
    assert review.closes_on == late + timedelta(days=10)


def test_it_asks_the_wording_of_the_day_on_which_it_opens(project, jo):
    planned = plan(project)
    data = read_framework()
    services.seed_framework({**data, "version": data["version"] + 1})
    [review] = services.open_planned_reviews([planned], on=DAY, now=NOW)
    assert review.framework.version == data["version"] + 1
    assert {row.element.key for row in review.asked_indicators()} == {"equal"}


@pytest.mark.django_db(transaction=True)
def test_three_schedulers_at_once_open_it_once(project, jo):
    today = timezone.localdate()
    plan(project, opens_on=today, closes_on=today + timedelta(days=5))
    at_once([tasks.open_due_reviews] * 3)
    assert Review.objects.count() == 1


def test_one_is_planned_at_a_time_and_the_same_form_plans_once(project, jo):
    key = "0d6f3a52-7a3e-4d0c-9a3a-3f5f8f2f0f11"
    first = plan(project, sent_key=key)
    planned = PlannedReview.objects.get()
    assert plan(project, sent_key=planned.sent_key) == first
    with pytest.raises(services.CannotDoReview, match="planned already"):
        plan(project)


def test_the_database_refuses_one_that_closes_before_it_opens(project):
    with pytest.raises(IntegrityError), transaction.atomic():
        plan(project, closes_on=DAY)


# The pages


def form(**more):
    today = timezone.localdate()
    return {
        "title": "After the move",
        "for_whom": "participants",
        "elements": [Indicator.objects.get(key="equal.care").element_id],
        "opens_on": today + timedelta(days=20),
        "closes_on": today + timedelta(days=30),
    } | more


def test_a_facilitator_plans_a_review_and_cancels_it(signed_in, facilitator, project):
    client = signed_in(facilitator)
    url = reverse("elements:review_create", args=[project.slug])
    page = client.post(url, form(), follow=True).content.decode()
    assert "Planned: After the move" in page
    assert not Review.objects.exists()

    cancel = reverse("elements:planned_cancel", args=[project.slug])
    client.get(cancel)
    assert PlannedReview.objects.count() == 1
    page = client.post(cancel, follow=True).content.decode()
    assert "The planned review is cancelled." in page
    assert not PlannedReview.objects.exists()


@pytest.mark.parametrize(
    ("days", "last", "words"),
    [
        (-1, 9, "Choose today or a later day."),
        (400, 410, "Choose a day within a year from today."),
        (20, 20, "Choose a later day."),
        (20, 81, "within 60 days"),
    ],
)
def test_days_that_make_no_sense_plan_nothing(signed_in, facilitator, project, days, last, words):
    today = timezone.localdate()
    data = form(opens_on=today + timedelta(days=days), closes_on=today + timedelta(days=last))
    url = reverse("elements:review_create", args=[project.slug])
    assert words in signed_in(facilitator).post(url, data).content.decode()
    assert not PlannedReview.objects.exists()


def test_today_opens_it_now(signed_in, facilitator, amina, project):
    url = reverse("elements:review_create", args=[project.slug])
    signed_in(facilitator).post(url, form(opens_on=timezone.localdate()))
    assert Review.objects.get().title == "After the move"
