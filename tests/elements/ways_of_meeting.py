"""What somebody could do so that the records of meetings would say what is not so."""

from meetings.models import Attendance, Meeting, MeetingNotes, Pulse, PulseResult, PulseWord
from projects.models import Role
from tests import factories
from tests.elements.conftest import NOW, ago

FELT = ["human.safety", "positive.experience"]
WORDED = ["human.feelings"]
HELD = ["human.together"]


def _low(sound, meeting, *, up):
    PulseResult.objects.filter(pulse__meeting=meeting).update(up=up, down=5 - up)


WAYS_OF_MEETING = {
    "the last meeting felt bad to four of five": (
        lambda s: _low(s, s.met_last, up=1),
        [*FELT, "equal.care"],
    ),
    "the meeting before the last felt bad to two of five": (
        lambda s: _low(s, s.met_first, up=3),
        [*FELT, "equal.care"],
    ),
    "only one meeting was asked about": (
        lambda s: Pulse.objects.filter(meeting=s.met_first).delete(),
        [*FELT, *WORDED],
    ),
    "too few answered to show it": (
        lambda s: PulseResult.objects.update(level="hidden", up=None, down=None),
        FELT,
    ),
    "fewer than half of those who were there answered": (
        lambda s: Pulse.objects.update(there=11),
        FELT,
    ),
    "the last pulse is 27 weeks old": (
        lambda s: Meeting.objects.filter(pk__in=[s.met_first.pk, s.met_last.pk]).update(
            on=ago(190).date()
        ),
        [*FELT, *WORDED, *HELD],
    ),
    "the last meeting was 14 weeks ago": (
        lambda s: Meeting.objects.update(on=ago(99).date()),
        [*WORDED, *HELD],
    ),
    "no words were shared": (lambda s: PulseWord.objects.all().delete(), WORDED),
    "no time was set aside to connect": (lambda s: Meeting.objects.update(connect_minutes=0), HELD),
    "all meetings were online": (lambda s: Meeting.objects.update(where="online"), HELD),
    "all meetings were called off": (
        lambda s: Meeting.objects.update(called_off_at=NOW, called_off_why="Snow."),
        [*HELD, *WORDED],
    ),
    "nobody wrote down who was there": (lambda s: MeetingNotes.objects.all().delete(), HELD),
    "only those who run it were there": (
        lambda s: Attendance.objects.exclude(member=s.jo).delete(),
        [*HELD, *WORDED],
    ),
    "of five who answered, all may be those who run it": (
        lambda s: Attendance.objects.bulk_create(
            Attendance(
                project=s.project,
                meeting=meeting,
                member=member,
                was_there=True,
                noted_at=NOW,
            )
            for meeting in (s.met_first, s.met_last)
            for member in factories.MemberFactory.create_batch(
                4, project=s.project, role=Role.FACILITATOR
            )
        ),
        [*FELT, *WORDED],
    ),
    "one of them was half a year before the other": (
        lambda s: Meeting.objects.filter(pk=s.met_first.pk).update(on=ago(183).date()),
        [*HELD, *WORDED],
    ),
}
