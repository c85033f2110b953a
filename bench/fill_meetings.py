"""Adds to the project of the benchmarks how it comes together: groups, meetings, needs, returns, pulses, a look."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ballots.counted import CountedAnswers
from meetings.models import Attendance, Meeting, MeetingAnswer, MeetingNotes, Pulse, PulseResult
from meetings.models.pulses import Feeling
from participation import services
from participation.models import Belonging, Group, SpeaksFor
from projects.models import Member, Project, Role

GROUPS, MEETINGS, PULSES, PRIVATE = 60, 100, 40, 60
#: Of each meeting that is over, how many were there; of each that is to come, how many have answered.
THERE = 40


def fill_meetings(project: Project) -> None:
    """Make what `bench/run meetings` looks at; what has rules is made by the services."""
    now = timezone.now()
    me = Member.objects.get(project=project, role=Role.FACILITATOR)
    people = list(project.members.exclude(pk=me.pk).order_by("pk"))
    _groups(project, people, now)
    meetings = _meetings(project, me, now)
    _who_was_there(project, meetings, people, now)
    _pulses(project, [one for one in meetings if one.over_at < now][-PULSES:], now)
    _needs_and_returns(people[:PRIVATE], me, now)
    services.open_review(project, due_on=timezone.localdate(now), now=now, by=me)


def _groups(project: Project, people: list[Member], now: datetime) -> None:
    had = project.groups.count()
    made = Group.objects.bulk_create(
        Group(
            project=project,
            name=f"People of part {number}",
            sector=Group.Sector.values[number % 5],
            involve=Group.Involve.YES,
            say_today=Group.Say.values[number % 4],
            say_wanted=Group.Say.LOT,
            created_at=now,
            changed_at=now,
        )
        for number in range(had, GROUPS)
    )
    some = SpeaksFor.Extent.SOME
    SpeaksFor.objects.bulk_create(
        SpeaksFor(member=person, group=made[n % len(made)], extent=some, said_at=now)
        for n, person in enumerate(people)
    )
    Belonging.objects.bulk_create(
        Belonging(member=person, group=made[(n + 7) % len(made)], said_at=now)
        for n, person in enumerate(people)
    )


def _meetings(project: Project, me: Member, now: datetime) -> list[Meeting]:
    """Return the meetings, a week apart: nine of ten are over."""
    first = timezone.localdate(now) - timedelta(weeks=MEETINGS * 9 // 10)
    return [_meeting(project, me, number, first, now) for number in range(MEETINGS)]


def _meeting(project: Project, me: Member, number: int, first: date, now: datetime) -> Meeting:
    on = first + timedelta(weeks=number, days=-1)
    return Meeting.objects.create(
        project=project,
        title=f"Meeting {number + 1}",
        why="We look at what a night is like, and choose what we change next.",
        where=Meeting.Where.values[number % 5],
        on=on,
        begins=time(18),
        ends=time(19, 30),
        place="The hospital chapel, ground floor. No steps.",
        agenda="A round of names\nWhat a night is like\nWhat we change next",
        connect_minutes=20,
        planned_by=me,
        planned_at=now - timedelta(days=900),
        asked_at=now - timedelta(days=900),
        changed_at=now - timedelta(days=900),
    )


def _who_was_there(
    project: Project, meetings: list[Meeting], people: list[Member], now: datetime
) -> None:
    over = [one for one in meetings if one.over_at < now]
    MeetingNotes.objects.bulk_create(
        MeetingNotes(meeting=one, words="We chose softer lamps. " * 30, at=one.over_at, told_at=now)
        for one in over
    )
    Attendance.objects.bulk_create(
        Attendance(project=project, meeting=one, member=person, was_there=True, noted_at=now)
        for number, one in enumerate(over)
        for person in _some(people, number)
    )
    MeetingAnswer.objects.bulk_create(
        MeetingAnswer(project=project, meeting=one, member=person, says="coming", said_at=now)
        for number, one in enumerate(meetings)
        for person in _some(people, number)
    )


def _some(people: list[Member], number: int) -> list[Member]:
    return [people[(number * 11 + step * 7) % len(people)] for step in range(THERE)]


def _pulses(project: Project, meetings: list[Meeting], now: datetime) -> None:
    pulses = Pulse.objects.bulk_create(
        Pulse(
            project=project,
            meeting=one,
            opened_at=one.over_at,
            closes_on=one.on + timedelta(days=7),
            closed_at=now,
            outcome=Pulse.Outcome.SHOWN,
            there=THERE,
            answered=30,
        )
        for one in meetings
    )
    counts = {"cannot_say": 5, "not_at_all": 5, "a_little": 5, "mostly": 7, "fully": 8}
    exact = CountedAnswers.Level.EXACT
    PulseResult.objects.bulk_create(
        PulseResult(pulse=pulse, feeling=feeling, level=exact, up=15, down=15, **counts)
        for pulse in pulses
        for feeling in Feeling.values
    )


def _needs_and_returns(people: list[Member], me: Member, now: datetime) -> None:
    readers = [me.pk]
    for number, person in enumerate(people):
        said = {"costs": "The bus, both ways.", "access": "No stairs."}
        services.record_needs(person, needs=said, answer="yes", readers=readers, by=None, now=now)
        services.record_wish(
            person, kinds=("voucher",), words="", answer="yes", readers=readers, by=None, now=now
        )
        if number % 2:
            services.open_private(person, "returns", by=me, why="give", now=now)
            services.offer_return(
                person,
                thing=services.Thing("thanks", "A card.", "", ""),
                by=me,
                due_on=timezone.localdate(now) + timedelta(days=number % 30),
                said_by=me,
                now=now,
            )
