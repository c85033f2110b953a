"""Reviews that come due by the thousand: few queries, and each project gets its own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import key_files
from elements import services, tasks
from elements.models import Element, ElementReviewRhythm, Indicator, PlannedReview, Review
from outbox.models import Delivery, Hitch, Message
from participation import tasks as participation_tasks
from participation.models import Gap, ParticipationReview, ReviewRhythm
from projects.models import Member, Project
from tests import factories
from tests.at_once import at_once

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def projects(number: int, organisation=None) -> list[Project]:
    """Make running projects with a facilitator, a participant and somebody without email each."""
    organisation = organisation or factories.OrganisationFactory()
    began = {"organisation": organisation, "state": "running", "started_on": factories.DAY}
    began["created_at"] = factories.NOW
    count = Project.objects.count()
    made = Project.objects.bulk_create(
        Project(name=f"P{n}", slug=f"p{n}", **began) for n in range(count, count + number)
    )
    users = [factories.UserFactory() for _who in range(2)]
    Member.objects.bulk_create(
        Member(project=one, user=user, role=role, known_as=role, joined_at=factories.NOW)
        for one in made
        for user, role in zip([*users, None], ["facilitator", *["participant"] * 2], strict=True)
    )
    return made


def make_due(here: list[Project], kind: str) -> None:
    """Let something of a kind come due today in each of these projects."""
    today = timezone.localdate()
    if kind == "participation":
        ReviewRhythm.objects.bulk_create(ReviewRhythm(project=one, next_on=today) for one in here)
        for one in here:
            factories.GroupFactory(project=one)
    elif kind == "by rhythm":
        ElementReviewRhythm.objects.bulk_create(
            ElementReviewRhythm(project=one, next_on=today - DAY, changed_at=factories.NOW)
            for one in here
        )
    else:
        elements = Element.objects.in_use()[:2]
        days = {"opens_on": today, "closes_on": today + 9 * DAY, "for_whom": "participants"}
        for one in PlannedReview.objects.bulk_create(
            PlannedReview(project=one, title="T", **days) for one in here
        ):
            one.elements.set(elements)


@pytest.mark.parametrize("kind", ["by rhythm", "planned", "participation"])
def test_fifty_cost_as_many_queries_as_five(kind, monkeypatch):
    monkeypatch.setattr(key_files.os, "fsync", lambda file: None)
    opens = participation_tasks if kind == "participation" else tasks
    model = ParticipationReview if kind == "participation" else Review

    def cost(number, more_people=0):
        here = projects(number)
        Member.objects.bulk_create(
            Member(project=here[0], known_as="P", joined_at=factories.NOW)
            for _who in range(more_people)
        )
        make_due(here, kind)
        with CaptureQueriesContext(connection) as queries:
            opens.open_due_reviews()
        return len(queries)

    few, many = cost(5), cost(49, more_people=150)
    assert model.objects.count() == Message.objects.count() == 54
    told = {"by rhythm": 3 * 54 + 150, "planned": 2 * 54 + 150, "participation": 54}
    assert Delivery.objects.count() == told[kind]
    assert many <= 40
    # SQLite takes fewer rows in one query.
    assert many - few <= (20 if connection.vendor == "sqlite" else 0)


def test_each_project_has_its_own_review_with_its_own_people_and_questions():
    one, other = projects(1)[0], projects(1)[0]
    left = factories.MemberFactory(project=one, left_at=timezone.now())
    element = Element.objects.in_use()[0]
    ours = services.add_indicator(one.organisation, element=element, wording="We eat together.")
    make_due([one, other], "by rhythm")
    tasks.open_due_reviews()
    for here, number in ((one, 39), (other, 38)):
        review = Review.objects.get(project=here)
        assert (review.indicator_count, review.asked_count) == (number, 3)
        assert review.indicators.count() == number
        assert (ours in review.indicators.all()) == (here == one)
        asked = set(review.asked.values_list("member", flat=True))
        assert asked == set(here.members.exclude(pk=left.pk).values_list("pk", flat=True))
        told = Message.objects.get(project=here)
        assert told.event == f"review:{review.pk}:opened"
        assert set(told.deliveries.values_list("member", flat=True)) == asked
        assert services.can_be_read(review)
    assert Review.objects.values("seal").distinct().count() == 2


def test_those_that_can_open_do_and_the_rest_stays_as_it_was():
    empty, taken, over, free = projects(4)
    empty.members.update(left_at=timezone.now())
    make_due([empty, taken, over, free], "by rhythm")
    yesterday = timezone.localdate() - DAY
    factories.ReviewFactory(project=taken)
    past = factories.ReviewFactory(project=over)
    Review.objects.filter(pk=past.pk).update(due_on=yesterday)
    services.close_review(past, now=timezone.now())
    tasks.open_due_reviews()
    opened = Review.objects.filter(due_on=yesterday).values_list("project", flat=True)
    assert set(opened) == {over.pk, free.pk}
    moved = ElementReviewRhythm.objects.filter(next_on__gt=timezone.localdate())
    assert set(moved.values_list("project", flat=True)) == {taken.pk, over.pk, free.pk}
    assert not Hitch.objects.exists()


def test_each_participation_review_sees_its_own_project():
    one, other, empty = projects(3)
    empty.members.all().delete()
    make_due([one, other], "participation")
    ReviewRhythm.objects.create(project=empty, next_on=timezone.localdate())
    factories.MemberFactory(
        project=other, joined_at=None, invited_at=timezone.now() - timedelta(days=30)
    )
    participation_tasks.open_due_reviews()
    seen = {row.project: row.snapshot for row in ParticipationReview.objects.all()}
    for here, invited in ((one, 0), (other, 1)):
        assert seen[here]["members"]["taking_part"] == 3
        assert seen[here]["members"]["invited"] == invited == len(seen[here]["never_came"])
        assert [row["id"] for row in seen[here]["groups"]] == [here.groups.get().pk]
        assert Gap.objects.filter(review__project=here).count() == 1 + invited
    assert set(seen[empty]["members"]) == set(seen[one]["members"])
    assert set(seen[empty]["members"].values()) == {0}


@pytest.mark.django_db(transaction=True)
def test_schedulers_at_once_open_each_once_and_tell_once():
    here = projects(4)
    make_due(here[:2], "by rhythm")
    make_due(here[2:], "planned")
    make_due(here, "participation")
    at_once([tasks.open_due_reviews, participation_tasks.open_due_reviews] * 3)
    assert Review.objects.count() == ParticipationReview.objects.count() == 4
    assert Message.objects.count() == 8
    assert not Hitch.objects.exists()
    assert Indicator.objects.filter(reviews__isnull=False).exists()
