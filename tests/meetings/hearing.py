"""Plans meetings, moves them and calls them off, for tests of what people are told."""

from collections.abc import Callable
from datetime import time
from typing import Any

from meetings import services
from meetings.models import Meeting
from tests.coproduce.two_people import People
from tests.factories import NOW
from tests.gathering import a_meeting, answer, plan_of
from tests.pulsing import people_of

#: Later than the clock of any test.
LATER = NOW.replace(year=2030)


def _plan(people: People, *, is_named: bool = False) -> Meeting:
    some: dict[str, Any] = {"asked": "people", "people": [people.amina]} if is_named else {}
    return a_meeting(people.project, people.jo, now=LATER, **some)


def _move(people: People, *, is_named: bool = False) -> Any:
    meeting = _plan(people, is_named=is_named)
    some: dict[str, Any] = {"asked": "people", "people": [people.amina]} if is_named else {}
    meeting.begins = time(17)
    plan = plan_of(LATER, **some)
    return services.change_meeting(meeting, plan=plan, revision=1, by=people.jo, now=LATER)


def _call_off(people: People, *, is_named: bool = False) -> Any:
    meeting = _plan(people, is_named=is_named)
    return services.call_off_meeting(meeting, why="Jo is ill.", by=people.jo, now=LATER)


def _note(people: People, *, is_named: bool = False) -> Any:
    meeting = _plan(people, is_named=is_named)
    said = {"there": [], "others_there": 0, "words": "We talked.", "revision": 0}
    return services.note_meeting(meeting, **said, by=people.jo, now=meeting.ends_at)


def _reply(people: People) -> Any:
    row = answer(_plan(people), people.amina, "if", "A lift home", now=LATER)
    return services.reply_to_answer(row, words="Yes", by=people.jo, now=LATER)


def _join(people: People) -> Any:
    meeting = _plan(people)
    answer(meeting, people.amina, "remote", now=LATER)
    meeting.phone = "01632 960 999"
    plan = plan_of(LATER, phone=meeting.phone)
    return services.change_meeting(meeting, plan=plan, revision=1, by=people.jo, now=LATER)


def _ask_how_it_was(people: People) -> Any:
    meeting = _plan(people)
    there = [people.amina, people.jo, *people_of(people.project, 3)]
    said = {"there": there, "others_there": 0, "words": "", "revision": 0}
    return services.note_meeting(meeting, **said, by=people.jo, now=meeting.ends_at)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    "meeting_asked": lambda people: _plan(people, is_named=True),
    "meeting_asked_all": _plan,
    "meeting_moved": lambda people: _move(people, is_named=True),
    "meeting_moved_all": _move,
    "meeting_called_off": lambda people: _call_off(people, is_named=True),
    "meeting_called_off_all": _call_off,
    "meeting_replied": _reply,
    "meeting_notes": lambda people: _note(people, is_named=True),
    "meeting_notes_all": _note,
    "meeting_joined": _join,
    "pulse_asked": _ask_how_it_was,
}
#: What tells and asks nothing.
NEWS = ("meeting_notes", "meeting_notes_all")
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    **dict.fromkeys(
        ["meeting_called_off", "meeting_called_off_all"], "you were asked to come to this meeting"
    ),
    "meeting_joined": "you said that you join",
}
