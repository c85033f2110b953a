"""News to followers by the thousand: few queries, and nothing lost or doubled by claiming it in sets."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.leases import LEASE
from outbox import held, sending
from outbox.leaving import let_follower_go
from outbox.models import Delivery, Follower, State
from outbox.services import tell_members
from tests.factories import NOW, MemberFactory, UpdateFactory
from tests.following import follow, spread, switch
from updates.services import send_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(project, jo):
    """Return a function that lets so many more follow, and tells them news."""
    project.is_public = True
    project.save()
    project.members.exclude(pk=jo.pk).delete()

    def tell(number, *, title="Chairs"):
        for _ in range(number):
            follow(project, f"f{Follower.objects.count()}@example.org")
        update = UpdateFactory(project=project, created_by=jo, title=title, is_public=True)
        send_update(update, by=jo, now=NOW)
        spread()
        Delivery.objects.filter(follower=None).delete()

    return tell


def states():
    return [row.state for row in Delivery.objects.order_by("pk")]


def test_many_cost_a_question_and_a_mark_for_each_ten(mail_server, work, news, monkeypatch):
    monkeypatch.setattr(held, "SECONDS", float("inf"))  # a busy machine asks, and marks, oftener

    def cost():
        with CaptureQueriesContext(connection) as queries:
            work()
        return len(queries)

    news(3)
    few = cost()
    news(14, title="Lamps")
    assert cost() - few == 1 + 1  # 17, and not three
    assert len(mail_server.messages) == 3 + 17
    assert set(states()) == {State.SENT}


def test_what_was_sent_is_marked_while_more_is_sent(mail_server, news, monkeypatch):
    monkeypatch.setattr(held.HeldNews, "every", 2)
    news(5)
    sent = []

    def hold_on(now):
        sent.append(Delivery.objects.filter(done_at__isnull=False).count())
        return True

    sending.send_due(clock=lambda: NOW, turn=float("inf"), hold_on=hold_on)
    assert sent == [0, 0, 0, 2, 2, 4]


def test_what_a_killed_worker_held_leaves_after_its_lease_under_its_own_id(mail_server, work, news):
    news(2)
    Delivery.objects.take_next(now=NOW, limit=9)
    work(NOW + LEASE / 2)
    assert mail_server.messages == []
    work(NOW + LEASE)
    ids = Delivery.objects.order_by("pk").values_list("mail_id", flat=True)
    assert [mail["Message-ID"] for mail in mail_server.messages] == list(ids)


def test_when_the_turn_ends_the_others_are_free_and_lost_no_try(mail_server, work, news):
    news(3)
    assert work(turn=-1) is True
    rows = Delivery.objects.order_by("pk").values_list("done_at", "lease_until", "tries")
    assert list(rows) == [(NOW, None, 1), (None, None, 0), (None, None, 0)]


@pytest.mark.parametrize("gone", ["stops", "is taken off"])
def test_nobody_gets_what_was_taken_from_them_while_a_worker_holds_it(
    mail_server, news, project, monkeypatch, gone
):
    monkeypatch.setattr(held, "LOOKED_AT", 2)
    news(3)
    last = Follower.objects.latest("pk")

    def hold_on(now):
        if len(mail_server.messages) == 1:
            if gone == "stops":
                let_follower_go(last, now=NOW)
            else:
                last.deliveries.get().let_go(now=NOW, why="It was taken off.")
        return True

    sending.send_due(clock=lambda: NOW, turn=float("inf"), hold_on=hold_on)
    assert mail_server.addresses == ["f0@example.org", "f1@example.org"]
    left = [State.OVER] if gone == "is taken off" else []  # whoever stops is forgotten
    assert states() == [State.SENT, State.SENT, *left]


def test_a_page_that_is_switched_off_meanwhile_stops_it_and_it_waits_to_come_back(
    mail_server, work, news, project, monkeypatch
):
    monkeypatch.setattr(held, "LOOKED_AT", 2)
    news(3)

    def hold_on(now):
        if len(mail_server.messages) == 1:
            switch(project, is_on=False)
        return True

    sending.send_due(clock=lambda: NOW, turn=float("inf"), hold_on=hold_on)
    assert len(mail_server.messages) == 2
    switch(project, is_on=True)
    spread()
    work(NOW + timedelta(hours=1))
    assert mail_server.addresses == ["f0@example.org", "f1@example.org", "f2@example.org"]


def test_with_a_slow_server_it_is_asked_each_time_who_follows_still(mail_server, news, monkeypatch):
    monkeypatch.setattr(
        held, "monotonic", iter(range(100)).__next__
    )  # each look at the clock is a second later
    news(3)
    last = Follower.objects.latest("pk")

    def hold_on(now):
        if len(mail_server.messages) == 1:
            let_follower_go(last, now=NOW)
        return True

    sending.send_due(clock=lambda: NOW, turn=float("inf"), hold_on=hold_on)
    assert mail_server.addresses == ["f0@example.org", "f1@example.org"]


def test_what_is_for_a_member_does_not_wait_behind_news(mail_server, work, news, project):
    news(2)
    amina = MemberFactory(project=project)
    tell_members(
        event="x",
        project=project,
        kind="said_in_a_test",
        data={"subject": "For you"},
        recipients=project.members.filter(pk=amina.pk),
        asks=True,
        now=NOW,
    )
    work()
    assert [mail["Subject"] for mail in mail_server.messages] == ["For you", "Chairs", "Chairs"]
