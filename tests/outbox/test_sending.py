"""What is due leaves once: through refusals, lost connections, failing builders and choices that changed meanwhile."""

import logging
from datetime import timedelta

import pytest

from core.leases import LEASE
from outbox.kinds import message_kind
from outbox.models import Channel, Delivery, Rhythm, State
from outbox.models.messages import BACKOFF
from outbox.services import retry_delivery, set_preference
from tests.factories import NOW, DeliveryFactory, MemberFactory, MessageFactory
from tests.kinds import SaidInATest

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@message_kind("failing_in_a_test")
class Failing(SaidInATest):
    """Cannot be prepared."""

    def context(self):
        raise ValueError("The update is gone.")


@message_kind("failing_for_one_in_a_test")
class FailingForOne(SaidInATest):
    """Cannot be built for Bea."""

    def own_words(self, delivery):
        if delivery.member.known_as == "Bea":
            raise ValueError("Not for Bea.")
        return {}


@pytest.fixture
def message(project):
    return MessageFactory(project=project)


@pytest.fixture
def deliver(message):
    """Return a function that makes a delivery to a new member of this name."""

    def to(name, of=None, **fields):
        told = of or message
        member = MemberFactory(
            project=told.project, known_as=name, user__email=f"{name.lower()}@example.org"
        )
        return DeliveryFactory(message=told, member=member, **fields)

    return to


def states():
    return {row.member.known_as: row.state for row in Delivery.objects.select_related("member")}


def test_all_leave_over_one_connection_each_with_its_own_id(mail_server, work, deliver):
    rows = [deliver(f"Member{n}") for n in range(5)]
    assert work() is False
    assert mail_server.connections == 1
    assert {m["Message-ID"]: m["To"] for m in mail_server.messages} == {
        row.mail_id: row.member.user.email for row in rows
    }
    assert set(states().values()) == {State.SENT}
    work()
    assert len(mail_server.messages) == 5


def test_a_turn_ends_in_time_and_says_that_there_is_more(mail_server, work, deliver):
    for n in range(3):
        deliver(f"Member{n}")
    assert work(turn=0) is True
    assert len(mail_server.messages) == 1


def test_a_refusal_for_good_gives_up_and_holds_up_nobody(mail_server, work, deliver):
    mail_server.refuses_data["bea@example.org"] = "554 Too much like an advertisement"
    deliver("Amina"), deliver("Bea"), deliver("Carl")
    work()
    assert states() == {"Amina": State.SENT, "Bea": State.FAILED, "Carl": State.SENT}
    failed = Delivery.objects.in_state(State.FAILED).get()
    assert failed.last_error == "The mail server said: 554 Too much like an advertisement"
    assert mail_server.connections == 1


def test_a_refusal_for_now_is_tried_again_later_as_the_same_email(mail_server, work, deliver):
    mail_server.refuses["amina@example.org"] = "451 Come back later"
    row = deliver("Amina")
    work()
    assert states() == {"Amina": State.LATE}
    mail_server.refuses.clear()
    work(NOW + BACKOFF[0] - timedelta(seconds=1))
    assert mail_server.messages == []
    work(NOW + BACKOFF[0])
    assert [m["Message-ID"] for m in mail_server.messages] == [row.mail_id]


def test_after_the_last_try_it_gives_up_and_a_facilitator_can_start_it_again(
    mail_server, work, deliver
):
    mail_server.refuses["amina@example.org"] = "451 Come back later"
    row = deliver("Amina")
    at = NOW
    for wait in BACKOFF:
        work(at)
        assert states() == {"Amina": State.LATE}
        at += wait
    assert at - NOW >= timedelta(days=4)
    work(at)
    assert states() == {"Amina": State.FAILED}
    mail_server.refuses.clear()
    assert retry_delivery(row, now=at) is True
    assert states() == {"Amina": State.WAITING}
    work(at)
    assert states() == {"Amina": State.SENT}
    assert retry_delivery(row, now=at) is False


@pytest.mark.parametrize("was_taken", [True, False])
def test_a_line_that_goes_dead_costs_one_email_a_wait_and_the_others_nothing(
    mail_server, work, deliver, was_taken
):
    rows = [deliver("Amina"), deliver("Bea"), deliver("Carl")]
    mail_server.hangs_up["bea@example.org"] = was_taken
    work()
    assert states() == {"Amina": State.SENT, "Bea": State.LATE, "Carl": State.SENT}
    work(NOW + BACKOFF[0])
    assert set(states().values()) == {State.SENT}
    assert {m["Message-ID"] for m in mail_server.messages} == {row.mail_id for row in rows}
    assert len(mail_server.messages) == (4 if was_taken else 3)


