"""The room of a meeting: when it can be open, how it ends, and what is said in it, sealed until then."""

import secrets
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import AttemptTally
from ballots.keys import KeyCannotBeStored, KeyIsAway, destroy_key
from ballots.models import Seal, SealedPiece
from ballots.sealing import TooLong
from core.locked_words import CannotLock
from meetings import room_limits, services, tasks
from meetings.models import MeetingRoom, RoomWords
from meetings.room_codes import CODE, KEY, LETTERS, code_of, read_typed
from outbox.models import Hitch
from plan.services import end_project
from projects.models import Move
from questions.models.contributions import MOST_SAID
from tests.at_once import at_once
from tests.factories import NOW
from tests.gathering import a_meeting, plan_of
from tests.meetings.rooming import a_room, after, it_is_over, meeting_today, read_out, say

pytestmark = pytest.mark.django_db
CHINESE = [chr(0x4E00 + n) for n in range(20000)]
NOON = {"on": NOW.date(), "begins": time(12), "ends": time(14)}


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    day = NOW.date() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone())


def opens(meeting, by, now) -> bool:
    try:
        services.open_room(meeting, by=by, now=now)
    except services.NotTheDay:
        return False
    return True


def rows_with(words: str) -> list[str]:
    """Name each model that has these words in a row, in whatever field."""
    found = []
    for model in apps.get_models():
        for row in model._base_manager.all().values():
            texts = (bytes(v) if isinstance(v, memoryview) else v for v in row.values())
            if any(words in repr(text) for text in texts):
                found.append(model.__name__)
    return found


def test_a_room_can_be_open_from_two_hours_before_the_meeting_until_two_hours_after(project, jo):
    meeting = a_meeting(project, jo, **NOON)
    when = [at(9, 59), at(10), at(13), at(15, 59), at(16), at(12, days=-1), at(12, days=1)]
    could = []
    for moment in when:
        could.append(opens(meeting, jo, moment))
        MeetingRoom.objects.all().delete()
    assert could == [False, True, True, True, False, False, False]


def test_a_meeting_until_midnight_has_a_room_for_two_hours_of_the_next_day(project, jo):
    meeting = a_meeting(project, jo, on=NOW.date(), begins=time(20), ends=time(23, 59))
    room = services.open_room(meeting, by=jo, now=at(21))
    assert room.is_open(at(1, 58, days=1))
    assert not room.is_open(at(1, 59, days=1))


def test_none_where_it_was_called_off_or_the_project_has_ended(project, jo):
    off = meeting_today(project, jo)
    services.call_off_meeting(off, why="Snow", by=jo, now=timezone.now())
    assert not opens(off, jo, timezone.now())
    other = meeting_today(project, jo)
    end_project(project, by=jo, why="Done", now=timezone.now())
    assert not opens(other, jo, timezone.now())


def test_opened_twice_it_is_the_same_and_opened_anew_it_has_another_code(project, jo):
    room = a_room(project, jo)
    again = services.open_room(room.meeting, by=jo, now=timezone.now())
    assert (again.pk, again.key) == (room.pk, room.key)
    key = room.key
    assert services.end_room(room, now=timezone.now())
    assert not services.end_room(room, now=timezone.now())
    new = services.open_room(room.meeting, by=jo, now=timezone.now())
    assert new.pk != room.pk
    assert code_of(new.key) != code_of(key)


def test_of_its_code_nothing_is_kept_that_a_copy_could_use_and_nothing_at_all_after(project, jo):
    room = a_room(project, jo)
    key = room.key
    assert (len(key), len(code_of(key)), set(key) - set(LETTERS)) == (KEY, CODE, set())
    assert (rows_with(key), rows_with(code_of(key))) == ([], [])
    services.end_room(room, now=timezone.now())
    room.refresh_from_db()
    assert (room.code_hash, room.key_hash, room.key_locked, room.key) == (None, None, None, "")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("k7m 4xp", "K7M4XP"),
        (" K7M-4XP ", "K7M4XP"),
        ("zsbgc", "25866"),
        ("0oqil1u", "DDDLLLV"),
        ("ae", "43"),
        ("é!", ""),
        ("", ""),
    ],
)
def test_what_looks_alike_is_forgiven(typed, read):
    assert read_typed(typed) == read


