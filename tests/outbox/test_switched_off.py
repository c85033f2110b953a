"""News to followers while the public page is switched off and on: none of it is lost, and nobody hears it twice."""

from datetime import timedelta

import pytest
from django.core import mail

from outbox import digests, sending
from outbox.held import HeldDigests
from outbox.models import Delivery, Digest, State
from outbox.writing import Writer
from projects.models import Project
from tests.factories import NOW, UpdateFactory
from tests.following import follow, send, spread, switch
from updates.models import Update
from updates.services import send_update, set_update_public

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MONTH_ENDS = NOW + 40 * DAY


@pytest.fixture
def project(project) -> Project:
    project.is_public = True
    project.save()
    return project


@pytest.fixture
def news(project, jo) -> Update:
    return UpdateFactory(project=project, created_by=jo, title="Chairs", is_public=True)


def told() -> list[str]:
    """Return who follows and was told, as often as they were."""
    return sorted(email.to[0] for email in mail.outbox if email.to[0].startswith("f"))


def test_what_was_tried_while_the_page_was_off_arrives_once_it_is_on(project, jo, news):
    for n in range(3):
        follow(project, f"f{n}@example.org")
    send_update(news, by=jo, now=NOW)
    spread()
    Delivery.objects.filter(follower__address="f0@example.org").update(done_at=NOW)
    switch(project, is_on=False)
    send()
    assert Delivery.objects.in_state(State.OVER).filter(tries=1).count() == 2
    assert told() == []
    for _twice in range(2):
        switch(project, is_on=True)
        send()
    assert told() == ["f1@example.org", "f2@example.org"]


def test_what_was_tried_while_a_piece_was_off_arrives_once_it_is_on(project, jo, news):
    follow(project)
    send_update(news, by=jo, now=NOW)
    spread()
    # The mail server had asked to try again later.
    Delivery.objects.filter(follower__isnull=False).update(tries=1, last_error="451 later")
    set_update_public(news, is_public=False, now=NOW)
    set_update_public(news, is_public=True, now=NOW)
    send()
    assert told() == ["fay@example.org"]


def test_news_of_a_time_without_a_page_is_told_with_the_page_unless_it_is_old(project, jo, news):
    follow(project)
    switch(project, is_on=False)
    old = UpdateFactory(project=project, created_by=jo, title="Old", is_public=True)
    send_update(old, by=jo, now=NOW - 31 * DAY)
    send_update(news, by=jo, now=NOW)
    switch(project, is_on=True)
    send()
    assert [email.subject for email in mail.outbox if email.to == ["fay@example.org"]] == ["Chairs"]


def test_a_worker_that_read_before_the_page_came_back_lets_go_of_nothing(project, jo, news):
    follow(project)
    send_update(news, by=jo, now=NOW)
    spread()
    switch(project, is_on=False)
    (row,) = sending._to_followers().due(now=NOW)
    assert not row.follower.project.is_public
    switch(project, is_on=True)
    spread()
    assert sending._is_to_be_sent(row, now=NOW)


def test_what_a_worker_is_sending_while_it_is_taken_off_and_put_back_comes_once(project, jo, news):
    follow(project)
    send_update(news, by=jo, now=NOW)
    spread()
    (row,) = Delivery.objects.filter(follower__isnull=False)
    assert row.take(now=NOW)
    set_update_public(news, is_public=False, now=NOW)
    set_update_public(news, is_public=True, now=NOW)
    # The worker has it in its hands still, and then says that it was sent.
    send()
    assert told() == []
    row.mark_done(now=NOW)
    set_update_public(news, is_public=False, now=NOW)
    set_update_public(news, is_public=True, now=NOW)
    send()
    assert told() == []
    row.refresh_from_db()
    assert row.state == State.SENT


def gathered(project: Project, jo, news: Update) -> Digest:
    follow(project, rhythm="monthly", confirmed_at=NOW - DAY)
    send_update(news, by=jo, now=NOW)
    spread()
    assert digests.gather(now=MONTH_ENDS, readers=digests.FOLLOWERS) == 1
    return Digest.objects.get()


def test_a_month_that_ended_while_the_page_was_off_arrives_once_under_its_own_number(
    project, jo, news
):
    digest = gathered(project, jo, news)
    switch(project, is_on=False)
    send(MONTH_ENDS)
    assert told() == []
    for _twice in range(2):
        switch(project, is_on=True)
        spread(MONTH_ENDS)
        digests.gather(now=MONTH_ENDS, readers=digests.FOLLOWERS)
        send(MONTH_ENDS)
    assert told() == ["fay@example.org"]
    (email,) = [email for email in mail.outbox if email.to == ["fay@example.org"]]
    assert email.extra_headers["Message-ID"].strip("<>") == digest.mail_id.strip("<>")


def test_monthly_news_that_is_taken_off_while_its_email_leaves_counts_as_sent(project, jo, news):
    gathered(project, jo, news)
    with HeldDigests(sending._digests(), lambda: MONTH_ENDS, limit=10) as held:
        for row in held:
            assert [one.message.kind for one in row.gathered] == ["update_shared"]
            set_update_public(news, is_public=False, now=MONTH_ENDS)
            held.finish(row, is_sent=True)
    set_update_public(news, is_public=True, now=NOW + DAY)
    spread(MONTH_ENDS)
    digests.gather(now=MONTH_ENDS + 40 * DAY, readers=digests.FOLLOWERS)
    send(MONTH_ENDS + 40 * DAY)
    assert told() == []


def test_what_could_not_be_told_for_a_moment_is_told_later(project, jo, news):
    follow(project)
    send_update(news, by=jo, now=NOW)
    spread()
    (row,) = sending._to_followers().due(now=NOW)
    writer, office = Writer(), sending.PostOffice()
    # It is taken off behind the back of a worker that has read whom it sends to.
    Update.objects.update(is_public=False)
    assert row.take(now=NOW)
    assert not sending._send(row, office, writer, lambda: NOW)
    row.refresh_from_db()
    assert row.state == State.OVER
    set_update_public(news, is_public=True, now=NOW)
    spread()
    (again,) = sending._to_followers().due(now=NOW)
    assert again.take(now=NOW)
    # In the same turn the worker remembers that it could not be told: it tries once more in a minute.
    assert not sending._send(again, office, writer, lambda: NOW)
    send(NOW + DAY)
    assert told() == ["fay@example.org"]


def test_monthly_news_that_could_not_be_told_for_a_moment_is_gathered_again(project, jo, news):
    gathered(project, jo, news)
    writer = Writer()
    switch(project, is_on=False)
    with HeldDigests(sending._digests(), lambda: MONTH_ENDS, limit=10) as held:
        (row,) = held._untried
        assert writer._gathered(row, "en-gb")[1]
        switch(project, is_on=True)
        assert writer.write(row, now=MONTH_ENDS) is None
        held.finish(row, is_sent=True)
    spread(MONTH_ENDS)
    digests.gather(now=MONTH_ENDS + DAY, readers=digests.FOLLOWERS)
    send(MONTH_ENDS + DAY)
    assert told() == ["fay@example.org"]
