"""What a report tells of the ten elements: each record beside what people said, and where they disagree, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elements.beside import PairKind, judge
from elements.models import Result
from elements.records.record import STATE_WORDS, RecordState

if TYPE_CHECKING:
    from elements.models import Element, Indicator
    from elements.records.record import ElementRecord, Record

Who = Result.Who
ORDER = (Who.EVERYBODY, Who.FACILITATORS, Who.PARTICIPANTS)
#: How wide a bar is drawn; a part narrower than that many shows no number, which the words have.
WIDTH, NARROW = 300, 16
#: The lines of "mostly", drawn over the whole bar at once: a small pattern shows seams in the PDF.
HATCH = "".join(f"M{x} 20l20-20" for x in range(-20, WIDTH, 7))
#: From so many tenths on, a gap between facilitators and participants is put into words.
WORTH_WORDS = 3


@dataclass(frozen=True)
class ToldPart:
    """A part of a bar: ``look`` is a1 to a4 for the four answers, a12 and a34 where only halves may be shown."""

    look: str
    x: float
    width: float
    text: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def plate(self) -> float:
        """Where the white ground of the number begins."""
        return round(self.middle - 9, 1)


@dataclass(frozen=True)
class ToldBar:
    """What some people answered: the parts, where "a little" ends, and all of it in words."""

    uid: str
    who: str
    words: str
    title: str
    parts: Sequence[ToldPart]
    line: float | None
    hatch: str = HATCH


@dataclass(frozen=True)
class ToldIndicator:
    """An indicator with its record, if it has one, the bars of what people said, and where the two disagree."""

    indicator: "Indicator"
    record: "Record | None"
    bars: Sequence[ToldBar]
    apart: str
    is_claimed: bool

    @property
    def why(self) -> str:
        """Why it needs attention; nothing in other states."""
        if self.record and self.record.state == RecordState.NEEDS_ATTENTION:
            return self.record.rule
        return ""


@dataclass(frozen=True)
class ToldElement:
    """An element: its state in a word, and its indicators."""

    element: "Element"
    state: str
    rows: Sequence[ToldIndicator]

    @property
    def state_word(self) -> str:
        return str(STATE_WORDS[self.state])

    @property
    def has_people(self) -> bool:
        return any(row.bars for row in self.rows)

    @property
    def has_records(self) -> bool:
        return any(row.record for row in self.rows)


def tell(
    records: "Iterable[ElementRecord]", results: Mapping[str, Sequence[Result]]
) -> list[ToldElement]:
    """Return the elements of which there is something to tell: a record, or what people said of it."""
    told = []
    for entry in records:
        rows = [
            _told(row.indicator, row.record, results.get(row.indicator.key, ()))
            for row in entry.indicators
        ]
        rows = [row for row in rows if row.record or row.bars]
        if rows:
            state = entry.state if entry.shown else RecordState.NOTHING_YET
            told.append(ToldElement(entry.element, state, rows))
    return told


def _told(
    indicator: "Indicator", record: "Record | None", results: Sequence[Result]
) -> ToldIndicator:
    shown = sorted(
        (row for row in results if row.is_shown), key=lambda row: ORDER.index(Who(row.who))
    )
    bars = [_bar(f"bar-{indicator.pk}-{row.who}", row) for row in shown]
    words = [_against(record, shown[-1])] if record and shown else []
    is_claimed = bool(words and words[0] and record and record.state == RecordState.IN_PLACE)
    words.append(_gap(shown))
    return ToldIndicator(indicator, record, bars, " ".join(filter(None, words)), is_claimed)


def _against(record: "Record", said: Result) -> str:
    """Say in a sentence where record and people disagree."""
    is_strong = (said.up or 0) * 2 > said.count
    if judge(record.state, is_strong=is_strong) != PairKind.DISAGREE:
        return ""
    values = {"state": str(STATE_WORDS[record.state]).lower(), "up": said.up, "count": said.count}
    if said.who == Who.PARTICIPANTS and is_strong:
        people = _("but %(up)s of %(count)s participants say it is mostly or fully so.")
    elif said.who == Who.PARTICIPANTS:
        people = _("but only %(up)s of %(count)s participants say it is mostly or fully so.")
    elif is_strong:
        people = _("but %(up)s of %(count)s people say it is mostly or fully so.")
    else:
        people = _("but only %(up)s of %(count)s people say it is mostly or fully so.")
    return f"{_('Our record says “%(state)s”,') % values} {people % values}"


def _gap(shown: Sequence[Result]) -> str:
    """Say who is more positive, where facilitators and participants are far apart."""
    by = {row.who: row for row in shown}
    if Who.FACILITATORS not in by or Who.PARTICIPANTS not in by:
        return ""
    ours, theirs = by[Who.FACILITATORS], by[Who.PARTICIPANTS]
    # The two shares, brought to the same number of people.
    gap = (ours.up or 0) * theirs.count - (theirs.up or 0) * ours.count
    if 10 * abs(gap) < WORTH_WORDS * ours.count * theirs.count:
        return ""
    if gap > 0:
        return _("Facilitators are more positive than participants.")
    return _("Participants are more positive than facilitators.")


def _bar(uid: str, row: Result) -> ToldBar:
    words = _("%(up)s of %(count)s mostly or fully") % {"up": row.up, "count": row.count}
    if row.cannot_say:
        others = ngettext("%(n)s couldn’t say", "%(n)s couldn’t say", row.cannot_say)
        words = f"{words}; {others % {'n': row.cannot_say}}"
    who = str(Who(row.who).label).capitalize()
    if row.is_exact:
        counts = [count or 0 for count in row.counts[:4]]
        title = _("%(who)s: %(a)s not at all, %(b)s a little, %(c)s mostly, %(d)s fully") % {
            "who": who,
            **dict(zip("abcd", counts, strict=True)),
        }
        parts = _parts(zip(("a1", "a2", "a3", "a4"), counts, strict=True))
    else:
        title = f"{who}: {words}"
        parts = _parts([("a12", row.down or 0), ("a34", row.up or 0)])
    low = [part.x + part.width for part in parts if part.look in ("a1", "a2", "a12")]
    return ToldBar(uid, who, words, title, parts, low[-1] if low else None)


def _parts(counts: Iterable[tuple[str, int]]) -> list[ToldPart]:
    counts = list(counts)
    whole, x, parts = sum(count for _look, count in counts), 0.0, []
    for look, count in counts:
        if count:
            width = round(WIDTH * count / whole, 1)
            parts.append(ToldPart(look, round(x, 1), width, str(count) if width >= NARROW else ""))
            x += width
    return parts