def test_every_letter_of_a_code_is_read_as_itself():
    assert read_typed(LETTERS) == LETTERS
    assert read_typed(LETTERS.lower()) == LETTERS


def test_words_are_sealed_until_the_end_and_then_read_out_shuffled_once(project, jo):
    room = a_room(project, jo)
    moves = Move.objects.count()
    for n in range(8):
        say(room, f"canary{n}")
    tasks.read_out_rooms()
    assert services.read_out_room(room, now=timezone.now()) == 0
    assert rows_with("canary") == []
    assert (SealedPiece.objects.count(), RoomWords.objects.count()) == (8, 0)
    assert Move.objects.count() == moves
    assert services.end_room(room, now=timezone.now())
    it_is_over(room)
    tasks.read_out_rooms()
    tasks.read_out_rooms()
    assert services.read_out_room(room, now=timezone.now()) == 0
    words = [row.text for row in RoomWords.objects.order_by("pk")]
    assert sorted(words) == [f"canary{n}" for n in range(8)]
    assert rows_with("canary") == ["RoomWords"] * 8
    room.refresh_from_db()
    assert (room.seal, room.unread, SealedPiece.objects.count()) == (None, 0, 0)


def test_order_says_nothing(project, jo):
    words = [f"canary{n}" for n in range(12)]
    read_out(a_room(project, jo), *words)
    assert [row.text for row in RoomWords.objects.order_by("pk")] != words


def test_it_ends_by_itself_and_its_code_with_it(project, jo):
    room = a_room(project, jo)
    say(room, "Before")
    late = after(room)
    assert services.find_room(room.key, connection="1", now=timezone.now()) == room
    assert services.find_room(room.key, connection="1", now=late) is None
    with pytest.raises(services.RoomHasEnded):
        say(room, "After", now=late)
    assert services.read_out_room(room, now=late) == 1
    room.refresh_from_db()
    assert (room.ended_at, room.code_hash) == (late, None)


def test_a_meeting_that_ends_earlier_takes_its_room_along(project, jo):
    meeting = a_meeting(project, jo, **NOON)
    room = services.open_room(meeting, by=jo, now=at(12))
    meeting.ends = time(13)
    plan = plan_of(NOW, times=[], on=meeting.on)
    services.change_meeting(meeting, plan=plan, revision=1, by=jo, now=at(12))
    found = [services.find_room(room.key, connection="1", now=at(14, m)) for m in (59, 0)]
    assert found == [room, room]
    assert services.find_room(room.key, connection="1", now=at(15)) is None


def test_called_off_while_it_is_open(project, jo):
    room = a_room(project, jo)
    say(room, "It is cold")
    services.call_off_meeting(room.meeting, why="The heating broke", by=jo, now=timezone.now())
    assert services.find_room(room.key, connection="1", now=timezone.now()) is None
    with pytest.raises(services.RoomHasEnded):
        say(room, "More")
    tasks.read_out_rooms()
    assert not RoomWords.objects.exists()
    it_is_over(room)
    tasks.read_out_rooms()
    assert RoomWords.objects.get().text == "It is cold"


def test_moved_to_another_day_while_it_is_open(project, jo):
    meeting = a_meeting(project, jo, **NOON)
    room = services.open_room(meeting, by=jo, now=at(11))
    say(room, "Too early", now=at(11))
    meeting.on = NOW.date() + timedelta(days=3)
    services.change_meeting(meeting, plan=plan_of(NOW), revision=1, by=jo, now=at(11))
    assert services.find_room(room.key, connection="1", now=at(11, 1)) is None
    assert services.read_out_room(room, now=at(11, 1)) == 0
    assert services.read_out_room(room, now=at(0, 1, days=1)) == 1
    new = services.open_room(meeting, by=jo, now=at(12, days=3))
    assert (new.on, new.pk == room.pk) == (meeting.on, False)


def test_moved_and_opened_anew_before_the_tick_nothing_is_lost(project, jo):
    meeting = a_meeting(project, jo, **NOON)
    room = services.open_room(meeting, by=jo, now=at(11))
    say(room, "Too early", now=at(11))
    meeting.on = NOW.date() + timedelta(days=3)
    services.change_meeting(meeting, plan=plan_of(NOW), revision=1, by=jo, now=at(11))
    services.open_room(meeting, by=jo, now=at(12, days=3))
    assert list(MeetingRoom.objects.sealed(now=at(12, days=3))) == [room]
    assert services.read_out_room(room, now=at(12, days=3)) == 1


