"""Digests by the thousand: few queries, few rows in memory, and nothing lost or doubled by claiming them in sets."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.leases import LEASE
from outbox import digests, held, sending
from outbox.models import Delivery, Digest, State
from outbox.services import set_preference, tell_members, telling
from projects.models import Member
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
#: A Monday at eight, when a week ends.
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def hold(project):
    """Return a function that makes members who hear once a week, and holds a piece of news for each member."""

    def make(number, *, at=MONDAY - DAY):
        for _ in range(number):
            set_preference(MemberFactory(project=project), channel="email", rhythm="weekly")
        return tell_members(
            event=f"chairs:{at}",
            project=project,
            kind="said_in_a_test",
            data={"subject": "Chairs"},
            recipients=project.members.all(),
            asks=False,
            now=at,
        )

    return make


def test_many_cost_as_many_queries_as_three(mail_server, work, hold, monkeypatch):
    monkeypatch.setattr(held, "SECONDS", float("inf"))  # a busy machine marks what was sent oftener

    def cost(at):
        digests.gather(now=at)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            work(at)
        # Nothing is due any more: three more.
        return len(queries) - 3

    hold(3)
    few = cost(MONDAY)
    hold(14, at=MONDAY + DAY)
    assert cost(MONDAY + 7 * DAY) == few <= 12
    assert len(mail_server.messages) == 3 + 17
    assert not Delivery.objects.waiting().exists()


def test_members_are_told_and_gathered_a_few_at_a_time(project, hold, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    monkeypatch.setattr(digests, "BATCH", 2)
    hold(5)
    assert Delivery.objects.count() == 5
    with CaptureQueriesContext(connection) as queries:
        assert digests.gather(now=MONDAY) == 5
    assert sorted(Delivery.objects.values_list("digest__member", flat=True)) == sorted(
        project.members.values_list("pk", flat=True)
    )
    inserts = [query["sql"] for query in queries if query["sql"].startswith("INSERT")]
    assert len(inserts) == 3


def test_a_list_of_members_is_told_a_few_at_a_time(project, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    people = [MemberFactory(project=project) for _ in range(5)]
    told = {"event": "x", "project": project, "kind": "said_in_a_test", "data": {"subject": "x"}}
    message = tell_members(**told, recipients=iter(people), asks=False, now=MONDAY)
    told_members = message.deliveries.order_by("pk").values_list("member", flat=True)
    assert list(told_members) == [member.pk for member in people]


def test_when_the_turn_ends_the_others_are_free_and_lost_no_try(mail_server, work, hold):
    hold(3)
    digests.gather(now=MONDAY)
    assert work(MONDAY, turn=-1) is True
    assert len(mail_server.messages) == 1
    rows = Digest.objects.order_by("pk").values_list("done_at", "lease_until", "tries")
    assert list(rows) == [(MONDAY, None, 1), (None, None, 0), (None, None, 0)]
    work(MONDAY)
    assert len(mail_server.messages) == 3


def test_who_let_go_too_late_takes_nothing_from_others(hold):
    hold(1)
    digests.gather(now=MONDAY)
    late = Digest.objects.take_next(now=MONDAY, limit=9)
    (other,) = Digest.objects.take_next(now=MONDAY + LEASE, limit=9)
    Digest.objects.let_go(late)
    assert Digest.objects.get().lease_until == other.lease_until
    assert not Digest.objects.take_next(now=MONDAY + LEASE, limit=9)


def test_what_was_sent_is_marked_while_others_are_still_sent(mail_server, work, hold, monkeypatch):
    monkeypatch.setattr(held.HeldDigests, "every", 2)
    hold(5)
    digests.gather(now=MONDAY)
    sent = []

    def hold_on(now):
        sent.append(Digest.objects.filter(done_at__isnull=False).count())
        return True

    sending.send_due(clock=lambda: MONDAY, turn=float("inf"), hold_on=hold_on)
    assert sent == [0, 0, 0, 2, 2, 4]


def test_a_worker_that_was_killed_while_it_marked_sends_nothing_again(mail_server, work, hold):
    hold(1)
    digests.gather(now=MONDAY)
    Digest.objects.take_next(now=MONDAY, limit=9)
    Delivery.objects.update(done_at=MONDAY)  # and then it was killed
    work(MONDAY + LEASE)
    assert mail_server.messages == []
    assert Digest.objects.get().done_at == MONDAY + LEASE


def test_what_a_killed_worker_held_leaves_after_its_lease_under_its_own_id(mail_server, work, hold):
    hold(2)
    digests.gather(now=MONDAY)
    Digest.objects.take_next(now=MONDAY, limit=9)
    work(MONDAY + LEASE / 2)
    assert mail_server.messages == []
    work(MONDAY + LEASE)
    ids = Digest.objects.order_by("pk").values_list("mail_id", flat=True)
    assert [mail["Message-ID"] for mail in mail_server.messages] == list(ids)


def test_one_that_cannot_be_sent_holds_up_no_other(mail_server, work, hold):
    hold(3)
    digests.gather(now=MONDAY)
    second = Member.objects.order_by("pk")[1]
    mail_server.refuses_data[second.user.email] = "554 Not this one"
    work(MONDAY)
    states = [row.state for row in Delivery.objects.order_by("member")]
    assert states == [State.SENT, State.FAILED, State.SENT]


def test_a_server_that_goes_away_meanwhile_costs_the_others_no_try(mail_server, work, hold):
    hold(3)
    digests.gather(now=MONDAY)
    left = iter([True, True, False])
    sending.send_due(clock=lambda: MONDAY, hold_on=lambda now: next(left), turn=float("inf"))
    assert list(Digest.objects.order_by("pk").values_list("tries", flat=True)) == [1, 0, 0]


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (
            lambda: Delivery.objects.due(now=MONDAY).order_by("due_at", "pk")[:100],
            "delivery_waiting",
        ),
        (lambda: Digest.objects.due(now=MONDAY).order_by("due_at", "pk")[:100], "digest_waiting"),
        (
            lambda: (
                Delivery.objects.waiting().filter(is_held=True, digest=None).order_by("member")[:9]
            ),
            "delivery_held",
        ),
    ],
    ids=["emails", "digests", "what is held"],
)
def test_a_worker_reads_only_what_is_due_in_its_order(rows, index):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = rows().explain()
    assert index in plan, plan
    assert "Sort" not in plan, plan
    assert "TEMP B-TREE" not in plan, plan
