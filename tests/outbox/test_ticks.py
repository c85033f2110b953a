"""A row that fails at a tick stops no other; facilitators read of it until it works."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from accounts import emails as sign_in_emails
from accounts import tasks as sign_in_tasks
from accounts.models import SignInCode
from accounts.services import request_code
from elements import services as elements
from elements import tasks as element_tasks
from elements.models import Element, ElementReviewRhythm, Review
from outbox import ticks
from outbox.models import Hitch
from outbox.ticks import FORGOTTEN_AFTER, Work
from participation import services as participation
from participation import tasks as participation_tasks
from participation.models import ParticipationReview, ReviewRhythm
from tests import factories
from tests.pages import lacks

pytestmark = pytest.mark.django_db
DAY, NOW = timedelta(days=1), factories.NOW


def failing_for(project, real, *, saves_first=False):
    """Return what does the same as ``real``, for a row or for several, and fails when this project is among them."""

    def do(rows, **words):
        if project in [row.project for row in (rows if isinstance(rows, list) else [rows])]:
            if saves_first:
                real(rows, **words)
            raise RuntimeError("the disk is full")
        return real(rows, **words)

    return do


@pytest.fixture
def twins(project, twin, jo):
    """Two projects with a facilitator each; the first one fails."""
    factories.MemberFactory(project=twin, role="facilitator")
    return project, twin


def sent_page(client, project):
    return client.get(reverse("outbox:delivery_list", args=[project.slug])).text


def test_one_participation_review_that_cannot_open_stops_no_other(
    twins, monkeypatch, signed_in, facilitator
):
    project, twin = twins
    for one in twins:
        factories.ReviewRhythmFactory(project=one, next_on=timezone.localdate())
    real = participation.open_due_reviews
    fails = failing_for(project, real, saves_first=True)
    monkeypatch.setattr(participation, "open_due_reviews", fails)
    for _tick in range(2):
        participation_tasks.open_due_reviews()
    # What was saved before it failed is not kept either.
    assert ParticipationReview.objects.get().project == twin
    client = signed_in(facilitator)
    page = sent_page(client, project)
    assert "The participation review that is due did not open." in page
    assert "We tried 2 times, last on" in page
    assert "RuntimeError" not in page
    assert Hitch.objects.get().error == "RuntimeError"

    monkeypatch.setattr(participation, "open_due_reviews", real)
    participation_tasks.open_due_reviews()
    assert ParticipationReview.objects.count() == 2
    assert lacks(sent_page(client, project), "did not open", but_has=project.name)


def test_one_overdue_participation_review_that_cannot_be_told_stops_no_other(twins, monkeypatch):
    project, twin = twins
    past = timezone.localdate() - DAY
    for one in twins:
        factories.ParticipationReviewFactory(project=one, due_on=past, finish_by=past)
    fails = failing_for(project, participation.tell_overdue_review)
    monkeypatch.setattr(participation, "tell_overdue_review", fails)
    participation_tasks.tell_overdue_reviews()
    assert (project.messages.count(), twin.messages.count()) == (0, 1)
    assert Hitch.objects.get().project == project


@pytest.mark.parametrize("is_planned", [True, False])
def test_one_review_that_cannot_open_stops_no_other(twins, monkeypatch, is_planned):
    project, twin = twins
    today = timezone.localdate()
    name = "open_planned_reviews" if is_planned else "open_due_reviews"
    for one in twins:
        if is_planned:
            elements.plan_review(
                one,
                title="November",
                opens_on=today,
                closes_on=today + 14 * DAY,
                for_whom=Review.ForWhom.EVERYBODY,
                elements=Element.objects.in_use()[:1],
                by=None,
            )
        else:
            ElementReviewRhythm.objects.create(
                project=one, next_on=today, changed_at=timezone.now()
            )
    fails = failing_for(project, getattr(elements, name), saves_first=True)
    monkeypatch.setattr(elements, name, fails)
    element_tasks.open_due_reviews()
    assert Review.objects.get().project == twin
    assert Hitch.objects.get().project == project


@pytest.mark.parametrize("does", ["remind_of_review", "close_review"])
def test_one_review_that_cannot_be_reminded_of_or_closed_stops_no_other(twins, monkeypatch, does):
    project, twin = twins
    today = timezone.localdate()
    closes_on = today - DAY if does == "close_review" else today
    for one in twins:
        factories.ReviewFactory(project=one, closes_on=closes_on)
    told = twin.messages.count()
    monkeypatch.setattr(elements, does, failing_for(project, getattr(elements, does)))
    tick = (
        element_tasks.close_due_reviews
        if does == "close_review"
        else (element_tasks.remind_of_reviews)
    )
    tick()
    assert Hitch.objects.get().project == project
    assert twin.messages.count() == told + 1


def test_what_failed_before_is_tried_on_its_own_and_the_others_together(twins):
    project, twin = twins
    third = factories.ProjectFactory()
    work, now, tried = Work("water_the_plants", "The plants were not watered."), timezone.now(), []

    def do_some(rows):
        tried.append(rows)
        if project in rows:
            raise RuntimeError

    for _tick in range(2):
        work.do_together([project, twin, third], do_some, now=now)
    everybody = [[project, twin, third], [project], [twin], [third]]
    assert tried == [*everybody, [twin, third], [project]]
    assert Hitch.objects.get().times == 2


def test_a_hitch_of_what_is_not_due_any_more_is_forgotten_after_a_day(project):
    work, now = Work("water_the_plants", "The plants were not watered."), timezone.now()

    def fail(_row):
        raise DatabaseError("locked")

    work.do([project], fail, now=now)
    work.do([], fail, now=now + FORGOTTEN_AFTER)
    assert Hitch.objects.get().times == 1
    work.do([], fail, now=now + FORGOTTEN_AFTER + timedelta(seconds=1))
    assert not Hitch.objects.exists()


def test_when_not_even_the_hitch_can_be_kept_the_next_row_has_its_turn(project, twin, monkeypatch):
    tried = []

    def fail(row):
        tried.append(row)
        raise RuntimeError

    def cannot_keep(*_args, **_words):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("outbox.ticks.keep_hitch", cannot_keep)
    Work("water_the_plants", "").do([project, twin], fail, now=timezone.now())
    assert tried == [project, twin]


def test_the_page_stands_with_work_of_another_version(signed_in, facilitator, project):
    now = timezone.now()
    Hitch.objects.create(
        project=project, work="known_to_an_older_version", row="x:1", first_at=now, last_at=now
    )
    page = sent_page(signed_in(facilitator), project)
    assert "Something that happens by itself did not work." in page
    assert "We tried 1 time, last on" in page


def test_one_sign_in_email_that_cannot_be_built_stops_no_other(monkeypatch, mailoutbox, jo, amina):
    codes = [request_code(email=who.user.email, now=timezone.now()) for who in (jo, amina)]
    real = sign_in_emails.for_code

    def build(code):
        if code == codes[0]:
            raise RuntimeError(code.email)
        return real(code)

    monkeypatch.setattr(sign_in_emails, "for_code", build)
    sign_in_tasks.send_due()
    assert [mail.to for mail in mailoutbox] == [["amina@example.org"]]
    assert [row.last_error for row in SignInCode.objects.order_by("pk")] == ["RuntimeError", ""]


def test_when_many_come_due_a_worker_does_some_and_asks_for_itself_again(project, monkeypatch):
    monkeypatch.setattr(ticks, "AT_ONCE", 2)
    asked = []
    monkeypatch.setattr(element_tasks, "wake", lambda task, after: asked.append((task, after)))
    for _ in range(5):
        here = factories.ProjectFactory(organisation=project.organisation, state="running")
        factories.MemberFactory(project=here)
        elements.set_review_rhythm(
            here, every_weeks=4, next_on=timezone.localdate() - DAY, now=factories.NOW
        )
    opened = []
    element_tasks.open_due_reviews()
    opened.append(Review.objects.count())
    for task, after in asked:
        task(after=after)
        opened.append(Review.objects.count())
    assert opened == [2, 4, 5]


@pytest.mark.parametrize(("most", "sets"), [(2, [1, 1, 1]), (4, [2, 1]), (1, [1, 1, 1])])
def test_where_many_are_told_a_worker_does_fewer_and_a_large_project_alone(
    project, monkeypatch, most, sets
):
    monkeypatch.setattr(ticks, "MOST_PEOPLE", most)
    for _ in range(3):
        here = factories.ProjectFactory(organisation=project.organisation, state="running")
        factories.MemberFactory.create_batch(2, project=here)
        factories.ReviewRhythmFactory(project=here, next_on=timezone.localdate())
    done, last = [], 0
    work = Work("water_the_plants", "The plants were not watered.")
    while last is not None:
        rows = ReviewRhythm.objects.all()
        last = work.do_next(rows, lambda some: done.append(len(some)), after=last, now=NOW)
    assert done == sets


def test_those_that_stay_due_keep_nobody_from_their_turn(project, monkeypatch):
    monkeypatch.setattr(ticks, "AT_ONCE", 1)
    asked = []
    monkeypatch.setattr(element_tasks, "wake", lambda task, after: asked.append((task, after)))
    empty = factories.ProjectFactory(organisation=project.organisation, state="running")
    full = factories.ProjectFactory(organisation=project.organisation, state="running")
    factories.MemberFactory(project=full)
    for here in (empty, full):
        elements.set_review_rhythm(
            here, every_weeks=4, next_on=timezone.localdate() - DAY, now=factories.NOW
        )
    element_tasks.open_due_reviews()
    for task, after in asked:
        task(after=after)
    assert Review.objects.get().project == full
