"""What followers get in one email a month, and what a copy of the database that is put back still tells them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection, transaction

from outbox import digests, sending
from outbox.holding_back import statements_that_hold_back
from outbox.models import Delivery, Follower
from outbox.services import stop_following
from projects.models import Project
from tests.factories import NOW, UpdateFactory
from tests.following import follow, send, spread
from updates.models import Update
from updates.services import send_update, set_update_public

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


@pytest.fixture
def project(project) -> Project:
    project.is_public = True
    project.save()
    return project


@pytest.fixture
def news(project, jo) -> Update:
    return UpdateFactory(project=project, created_by=jo, title="Chairs", is_public=True)


def told() -> list[str]:
    return [email.to[0] for email in mail.outbox]


def test_a_copy_that_is_put_back_tells_nobody_twice(project, jo, news):
    follow(project)
    send_update(news, by=jo, now=NOW)
    with connection.cursor() as cursor:
        for statement in statements_that_hold_back(made_at=NOW, now=NOW + DAY):
            cursor.execute(statement)
    send(NOW + DAY)
    assert {"fay@example.org"}.isdisjoint(told())


def test_a_copy_holds_back_the_month_that_ended_since_and_no_other(project, jo, news):
    follow(project, rhythm="monthly", confirmed_at=NOW - DAY)
    send_update(news, by=jo, now=NOW)
    spread()
    first = datetime(2026, 12, 1, 8, tzinfo=LONDON)

    def hold_back(made_at: datetime, now: datetime) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements_that_hold_back(made_at=made_at, now=now):
                cursor.execute(statement)
            held = Delivery.objects.filter(follower__isnull=False, gave_up_at__isnull=False)
            found = held.exists()
            transaction.set_rollback(True)
        return found

    assert hold_back(first - DAY, first + DAY)
    assert not hold_back(NOW, first - DAY)
    Follower.objects.update(rhythm="each")
    assert hold_back(NOW, first - DAY)


def test_monthly_news_that_was_gathered_taken_off_and_put_back_arrives(project, jo, news):
    follow(project, rhythm="monthly", confirmed_at=NOW - DAY)
    send_update(news, by=jo, now=NOW)
    spread()
    first = datetime(2026, 12, 1, 8, tzinfo=LONDON)
    assert digests.gather(now=first, readers=digests.FOLLOWERS) == 1
    set_update_public(news, is_public=False, now=first)
    send(first)
    assert {"fay@example.org"}.isdisjoint(told())
    set_update_public(news, is_public=True, now=first)
    spread(first)
    digests.gather(now=first + 31 * DAY, readers=digests.FOLLOWERS)
    send(first + 31 * DAY)
    assert told().count("fay@example.org") == 1


def test_who_stops_gets_no_digest_that_a_worker_holds_already(project, jo, news):
    follower = follow(project, rhythm="monthly", confirmed_at=NOW - DAY)
    send_update(news, by=jo, now=NOW)
    spread()
    digests.gather(now=NOW + 40 * DAY, readers=digests.FOLLOWERS)
    (row,) = sending._digests()
    stop_following(follower, now=NOW + 40 * DAY)
    assert not sending._is_to_be_sent(row, now=NOW + 40 * DAY)
