"""What the records ask of meetings: which were held, how they felt, and the words of those who were there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.prepared import Prepared, day, moment, number, totals
from elements.records.record import HALF_YEAR, Count, OnlyCounted, midnight
from meetings.models import Attendance, Meeting, MeetingNotes, Pulse, PulseResult, PulseWord
from projects.models import Project, Role

#: So many results are read: those of the last meetings, of each sentence that was asked.
_LAST = 24
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FeltLately:
    """How those who were there answered one sentence after a meeting, where that is shown."""

    on: date
    up: int
    down: int
    there: int
    leaders: int

    @property
    def count(self) -> int:
        return self.up + self.down

    @property
    def is_low(self) -> bool:
        """Whether fewer than half said mostly or fully."""
        return 2 * self.up < self.count

    @property
    def is_high(self) -> bool:
        """Whether two thirds said mostly or fully."""
        return 3 * self.up >= 2 * self.count

    @property
    def is_of_others(self) -> bool:
        """Whether half of those who were there answered, and somebody among them who does not run the project."""
        return 2 * self.count >= self.there and self.count > self.leaders


def read_felt(project: Project, *, on: date) -> dict[str, list[FeltLately]]:
    """Return how the last meetings felt up to a day, by what was asked, the last one first."""
    found: dict[str, list[FeltLately]] = {}
    for row in _FELT.all(project=project.pk, on=on, after=midnight(on + _DAY)):
        feeling = row.pop("feeling")
        found.setdefault(feeling, []).append(FeltLately(**row))
    return found


def felt_counts(rows: Sequence[FeltLately]) -> list[Count]:
    """Return the figures of the last meeting after which it is shown; none where there is none."""
    if not rows:
        return []
    last = rows[0]
    counts = [
        (_("people who answered after the last meeting: %(n)s"), last.count),
        (_("of whom said mostly or fully: %(n)s"), last.up),
    ]
    return [Count(words % {"n": n}, n, only=OnlyCounted.ANSWERS) for words, n in counts]


def _felt() -> QuerySet:
    """Return the results that are shown of the last meetings, with how many facilitators were there."""
    there = Attendance.objects.was_there().filter(meeting=OuterRef("pulse__meeting"))
    leaders = there.filter(member__role=Role.FACILITATOR).order_by().values("meeting")
    shown = PulseResult.objects.exclude(level=PulseResult.Level.HIDDEN).filter(
        pulse__project=number("project"),
        pulse__outcome=Pulse.Outcome.SHOWN,
        pulse__meeting__on__lte=day("on"),
        pulse__closed_at__lt=moment("after"),
    )
    ordered = shown.order_by("-pulse__meeting__on", "-pulse__meeting", "feeling")
    return ordered.values("feeling", "up", "down").annotate(
        on=F("pulse__meeting__on"),
        there=F("pulse__there"),
        leaders=Coalesce(Subquery(leaders.annotate(n=CountRows("pk")).values("n")), 0),
    )[:_LAST]


def read_meetings(project: Project, *, on: date) -> Mapping[str, Any]:
    """Return the counts of :func:`_meetings` for a project on a day."""
    found: dict[str, Any] = _MEETINGS.first(
        project=project.pk, on=on, half_year_ago=on - HALF_YEAR, after=midnight(on + _DAY)
    )
    return {**found, "words": found["words"] or 0}


def held_meetings(project: Any, *, on: Any) -> QuerySet[Meeting]:
    """Keep the meetings that were held up to a day: it is noted who was there, and somebody who does not run it was."""
    there = Attendance.objects.was_there().filter(meeting=OuterRef("pk"))
    others = there.filter(member__role=Role.PARTICIPANT)
    noted = MeetingNotes.objects.filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.on().filter(project=project, on__lte=on)
    return rows.filter(Exists(noted), Exists(others))


#: Which of the meetings that were held a figure counts; the rows that it leads to are found by the same.
TIMED = Q(connect_minutes__gt=0)


def _meetings() -> QuerySet:
    """
    Count the meetings that were held: ``held`` in the last 26 weeks; ``timed``, with time to connect, and in how many
    ``kinds`` of place; ``last`` and ``last_timed``: on which day.

    ``worded``: after how many of them words of those who were there are shown, of more people than facilitators were
    there; ``words``: how many words; ``last_worded``: on which day.
    """
    lately = Q(on__gte=day("half_year_ago"))
    shown = PulseWord.objects.filter(
        pulse__meeting=OuterRef("pk"), pulse__closed_at__lt=moment("after")
    )
    leaders = Attendance.objects.was_there().filter(
        meeting=OuterRef("pk"), member__role=Role.FACILITATOR
    )
    rows = held_meetings(number("project"), on=day("on")).annotate(
        word_count=_number_of(shown, "pulse__meeting"),
        arrived=_number_of(shown.filter(when=PulseWord.When.ARRIVED), "pulse__meeting"),
        left=_number_of(shown.filter(when=PulseWord.When.LEFT), "pulse__meeting"),
        leaders=_number_of(leaders, "meeting"),
    )
    worded = Q(arrived__gt=F("leaders")) | Q(left__gt=F("leaders"))
    return totals(
        rows,
        held=CountRows("pk", filter=lately),
        timed=CountRows("pk", filter=lately & TIMED),
        kinds=CountRows("where", filter=lately & TIMED, distinct=True),
        last=Max("on"),
        last_timed=Max("on", filter=TIMED),
        worded=CountRows("pk", filter=lately & worded),
        words=Sum("word_count", filter=lately & worded),
        last_worded=Max("on", filter=worded),
    )


def _number_of(rows: QuerySet, of: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(of).annotate(n=CountRows("pk")).values("n")), 0)


_FELT = Prepared(_felt)
_MEETINGS = Prepared(_meetings)