def test_the_same_form_twice_is_once_and_the_same_words_of_two_are_two(project, jo):
    room, key = a_room(project, jo), uuid4()
    for _n in range(2):
        say(room, "Cold", sent_key=key)
    say(room, "Cold")
    services.seal_in_room(room, words="Cold", sent_key=None, now=timezone.now())
    assert SealedPiece.objects.count() == 3


def test_limits_are_of_the_room_and_hour(project, jo, monkeypatch):
    monkeypatch.setattr(room_limits, "MOST_SAID_AN_HOUR", 3)
    room, other = a_room(project, jo, now=at(9)), a_room(project, jo, now=at(9))
    for n in range(3):
        say(room, f"{n}", now=at(9, 10 + n))
    with pytest.raises(services.TooMuchInRoom):
        say(room, "4", now=at(9, 59))
    say(other, "Another room", now=at(9, 59))
    say(room, "Another hour", now=at(10))
    assert SealedPiece.objects.filter(seal=room.seal).count() == 4


def test_far_more_can_be_said_than_a_room_says():
    assert room_limits.MOST_SAID_AN_HOUR >= 200


def test_what_is_too_long_to_be_sealed_is_refused_and_not_counted(project, jo):
    room = a_room(project, jo)
    with pytest.raises(TooLong):
        say(room, "".join(secrets.choice(CHINESE) for _n in range(MOST_SAID * 3)))
    assert (SealedPiece.objects.count(), AttemptTally.objects.count()) == (0, 0)


def test_a_key_that_is_away_is_a_hitch_and_holds_up_no_other_room(project, jo):
    lost, other = a_room(project, jo), a_room(project, jo)
    for room in (lost, other):
        say(room, "Words")
        services.end_room(room, now=timezone.now())
        it_is_over(room)
    destroy_key(lost.seal_id)
    tasks.read_out_rooms()
    assert (Hitch.objects.get().work, RoomWords.objects.get().room) == ("read_out_room", other)
    with pytest.raises(KeyIsAway):
        services.read_out_room(lost, now=timezone.now())


def test_no_room_is_opened_that_could_not_keep_what_is_said(project, jo, monkeypatch):
    def away(*_args, **_named):
        raise KeyCannotBeStored

    meeting = meeting_today(project, jo)
    monkeypatch.setattr("meetings.services.rooms.make_seal", away)
    with pytest.raises(KeyCannotBeStored):
        services.open_room(meeting, by=jo, now=timezone.now())
    assert not MeetingRoom.objects.exists()

    def cannot(*_args, **_named):
        raise CannotLock

    monkeypatch.setattr("meetings.models.rooms.lock_words", cannot)
    with pytest.raises(CannotLock):
        services.open_room(meeting, by=jo, now=timezone.now())
    assert not MeetingRoom.objects.exists()


def test_a_deleted_meeting_lets_its_seal_go(project, jo):
    room = a_room(project, jo)
    say(room, "Words")
    room.meeting.delete()
    assert (SealedPiece.objects.count(), Seal.objects.filter(is_opened=False).count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_open_it_at_once_and_it_is_one(project, jo):
    meeting = meeting_today(project, jo)
    now = timezone.now()
    rooms = at_once([lambda: services.open_room(meeting, by=jo, now=now)] * 6)
    assert len({room.pk for room in rooms}) == 1
    ended = at_once([lambda: services.end_room(rooms[0], now=now)] * 6)
    assert sorted(ended) == [False] * 5 + [True]


@pytest.mark.django_db(transaction=True)
def test_many_speak_while_it_ends_and_nothing_that_was_taken_is_lost(project, jo):
    room, now = a_room(project, jo), timezone.now()

    def speak() -> bool:
        try:
            say(room, "Words")
        except services.RoomHasEnded:
            return False
        return True

    def end() -> bool:
        services.end_room(room, now=now)
        services.read_out_room(room, now=room.meeting.over_at)
        return False

    taken = at_once([*[speak] * 5, end, *[speak] * 5, end])
    assert RoomWords.objects.count() == sum(taken)
