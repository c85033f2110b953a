"""What the emails of reviews say, and that they lead to the place where something can be done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elements import services
from elements.services import Ballot
from outbox import tasks as outbox_tasks
from tests import factories


@pytest.fixture
def review(project, jo, amina):
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )


def bodies(mailoutbox, address: str) -> list[str]:
    outbox_tasks.send_due()
    return [mail.body for mail in mailoutbox if mail.to == [address]]


def test_whoever_is_asked_reads_how_long_it_takes_and_where(review, mailoutbox):
    (body,) = bodies(mailoutbox, "amina@example.org")
    assert f"/projects/waiting-at-night/doing/reviews/{review.pk}/rate/" in body
    assert "It takes about 4 minutes." in body
    assert "Nobody can see who answered what." in body


def test_the_reminder_goes_to_who_has_not_answered(review, amina, mailoutbox):
    today = timezone.localdate()
    services.send_answers(review, member=amina, ballot=Ballot(), on=today)
    services.remind_of_review(review, on=review.closes_on, now=timezone.now())
    assert len(bodies(mailoutbox, "amina@example.org")) == 1
    _opened, reminder = bodies(mailoutbox, "jo@example.org")
    assert "You haven't answered online yet." in reminder


def test_when_it_closes_everybody_is_told_where_to_read(review, mailoutbox):
    services.close_review(review, now=timezone.now())
    _opened, closed = bodies(mailoutbox, "amina@example.org")
    assert f"/projects/waiting-at-night/doing/reviews/{review.pk}/\n" in closed
    assert "0 of 2 people answered." in closed
