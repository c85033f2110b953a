"""What pages show of pulses: the one of a meeting, and how all meetings of a project felt."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from ballots.bars import Bar, bar_of, bar_of_halves
from core.dates import long_date
from core.prepared import Prepared, number, totals
from meetings.models import (
    Feeling,
    Meeting,
    Pulse,
    PulseAsked,
    PulseQuerySet,
    PulseResult,
    PulseWord,
    Unasked,
)
from meetings.services import can_be_read
from projects.models import Project
from projects.models.project import Viewer

#: So many meetings are drawn; the table has as many.
MOST_DRAWN = 12


@dataclass(frozen=True)
class Felt:
    """How one sentence was answered at one meeting; ``name``: what its bars are called."""

    sentence: str
    result: PulseResult
    name: str

    @cached_property
    def bar(self) -> Bar | None:
        """The bar of all answers; None where they are not shown."""
        return bar_of(self.name, self.result) if self.result.is_shown else None

    @property
    def in_short(self) -> str:
        """How many said mostly or fully, of how many; or that it is not shown."""
        if not self.result.is_shown:
            return _("not shown")
        return _("%(up)s of %(count)s") % {"up": self.result.up, "count": self.result.count}

    @cached_property
    def half(self) -> Bar | None:
        """The bar in two parts; None where they are not shown."""
        return bar_of_halves(self.name, self.result) if self.result.is_shown else None


@dataclass(frozen=True)
class PulseShown:
    """
    What the page of a meeting shows of its pulse. ``row``: whether the viewer is asked, and has answered.

    ``there``: how many were there; where nobody is asked, how many members. ``arrived``, ``left``: their words, for
    members alone, of ``word_count`` people.
    ``to_look_at``: the first text in which a facilitator has to look for names.
    """

    pulse: Pulse | None
    there: int
    row: PulseAsked | None = None
    is_key_away: bool = False
    felt: Sequence[Felt] = ()
    arrived: Sequence[str] = ()
    left: Sequence[str] = ()
    word_count: int = 0
    to_look_at: Unasked | None = None


def pulse_of(meeting: Meeting, viewer: Viewer, *, members_there: int | None) -> PulseShown | None:
    """
    Return what is shown to somebody of the pulse of a meeting; None where there is none, and nobody noted who was
    there.

    ``members_there``: how many members were there; None where it is not noted.
    """
    me, is_member = viewer.member_id, viewer.is_member
    pulse: Pulse | None = getattr(meeting, "pulse", None)
    if pulse is None:
        return None if members_there is None else PulseShown(None, members_there)
    pulse.meeting, pulse.project = meeting, meeting.project
    if not pulse.is_closed:
        row = pulse.asked.of_member(me) if me else None
        return PulseShown(pulse, pulse.places.there, row, is_key_away=not can_be_read(pulse))
    if not pulse.is_shown:
        return PulseShown(pulse, pulse.there or 0)
    words = _WORDS.all(pulse=pulse.pk)
    arrived = [row.word for row in words if row.when == PulseWord.When.ARRIVED]
    left = [row.word for row in words if row.when == PulseWord.When.LEFT]
    return PulseShown(
        pulse,
        pulse.there or 0,
        felt=felt_of(_RESULTS.all(pulse=pulse.pk)),
        arrived=arrived if is_member else (),
        left=left if is_member else (),
        word_count=max(len(arrived), len(left)),
        to_look_at=_TO_LOOK_AT.first(pulse=pulse.pk) if viewer.is_facilitator else None,
    )


_WORDS = Prepared(lambda: PulseWord.objects.filter(pulse=number("pulse")))
_RESULTS = Prepared(lambda: PulseResult.objects.filter(pulse=number("pulse")))
_TO_LOOK_AT = Prepared(
    lambda: Unasked.objects.to_look_at().filter(pulse=number("pulse")).order_by("pk")[:1]
)


def felt_of(results: Iterable[PulseResult], *, name: str = "") -> list[Felt]:
    """Return the results of one pulse in the order of the sentences, each with its bars, which have this name."""
    by_feeling = {row.feeling: row for row in results}
    name = name or _("Those who answered")
    return [Felt(str(label), by_feeling[feeling], name) for feeling, label in Feeling.choices]


@dataclass(frozen=True)
class Trend:
    """How one sentence was answered over the meetings: a bar for each in which it is shown, the oldest first."""

    sentence: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class FeltAt:
    """A meeting, and how each sentence was answered after it."""

    meeting: Meeting
    felt: Sequence[Felt]


def trend_of(project: Project) -> dict[str, Any]:
    """Return how the last meetings of a project felt, the oldest first; and how many closed with too few answers."""
    pulses = _NEWEST.all(project=project.pk)
    results: dict[int, list[PulseResult]] = defaultdict(list)
    for result in _NEWEST_RESULTS.all(project=project.pk):
        results[result.pulse_id].append(result)
    rows: list[FeltAt] = []
    for pulse in pulses[:MOST_DRAWN][::-1]:
        pulse.meeting.project = project
        rows.append(FeltAt(pulse.meeting, felt_of(results[pulse.pk], name=_named(pulse.meeting))))
    return {
        "trends": [
            Trend(sentence, [bar for row in rows if (bar := row.felt[place].half)])
            for place, sentence in enumerate(map(str, Feeling.labels))
        ],
        "rows": rows[::-1],
        "has_more": len(pulses) > MOST_DRAWN,
        "not_shown": _NOT_SHOWN.first(project=project.pk)["n"],
    }


def _closed() -> PulseQuerySet:
    return Pulse.objects.filter(project=number("project"), closed_at__isnull=False)


def _newest() -> PulseQuerySet:
    return _closed().shown().order_by("-meeting__on", "-pk")[: MOST_DRAWN + 1]


_NEWEST = Prepared(lambda: _newest().select_related("meeting"))
_NEWEST_RESULTS = Prepared(
    lambda: PulseResult.objects.filter(pulse__in=_newest().values("pk")).order_by("pk")
)
_NOT_SHOWN = Prepared(lambda: totals(_closed().exclude(outcome=Pulse.Outcome.SHOWN), n=Count("pk")))


def _named(meeting: Meeting) -> str:
    return _("%(day)s, %(title)s") % {"day": long_date(meeting.on), "title": meeting.title}
