"""Meetings with answers, what somebody wrote about coming, and rooms: one that is open, one that was read out."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from ballots.services import make_seal
from meetings import services
from meetings.links import answer_url
from meetings.models import (
    Attendance,
    Feeling,
    Meeting,
    MeetingNotes,
    MeetingOutcome,
    Pulse,
    PulseAsked,
    PulsePlaces,
    Unasked,
)
from participation.services import open_private
from projects.models import Member
from tests.full_project import Turn
from tests.gathering import a_meeting, answer
from tests.house.world import World
from tests.meetings.rooming import a_room, read_out


def make_rows(world: World) -> dict[str, Any]:
    """Make a meeting with its pulse, what somebody wrote about coming, and an address of a calendar."""
    meeting = a_meeting(world.project, world.facilitator)
    row = answer(meeting, world.participant, "if", "A lift home")
    open_private(
        world.participant, "meetings", by=world.facilitator, why="arrange", now=timezone.now()
    )
    room = a_room(world.project, world.facilitator)
    (said,) = read_out(a_room(world.project, world.facilitator), "Zebedee says the ward is cold.")
    _open_pulse(meeting, world.participant)
    unasked = Unasked.objects.create(
        pulse=_closed_pulse(a_meeting(world.project, world.facilitator)), text="Ask about the bus?"
    )
    user: Any = world.participant.user
    return {
        "unasked_pk": unasked.pk,
        "meeting_pk": meeting.pk,
        "room_pk": room.pk,
        "room_code": room.key,
        "room_words_pk": said.pk,
        "meeting_answer_pk": row.pk,
        "meeting_outcome_pk": _outcome_of(meeting, world.facilitator),
        "meeting_token": answer_url(meeting.pk, world.participant.pk).split("/")[-2],
        "feed_key": services.make_feed(user, now=timezone.now()),
    }


def _outcome_of(meeting: Meeting, by: Member) -> int:
    """Let the first step of the project have come of a meeting; return the number of that."""
    step = meeting.project.steps.order_by("pk")[0]
    services.keep_outcome(meeting, kind="step", row=step.pk, by=by, now=timezone.now())
    return MeetingOutcome.objects.get(meeting=meeting).pk


def _open_pulse(meeting: Meeting, *members: Member) -> Pulse:
    """Return a pulse that is open, and asks these members, who were there."""
    Attendance.objects.bulk_create(
        Attendance(
            project=meeting.project,
            meeting=meeting,
            member=member,
            was_there=True,
            noted_at=timezone.now(),
        )
        for member in members
    )
    pulse = Pulse.objects.create(
        project=meeting.project,
        meeting=meeting,
        opened_at=timezone.now(),
        closes_on=timezone.localdate() + timedelta(days=7),
        seal=make_seal(),
    )
    there = len(members) + 4
    PulsePlaces.objects.create(pulse=pulse, there=there, members=there)
    PulseAsked.objects.bulk_create(PulseAsked(pulse=pulse, member=member) for member in members)
    return pulse


def _closed_pulse(meeting: Meeting) -> Pulse:
    """Return a pulse that has closed, with what is shown of it."""
    pulse = Pulse.objects.create(
        project=meeting.project,
        meeting=meeting,
        opened_at=timezone.now(),
        closes_on=timezone.localdate() - timedelta(days=1),
        closed_at=timezone.now(),
        outcome="shown",
        there=7,
        answered=5,
    )
    for feeling in Feeling.values:
        pulse.results.create(feeling=feeling, level="coarse", up=4, down=1)
    for word in ("tired", "hungry", "cross", "glad", "cold"):
        pulse.words.create(when="arrive", word=word)
        pulse.words.create(when="leave", word=f"less {word}")
    return pulse


def fill_rows(turn: Turn) -> None:
    """Add a meeting to come, one that is called off, and an answer to the first."""
    project, by = turn.project, turn.facilitator
    meeting = a_meeting(project, by, title=f"Walk {turn.number}")
    first = project.meetings.order_by("pk")[0]
    said = ("coming", "if", "cannot")[turn.number % 3]
    for one in {first, meeting}:
        answer(one, turn.member, said, None if said == "coming" else "A lift home")
    groups = project.groups.order_by("pk")[:1]
    a_meeting(project, by, title=f"Round {turn.number}", asked="groups", groups=groups)
    tea = a_meeting(project, by, title=f"Tea {turn.number}", asked="people", people=[turn.member])
    for one in {first, tea}:
        one.no_longer_asked.add(turn.member)
    off = a_meeting(project, by, title=f"Supper {turn.number}")
    services.call_off_meeting(off, why="Jo is ill.", by=by, now=timezone.now())
    held = {"on": timezone.localdate() - timedelta(days=turn.number + 1)}
    past = a_meeting(project, by, title=f"Look back {turn.number}", **held)
    for one, words in ((past, "We talked."), (first, "Before it began.")):
        notes, _made = MeetingNotes.objects.get_or_create(
            meeting=one, defaults={"words": words, "by": by, "at": timezone.now()}
        )
        notes.changes.create(was="We met.", by=by, at=timezone.now())
        Attendance.objects.create(
            project=project,
            meeting=one,
            member=turn.member,
            was_there=True,
            noted_by=by,
            noted_at=timezone.now(),
        )
    read_out(a_room(project, by), f"Said {turn.number}")
    a_room(project, by)
    _closed_pulse(past).unasked.create(text="Ask about the bus?")
    _open_pulse(tea, turn.member, turn.participant)
    for one in {first, past}:
        one.changes.create(was="Walk, Monday", by=by, at=timezone.now())
    keep_newest(turn, step=project.steps, question=project.questions, said=project.contributions)


def keep_newest(turn: Turn, **kinds: Any) -> None:
    """Let the newest row of each kind have come of the meeting that was planned last, and of the first one."""
    meetings = turn.project.meetings
    for meeting in {meetings.earliest("pk"), meetings.latest("pk")}:
        for kind, rows in kinds.items():
            row = rows.latest("pk").pk
            services.keep_outcome(
                meeting, kind=kind, row=row, by=turn.facilitator, now=timezone.now()
            )
