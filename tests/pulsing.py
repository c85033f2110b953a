"""Pulses: meetings that were held, whose members are asked how it was, and answer."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings import services, tasks
from meetings.models import Meeting, Pulse
from meetings.services import PulseSaid
from projects.models import Member, Project
from tests import factories
from tests.gathering import a_meeting

GOOD = {"care": 4, "safe": 3, "good": 4}


def people_of(project: Project, count: int) -> list[Member]:
    """Return so many new members."""
    return [factories.MemberFactory(project=project) for _one in range(count)]


def held_meeting(project: Project, by: Member, *, days: int = 1, **fields: Any) -> Meeting:
    """Return a meeting that was held so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    return a_meeting(project, by, on=day, **fields)


def note(meeting: Meeting, by: Member, *there: Member, others: int = 0, now: Any = None) -> None:
    """Write down who was there, in place of what was noted before."""
    noted = list(meeting.attendances.values_list("member", flat=True))
    notes = getattr(Meeting.objects.get(pk=meeting.pk), "notes", None)
    services.note_meeting(
        meeting,
        there=there,
        shown=noted,
        others_there=others,
        words="",
        revision=notes.revision if notes else 0,
        by=by,
        now=now or timezone.now(),
    )


def a_pulse(project: Project, by: Member, *there: Member, others: int = 0, **fields: Any) -> Pulse:
    """Return the pulse that opens as it is noted who was there."""
    meeting = held_meeting(project, by, **fields)
    note(meeting, by, *there, others=others)
    return Pulse.objects.select_related("meeting", "project", "seal").get(meeting=meeting)


def say(pulse: Pulse, member: Member, answers: Any = None, **words: str) -> bool:
    """Let a member say how it was, by themselves."""
    said = PulseSaid(GOOD if answers is None else answers, **words)
    return services.send_pulse(pulse, member=member, said=said, on=timezone.localdate())


def say_on_paper(pulse: Pulse, answers: Any = None, *, way: str = "paper", **words: str) -> None:
    """Take in an answer without a person."""
    said = PulseSaid(GOOD if answers is None else answers, **words)
    services.add_unsigned_answer(pulse, said, way=way, on=timezone.localdate())


def close(pulse: Pulse) -> Pulse:
    """Close a pulse on the day after its last, and return it."""
    assert services.close_pulse(pulse, now=timezone.now() + timedelta(days=8))
    return Pulse.objects.select_related("meeting", "project").get(pk=pulse.pk)


def a_shown_pulse(project: Project, by: Member, *there: Member, **fields: Any) -> Pulse:
    """Return a pulse that has closed, to which all of five or more have answered with words of their own."""
    pulse = a_pulse(project, by, *there, **fields)
    for place, member in enumerate(there):
        answers = {"care": place % 5, "safe": 4 - place % 3, "good": 3}
        say(pulse, member, answers, arrive=f"tired {place}", leave=f"fed {place}")
    return close(pulse)


def page_of(pulse: Pulse) -> str:
    """Return where the page of its meeting is."""
    return f"/projects/waiting-at-night/meetings/{pulse.meeting_id}/"


def is_still_open(pulse: Pulse) -> bool:
    """Whether it is open after the tick that closes what is to be closed."""
    tasks.close_due_pulses()
    return not Pulse.objects.get(pk=pulse.pk).is_closed
