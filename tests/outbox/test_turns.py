"""One worker at a time sends what waits; what another came for meanwhile is looked for once more."""

from datetime import timedelta

import pytest

from outbox import sending, tasks
from outbox.models import SendingTurn
from outbox.models.turns import ASTRAY, HOLD
from tests.at_once import at_once
from tests.factories import NOW, DeliveryFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def take(*, now=NOW) -> SendingTurn:
    turn = SendingTurn.take(now=now)
    assert turn is not None
    return turn


def test_one_has_the_turn_until_they_end_it():
    mine = take()
    assert SendingTurn.take(now=NOW) is None
    mine.end()
    assert SendingTurn.take(now=NOW)


def test_whoever_comes_meanwhile_leaves_word_once():
    mine = take()
    SendingTurn.take(now=NOW)
    SendingTurn.take(now=NOW)
    assert mine.end() is True
    assert take().end() is False


def test_a_worker_that_was_killed_holds_it_for_a_while():
    take()
    assert SendingTurn.take(now=NOW + HOLD - SECOND) is None
    assert SendingTurn.take(now=NOW + HOLD)


def test_who_goes_on_sending_goes_on_holding_it():
    mine = take()
    for seconds in (0, 20, 40, 60, 80):
        assert mine.hold_on(now=NOW + seconds * SECOND)
    assert SendingTurn.take(now=NOW + 100 * SECOND) is None
    assert SendingTurn.take(now=NOW + 80 * SECOND + HOLD)


def test_who_lost_it_takes_it_from_nobody():
    lost = take()
    other = take(now=NOW + HOLD)
    assert lost.hold_on(now=NOW + HOLD) is False
    SendingTurn.take(now=NOW + HOLD)
    assert lost.end() is False
    assert SendingTurn.take(now=NOW + HOLD + SECOND) is None
    assert other.end() is True


def test_a_turn_that_ended_by_a_clock_that_was_ahead_is_free():
    take(now=NOW + timedelta(minutes=4)).end()
    assert SendingTurn.take(now=NOW)


def test_a_clock_that_was_ahead_holds_nothing():
    take(now=NOW + timedelta(days=1))
    assert SendingTurn.take(now=NOW)
    SendingTurn.objects.update(until=NOW + HOLD + ASTRAY)
    assert SendingTurn.take(now=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_has_it():
    turns = at_once([lambda: SendingTurn.take(now=NOW)] * 10)
    assert sum(turn is not None for turn in turns) == 1


@pytest.fixture
def woken(monkeypatch) -> list[object]:
    """Return the tasks that were woken."""
    found: list[object] = []
    monkeypatch.setattr(tasks, "wake", found.append)
    return found


@pytest.mark.parametrize("is_more", [True, False])
def test_the_task_asks_for_another_turn_only_when_there_is_more(monkeypatch, woken, is_more):
    monkeypatch.setattr(sending, "send_due", lambda **_how: is_more)
    tasks.send_due()
    assert woken == [tasks.send_due] * is_more


def test_ticks_that_pile_up_send_nothing_and_wake_nobody(monkeypatch, woken):
    sent: list[int] = []

    def send_due(**_how) -> bool:
        sent.append(1)
        for _tick in range(20):
            tasks.send_due()
        return False

    monkeypatch.setattr(sending, "send_due", send_due)
    tasks.send_due()
    assert (sent, woken) == ([1], [tasks.send_due])


def test_whoever_breaks_off_leaves_the_turn_to_others(monkeypatch, woken):
    def break_off(**_how) -> bool:
        raise RuntimeError

    monkeypatch.setattr(sending, "send_due", break_off)
    with pytest.raises(RuntimeError):
        tasks.send_due()
    monkeypatch.setattr(sending, "send_due", lambda **_how: True)
    tasks.send_due()
    assert woken == [tasks.send_due]


def test_who_lost_the_turn_sends_no_more(project, mailoutbox):
    for _email in range(3):
        DeliveryFactory(message__project=project, member__project=project)
    held = iter([True, False, False])
    assert sending.send_due(clock=lambda: NOW, hold_on=lambda now: next(held)) is False
    assert len(mailoutbox) == 1
