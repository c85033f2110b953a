"""Who is asked how a meeting was, when, and how answers come in: each once, never more than people were there."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from ballots.keys import KeyCannotBeStored, KeyIsAway
from ballots.models import Seal, SealedPiece
from ballots.sealing import TooLong
from meetings import services, tasks
from meetings.models import Pulse, PulseAsked, PulsePlaces
from outbox.models import Hitch
from participation.services import end_membership
from projects.models import Project
from tests.gathering import a_meeting
from tests.pulsing import a_pulse, close, held_meeting, note, people_of, say, say_on_paper

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
HERE = timezone.now


@pytest.fixture
def people(project):
    return people_of(project, 6)


def asked(pulse: Pulse) -> set[int]:
    return set(pulse.asked.values_list("member", flat=True))


def counted(pulse: Pulse) -> tuple[int, int]:
    """Return how many were there, and how many answers are in."""
    row = PulsePlaces.objects.get(pulse=pulse)
    return row.there, row.taken


def pks(*members) -> set[int]:
    return {member.pk for member in members}


def test_it_opens_by_itself_as_it_is_noted_who_was_there_and_asks_only_those(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5], others=2)
    assert asked(pulse) == pks(*people[:5])
    assert (counted(pulse), pulse.closes_on) == ((7, 0), TODAY() + timedelta(days=7))
    note(pulse.meeting, jo, *people[:5], others=2)
    assert Pulse.objects.count() == 1


@pytest.mark.parametrize(
    ("members", "others", "opens"), [(4, 0, 0), (4, 1, 0), (4, 20, 0), (5, 0, 1), (0, 5, 0)]
)
def test_where_fewer_than_five_members_were_nobody_is_asked(
    jo, project, people, members, others, opens
):
    meeting = held_meeting(project, jo)
    note(meeting, jo, *people[:members], others=others)
    tasks.open_due_pulses()
    assert Pulse.objects.count() == opens


def test_a_fifth_who_says_that_they_were_there_opens_it(jo, project, people):
    meeting = held_meeting(project, jo)
    services.confirm_attendance(meeting, people[4], was_there=True, now=HERE())
    assert not Pulse.objects.exists()
    note(meeting, jo, *people[:3])
    assert not Pulse.objects.exists()
    services.confirm_attendance(meeting, people[5], was_there=True, now=HERE())
    assert asked(Pulse.objects.get()) == pks(*people[:3], people[4], people[5])


def test_what_is_noted_before_the_end_is_asked_at_the_next_tick_after_it(jo, project, people):
    meeting = a_meeting(project, jo, on=TODAY())
    note(meeting, jo, *people, now=meeting.starts_at)
    assert services.open_pulse(meeting, now=meeting.ends_at - timedelta(minutes=1)) is None
    assert services.open_pulse(meeting, now=meeting.ends_at)
    assert services.open_pulse(meeting, now=meeting.ends_at) is None


def test_what_was_long_ago_or_is_of_a_project_that_has_ended_is_not_asked(jo, project, people):
    long_ago = held_meeting(project, jo, days=15)
    note(long_ago, jo, *people)
    Project.objects.filter(pk=project.pk).update(state="ended")
    ended = held_meeting(project, jo)
    note(ended, jo, *people)
    tasks.open_due_pulses()
    assert not Pulse.objects.exists()
    Project.objects.filter(pk=project.pk).update(state="running")
    tasks.open_due_pulses()
    assert Pulse.objects.get().meeting == ended


def test_notes_are_kept_when_no_key_can_be_and_the_next_tick_asks(jo, project, people, monkeypatch):
    def fail(_names):
        raise KeyCannotBeStored

    meeting = held_meeting(project, jo)
    with monkeypatch.context() as broken:
        broken.setattr("ballots.services.make_keys", fail)
        note(meeting, jo, *people)
        assert (meeting.attendances.count(), Pulse.objects.count()) == (6, 0)
        tasks.open_due_pulses()
        assert Hitch.objects.get().work == "open_pulse"
    tasks.open_due_pulses()
    assert (Pulse.objects.count(), Hitch.objects.count()) == (1, 0)


def test_who_is_marked_later_is_asked_and_who_is_unmarked_is_not_any_more(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    say(pulse, people[0])
    note(pulse.meeting, jo, *people[2:6])
    assert set(pulse.asked.there().values_list("member", flat=True)) == pks(*people[2:6])
    waiting = PulseAsked.objects.waiting(on=TODAY()).values_list("member", flat=True)
    assert set(waiting) == pks(*people[2:6])
    # Rows stay, so that nobody learns who had answered.
    assert asked(pulse) == pks(*people)
    assert counted(pulse) == (4, 1)
    with pytest.raises(services.WasNotThere):
        say(pulse, people[1])
    assert not say(pulse, people[0])


def test_nobody_is_asked_once_it_has_closed(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    close(pulse)
    note(pulse.meeting, jo, *people)
    assert not PulseAsked.objects.exists()
    assert Pulse.objects.get().there == 5


def test_a_member_answers_once_and_only_who_was_there(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    assert say(pulse, people[0])
    assert not say(pulse, people[0])
    with pytest.raises(services.WasNotThere):
        say(pulse, people[5])
    with pytest.raises(services.WasNotThere):
        services.mark_answered(pulse, member=people[5], on=TODAY())
    assert (counted(pulse)[1], SealedPiece.objects.count()) == (1, 1)


def test_who_has_answered_already_adds_nothing_and_is_not_asked_again(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    say_on_paper(pulse)
    assert services.mark_answered(pulse, member=people[0], on=TODAY())
    assert not services.mark_answered(pulse, member=people[0], on=TODAY())
    assert not say(pulse, people[0])
    assert (counted(pulse)[1], SealedPiece.objects.count()) == (1, 1)


def test_never_more_answers_than_people_were_there(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    for way in ("paper", "room", "paper"):
        say_on_paper(pulse, way=way)
    assert say(pulse, people[0])
    assert say(pulse, people[1])
    with pytest.raises(services.EverybodyAnswered):
        say(pulse, people[2])
    with pytest.raises(services.EverybodyAnswered):
        say_on_paper(pulse)
    # It is not kept that they have, and there is room as soon as one more was there.
    assert not pulse.asked.get(member=people[2]).has_answered
    note(pulse.meeting, jo, *people)
    assert say(pulse, people[2])
    assert (counted(pulse), SealedPiece.objects.count()) == ((6, 6), 6)


def test_whoever_is_unmarked_leaves_no_room_for_another_answer(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    say(pulse, people[0])
    note(pulse.meeting, jo, people[5])
    with pytest.raises(services.EverybodyAnswered):
        say(pulse, people[5])


def test_only_known_ways_questions_and_answers_are_taken(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    with pytest.raises(ValueError, match="'web'"):
        say_on_paper(pulse, way="web")
    for wrong in ({"trust": 1}, {"care": 5}):
        with pytest.raises(ValueError, match="what a pulse asks"):
            say(pulse, people[0], wrong)
    assert (PulseAsked.objects.filter(has_answered=True).count(), SealedPiece.objects.count()) == (
        0,
        0,
    )


def test_what_is_too_long_to_be_sealed_takes_no_place(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    long = "".join(chr(0x4E00 + place * 7 % 20000) for place in range(9000))
    with pytest.raises(TooLong):
        say(pulse, people[0], unasked=long)
    assert counted(pulse) == (5, 0)
    assert say(pulse, people[0])


def test_nothing_is_taken_after_the_last_day_or_once_it_has_closed(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    late = pulse.closes_on + timedelta(days=1)
    with pytest.raises(services.PulseIsClosed):
        services.send_pulse(pulse, member=people[0], said=services.PulseSaid({"care": 1}), on=late)
    services.send_pulse(
        pulse, member=people[0], said=services.PulseSaid({"care": 1}), on=pulse.closes_on
    )
    close(pulse)
    for refused in (
        lambda: say(pulse, people[1]),
        lambda: say_on_paper(pulse),
        lambda: services.mark_answered(pulse, member=people[1], on=TODAY()),
    ):
        with pytest.raises(services.PulseIsClosed):
            refused()


def test_without_the_key_nothing_is_taken_and_nobody_is_marked(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    next(Path(settings.KEYS_DIR).glob(f"{pulse.seal.pk.hex}.key")).unlink()
    assert not services.can_be_read(pulse)
    with pytest.raises(KeyIsAway):
        say(pulse, people[0])
    assert (counted(pulse)[1], pulse.asked.filter(has_answered=True).count()) == (0, 0)


def test_a_pulse_goes_with_its_meeting_and_lets_go_of_its_seal(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    say(pulse, people[0])
    pulse.meeting.delete()
    assert not PulseAsked.objects.exists()
    assert not SealedPiece.objects.exists()
    assert Seal.objects.get().is_opened


def test_who_is_erased_is_not_asked_any_more_and_their_answer_stays(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    say(pulse, people[0])
    end_membership(people[1], now=HERE())
    assert not PulseAsked.objects.waiting(on=TODAY()).filter(member=people[1]).exists()
    people[0].delete()
    assert SealedPiece.objects.count() == 1
