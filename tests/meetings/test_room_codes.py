"""Codes of rooms are not guessed, and whoever guesses locks nobody out who has the picture, or another connection."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AttemptTally
from meetings import room_limits, services
from meetings.room_codes import CODE, LETTERS, code_of, read_typed
from tests.meetings.rooming import a_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    """A moment at the beginning of a period, so that no test runs over its end."""
    now = timezone.now()
    seconds = room_limits.PERIOD.total_seconds()
    return now - timedelta(seconds=now.timestamp() % seconds)


def guesses(room, *, count=10_000):
    """Return codes that do not lead into a room, one after the other, and the right one as the last."""
    right, found, number = code_of(room.key), [], 0
    while len(found) < count:
        digits = [number // len(LETTERS) ** place % len(LETTERS) for place in range(CODE)]
        guess = "".join(LETTERS[digit] for digit in digits)
        found += [guess] if guess != right else []
        number += 1
    return [*found, right]


def find(typed, *, connection="10.0.0.1", now):
    return services.find_room(typed, connection=connection, now=now)


def test_ten_thousand_guesses_from_one_connection_find_none(project, jo, noon):
    room = a_room(project, jo, now=noon)
    assert [found for guess in guesses(room) if (found := find(guess, now=noon))] == []
    count = AttemptTally.objects.order_by("-count").first().count
    assert count == room_limits.WRONG_A_CONNECTION


def test_guesses_from_as_many_connections_end_together(project, jo, noon, monkeypatch):
    monkeypatch.setattr(room_limits, "WRONG_IN_ALL", 300)
    room = a_room(project, jo, now=noon)
    found = [
        find(guess, connection=f"10.0.{number // 250}.{number % 250}", now=noon)
        for number, guess in enumerate(guesses(room, count=room_limits.WRONG_IN_ALL))
    ]
    assert set(found) == {None}
    counts = AttemptTally.objects.order_by("-count").values_list("count", flat=True)
    assert counts[0] == room_limits.WRONG_IN_ALL


def test_after_that_the_picture_still_works_and_codes_do_a_quarter_of_an_hour_later(
    project, jo, noon
):
    room = a_room(project, jo, now=noon)
    for guess in guesses(room, count=room_limits.WRONG_A_CONNECTION):
        find(guess, now=noon)
    right = code_of(room.key)
    assert find(right, now=noon) is None
    assert find(room.key, now=noon) == room
    assert find(right, connection="10.0.0.2", now=noon) == room
    assert find(right, now=noon + room_limits.PERIOD) == room


def test_a_whole_hall_behind_one_connection_types_right_codes(project, jo, noon):
    room = a_room(project, jo, now=noon)
    right = code_of(room.key)
    found = []
    for guess in guesses(room, count=30)[:-1]:
        find(guess, now=noon)
        found += [find(right, now=noon) for _n in range(7)]
    assert set(found) == {room}
    assert len(found) > room_limits.WRONG_A_CONNECTION


def test_what_is_no_code_at_all_is_not_counted(project, jo, noon):
    a_room(project, jo, now=noon)
    for typed in ("", "ABC", "K7M4XPK", "x" * 5000, "../admin", "\0"):
        assert find(typed, now=noon) is None
    assert not AttemptTally.objects.exists()


def test_a_code_from_before_the_secret_key_changed_still_leads_there(project, jo, noon, settings):
    room = a_room(project, jo, now=noon)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "k" * 60
    assert find(code_of(room.key), now=noon) == room
    settings.SECRET_KEY_FALLBACKS = []
    assert find(code_of(room.key), now=noon) is None


@pytest.mark.parametrize("how", ["wrong", "ended", "unknown", "too many", "key"])
def test_there_is_one_answer_to_every_code_that_leads_nowhere(project, jo, noon, how, monkeypatch):
    room = a_room(project, jo)
    right = code_of(room.key)
    typed = {"wrong": guesses(room, count=1)[0], "unknown": "hello", "key": "K" * 16}.get(
        how, right
    )
    if how == "ended":
        services.end_room(room, now=timezone.now())
    if how == "too many":
        monkeypatch.setattr(room_limits, "WRONG_IN_ALL", 1)
        find(guesses(room, count=1)[0], now=timezone.now())
    client = Client()
    answers = [client.post("/room/", {"code": typed}), client.get(f"/room/{typed}/")]
    assert [answer.status_code for answer in answers] == [404, 404]
    pages = [answer.text.replace(f'value="{typed}"', 'value=""') for answer in answers]
    assert pages[0] == pages[1]
    plain = Client().get("/room/nothing/")
    assert pages[1] == plain.text.replace('value="nothing"', 'value=""')
    assert "This code does not work now" in plain.text


def test_a_code_is_typed_in_any_way_and_leads_to_the_key(project, jo):
    room = a_room(project, jo)
    code = code_of(room.key)
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:2]}-{code[2:]}"):
        answer = Client().post("/room/", {"code": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/room/{room.key}/")
        assert (
            Client().get(f"/room/{read_typed(typed)}/").headers["Location"] == f"/room/{room.key}/"
        )


def test_logs_have_no_code(project, jo, caplog):
    code = code_of(a_room(project, jo).key)
    assert Client().get(f"/room/{code}X/").status_code == 404
    assert "/room/" in caplog.text
    assert caplog.text.count(code) == 0
