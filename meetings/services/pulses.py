"""Asks those who were at a meeting how it was: opens the pulse, follows what is noted of who was there, reminds."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ballots.disclosure import FEWEST
from ballots.keys import KeyCannotBeStored
from ballots.services import make_seal
from core.once import lock_row
from meetings.models import Attendance, Meeting, MeetingNotes, Pulse, PulseAsked, PulsePlaces
from outbox.services import tell_members
from projects.models import Member

logger = logging.getLogger(__name__)
DAYS_OPEN = timedelta(days=7)
#: What was longer ago than this is not asked about any more.
OPENS_WITHIN = timedelta(days=14)


def count_members_there(meeting: Meeting) -> int:
    """Return how many members were at a meeting, as it is noted, also those who left since."""
    return Attendance.objects.was_there().filter(meeting=meeting).count()


def count_others_there(meeting: Meeting) -> int:
    """Return how many others were at a meeting, as it is noted."""
    notes = MeetingNotes.objects.filter(meeting=meeting)
    return sum(notes.values_list("others_there", flat=True))


@transaction.atomic
def open_pulse(meeting: Meeting, *, now: datetime, is_ending: bool = False) -> Pulse | None:
    """
    Ask those who were at a meeting how it was, once; return the pulse, or None where there is nothing to ask.

    It is not asked before the meeting is over and somebody has noted who was there, nor where fewer than five members
    were, of whom nothing could be shown, nor more than two weeks later.

    :param is_ending: whether it comes to its end, so that people can be asked while they are in the room.
    :raises ballots.keys.KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    lock_row(meeting)
    due = Meeting.objects.not_asked_yet(now=now, within=OPENS_WITHIN)
    held = due.select_related("project").filter(pk=meeting.pk).first()
    if held is None or count_members_there(held) < FEWEST:
        return None
    if not held.is_over(now) and not (is_ending and held.starts_at <= now):
        return None
    closes_on = timezone.localdate(now) + DAYS_OPEN
    pulse = held.project.pulses.create(
        meeting=held, opened_at=now, closes_on=closes_on, seal=make_seal()
    )
    PulsePlaces.objects.create(pulse=pulse, there=0)
    _ask_who_was_there(pulse, now=now)
    return pulse


def follow_attendance(meeting: Meeting, *, now: datetime) -> None:
    """
    Ask those who are marked as having been there, each once; whoever is taken out of them stays a row.

    The caller holds the meeting. Where the keys cannot be stored now, the next tick asks.
    """
    pulse = Pulse.objects.select_for_update().filter(meeting=meeting).first()
    if pulse is None:
        try:
            open_pulse(meeting, now=now)
        except KeyCannotBeStored:
            logger.warning("The pulse of meeting %s did not open: no key could be kept", meeting.pk)
    elif pulse.takes_answers(on=timezone.localdate(now)):
        pulse.meeting = meeting
        _ask_who_was_there(pulse, now=now)


def _ask_who_was_there(pulse: Pulse, *, now: datetime) -> None:
    """Add those who are marked for the first time, and count the places again."""
    there = Attendance.objects.was_there().filter(meeting=pulse.meeting).values("member")
    here = set(Member.objects.taking_part().filter(pk__in=there).values_list("pk", flat=True))
    asked = set(pulse.asked.values_list("member", flat=True))
    new = sorted(here - asked)
    PulseAsked.objects.bulk_create(PulseAsked(pulse=pulse, member_id=pk) for pk in new)
    places = PulsePlaces.objects.select_for_update().get(pulse=pulse)
    places.note(
        members=count_members_there(pulse.meeting), others=count_others_there(pulse.meeting)
    )
    places.save(update_fields=["there", "members", "others"])
    if new:
        at = f":{now.isoformat()}" if asked else ""
        _tell(pulse, f"asked{at}", Member.objects.filter(pk__in=new), now=now)


@transaction.atomic
def remind_of_pulse(pulse: Pulse, *, on: date, now: datetime) -> bool:
    """
    Remind everybody who is asked, once, when two days are left; return whether this call did.

    Those who have answered hear it, too: whom a reminder goes to would tell facilitators who has not.
    """
    mine = Pulse.objects.to_remind(on=on).filter(pk=pulse.pk)
    if not mine.update(is_reminded=True):
        return False
    asked = Member.objects.filter(pk__in=pulse.asked.there().values("member"))
    _tell(pulse, "reminder", asked, now=now, is_reminder=True)
    return True


def _tell(pulse: Pulse, what: str, to: Iterable[Member], *, now: datetime, **more: Any) -> None:
    meeting = pulse.meeting
    tell_members(
        event=f"pulse:{pulse.pk}:{what}",
        project=pulse.project,
        kind="pulse_asked",
        data={
            "pulse": pulse.pk,
            "meeting": meeting.pk,
            "title": meeting.title,
            "on": meeting.on.isoformat(),
            "closes_on": pulse.closes_on.isoformat(),
            **more,
        },
        recipients=to,
        asks=True,
        now=now,
    )