def test_a_server_that_is_away_costs_no_tries(settings, mail_server, work, deliver):
    deliver("Amina")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for _ in range(10):
        assert work() is False
    assert (Delivery.objects.get().tries, states()) == (0, {"Amina": State.LATE})
    settings.EMAIL_PORT = port
    work()
    assert states() == {"Amina": State.SENT}


def test_a_message_that_cannot_be_prepared_holds_up_no_other(mail_server, work, deliver, project):
    broken = MessageFactory(project=project, kind="failing_in_a_test")
    deliver("Amina", of=broken), deliver("Bea")
    work()
    assert states() == {"Amina": State.LATE, "Bea": State.SENT}
    assert Delivery.objects.get(message=broken).last_error == "ValueError: The update is gone."


def test_the_log_of_a_message_that_cannot_be_prepared_is_as_short_for_the_last_as_for_the_second(
    work, deliver, project
):
    """What was raised once and kept, carried along what each delivery before had added."""
    broken = MessageFactory(project=project, kind="failing_in_a_test")
    for number in range(12):
        deliver(f"Person {number}", of=broken)
    lengths: list[int] = []
    handler = logging.Handler()
    # The words as they are now: what was raised goes on changing.
    handler.emit = lambda record: lengths.append(len(handler.format(record)))
    logger = logging.getLogger("outbox.sending")
    logger.addHandler(handler)
    work()
    logger.removeHandler(handler)
    assert len(lengths) == 12
    # The numbers of the deliveries have one digit more.
    assert max(lengths[2:]) <= lengths[1] + 2


def test_an_email_that_cannot_be_built_holds_up_no_other(mail_server, work, deliver, project):
    broken = MessageFactory(project=project, kind="failing_for_one_in_a_test")
    deliver("Amina", of=broken), deliver("Bea", of=broken), deliver("Carl", of=broken)
    work()
    assert states() == {"Amina": State.SENT, "Bea": State.LATE, "Carl": State.SENT}


def test_what_a_killed_worker_held_leaves_after_its_lease(mail_server, work, deliver):
    row = deliver("Amina")
    assert row.take(now=NOW)
    work(NOW + LEASE - MINUTE)
    assert mail_server.messages == []
    work(NOW + LEASE)
    assert [m["Message-ID"] for m in mail_server.messages] == [row.mail_id]


def test_a_slow_worker_does_not_undo_what_another_did_after_its_lease(deliver):
    slow = deliver("Amina")
    slow.take(now=NOW)
    other = Delivery.objects.get()
    other.take(now=NOW + LEASE)
    assert other.mark_done(now=NOW + LEASE) is True
    slow.give_up(now=NOW + LEASE, error="Refused")
    slow.mark_failed(now=NOW + LEASE, error="Lost")
    assert slow.mark_done(now=NOW + LEASE) is False
    assert states() == {"Amina": State.SENT}


def test_it_goes_to_the_address_of_today(mail_server, work, deliver):
    row = deliver("Amina")
    row.member.user.email = "amina.new@example.org"
    row.member.user.save()
    work()
    assert mail_server.addresses == ["amina.new@example.org"]


def test_who_left_meanwhile_gets_nothing_and_the_list_says_why(mail_server, work, deliver):
    row = deliver("Amina")
    row.member.left_at = NOW
    row.member.save()
    work()
    assert mail_server.messages == []
    assert Delivery.objects.get().last_error == "They left the project before this was sent."
    assert states() == {"Amina": State.OVER}


def test_who_stopped_the_news_meanwhile_gets_only_what_is_asked(
    mail_server, work, deliver, project
):
    news = deliver("Amina")
    asked = MessageFactory(project=project, asks=True)
    DeliveryFactory(message=asked, member=news.member)
    set_preference(news.member, channel=Channel.EMAIL, rhythm=Rhythm.ASKED_ONLY)
    work()
    assert [m["Subject"] for m in mail_server.messages] == [asked.subject]


def test_who_chose_post_or_lost_their_address_meanwhile_is_left_to_people(
    mail_server, work, deliver
):
    by_post, no_address = deliver("Amina"), deliver("Bea")
    set_preference(by_post.member, channel=Channel.PHONE, rhythm=Rhythm.AT_ONCE)
    no_address.member.user = None
    no_address.member.save()
    work()
    assert mail_server.messages == []
    assert [row.channel for row in Delivery.objects.order_by("pk")] == ["phone", "post"]
    assert set(states().values()) == {State.BY_HAND}


def test_a_message_costs_two_updates_however_many_there_are(
    mail_server, work, deliver, django_assert_num_queries
):
    for n in range(3):
        deliver(f"Few{n}")
    # deliveries, their messages and projects, news, digests; each row: claim, done; nothing due: three more
    with django_assert_num_queries(5 + 2 * 3 + 3):
        work()
    for n in range(30):
        deliver(f"Many{n}")
    with django_assert_num_queries(5 + 2 * 30 + 3):
        work()
