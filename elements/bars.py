"""Turns what is published of people's answers into bars: their parts, their words, and how far two groups are apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elements.models import Result

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Who = Result.Who
ORDER = (Who.EVERYBODY, Who.FACILITATORS, Who.PARTICIPANTS)
#: From here on a gap between facilitators and participants is put into words.
WORTH_WORDS = Fraction(3, 10)
#: A part narrower than this shows no number: it would cover its neighbours. The table has it.
FITS = 5.0
#: Answers of several questions together are called one way or the other from here on; between the two they are mixed.
MOST, FEW = Fraction(6, 10), Fraction(4, 10)

NAMES: dict[str, "_StrPromise"] = {
    Who.EVERYBODY: gettext_lazy("Everybody"),
    Who.FACILITATORS: gettext_lazy("Facilitators"),
    Who.PARTICIPANTS: gettext_lazy("Participants"),
}


@dataclass(frozen=True)
class Part:
    """One part of a bar, in per cent of its width. ``look``: a1 to a4 for the four answers, a12 and a34 for halves."""

    look: str
    start: float
    width: float
    text: str = ""

    @property
    def middle(self) -> float:
        return self.start + self.width / 2

    @property
    def end(self) -> float:
        return self.start + self.width


@dataclass(frozen=True)
class Bar:
    """
    What some people answered. ``words`` stand beside its name, ``label`` is for those who do not see it.

    ``line``: where "a little" ends; None where nobody said less than mostly, or where it cannot be told.
    """

    name: str
    words: str
    label: str
    parts: Sequence[Part]
    line: float | None


def bars_of(results: Iterable[Result]) -> list[Bar]:
    """Return the bars of an indicator, facilitators above participants; none of what is hidden."""
    return [_exact(result) if result.is_exact else _coarse(result) for result in shown(results)]


def shown(results: Iterable[Result]) -> list[Result]:
    """Keep what may be shown, participants last."""
    return sorted(
        (result for result in results if result.is_shown),
        key=lambda result: ORDER.index(Who(result.who)),
    )


def _exact(result: Result) -> Bar:
    counts = [count or 0 for count in result.counts[:4]]
    parts = _parts(counts, with_numbers=True)
    name = str(NAMES[result.who])
    label = _(
        "%(who)s: %(a)s not at all, %(b)s a little, %(c)s mostly, %(d)s fully, %(e)s couldn’t say."
    ) % {"who": name, **dict(zip("abcde", [*counts, result.cannot_say], strict=True))}
    return Bar(name, _words(result), label, parts, _line(parts))


def _words(result: Result) -> str:
    words = _("%(up)s of %(count)s said mostly or fully") % {
        "up": result.up,
        "count": result.count,
    }
    if not result.cannot_say:
        return words
    others = ngettext("%(n)s couldn’t say", "%(n)s couldn’t say", result.cannot_say)
    return f"{words}; {others % {'n': result.cannot_say}}"


def _coarse(result: Result) -> Bar:
    """Nearly all gave the same answer: only how many said mostly or fully may be shown, so two parts at most."""
    name, up, count = str(NAMES[result.who]), result.up or 0, result.count
    label = _(
        "%(who)s: %(words)s. Nearly all gave the same answer. To show which would tell what each person said."
    ) % {"who": name, "words": _words(result)}
    said = _("%(up)s mostly or fully") % {"up": up}
    below = 100 * (result.down or 0) / count
    parts = [Part("a12", 0, below, str(result.down) if up else said)] if below else []
    if up:
        parts.append(Part("a34", below, 100 - below, said if below < 50 else str(up)))
    return Bar(name, _words(result), label, parts, None)


def _parts(counts: Sequence[int], *, with_numbers: bool) -> list[Part]:
    total, start, parts = sum(counts), 0.0, []
    for look, count in zip(("a1", "a2", "a3", "a4"), counts, strict=True):
        if count:
            width = 100 * count / total
            text = str(count) if with_numbers and width >= FITS else ""
            parts.append(Part(look, start, width, text))
            start += width
    return parts


def _line(parts: Sequence[Part]) -> float | None:
    low = [part.end for part in parts if part.look in ("a1", "a2")]
    return low[-1] if low else None


def gap_of(results: Iterable[Result]) -> Fraction:
    """
    Return how much more of the facilitators than of the participants said "mostly" or "fully"; below 0 the other way.

    Nothing where they are counted together or hidden. It needs only the two numbers that each shown result has.
    """
    share = {result.who: _share([result]) for result in results if result.is_shown}
    if Who.FACILITATORS not in share or Who.PARTICIPANTS not in share:
        return Fraction(0)
    return share[Who.FACILITATORS] - share[Who.PARTICIPANTS]


def _share(results: Sequence[Result]) -> Fraction:
    return Fraction(sum(row.up or 0 for row in results), sum(row.count for row in results))


def is_wide(gap: Fraction) -> bool:
    return abs(gap) >= WORTH_WORDS


def gap_words(gap: Fraction) -> str:
    """Say who is more positive; nothing of a gap that is not worth words."""
    if not is_wide(gap):
        return ""
    if gap > 0:
        return _("Facilitators are more positive than participants.")
    return _("Participants are more positive than facilitators.")


@dataclass(frozen=True)
class ThinBar:
    """What people answered about a whole element: no number, and parts only where each of them may be published."""

    words: str
    parts: Sequence[Part]
    line: float | None


def thin_bar(found: Iterable[Sequence[Result]]) -> ThinBar | None:
    """
    Add up what participants answered to the indicators of an element; everybody, where they are counted together.

    None where nothing is shown. Answers are added up, not people.
    """
    rows = [row for results in found for row in results if row.is_shown]
    apart = [row for row in rows if row.who == Who.PARTICIPANTS]
    rows = apart or [row for row in rows if row.who == Who.EVERYBODY]
    if not rows:
        return None
    parts: list[Part] = []
    if all(row.is_exact for row in rows):
        columns = zip(*(row.counts[:4] for row in rows), strict=True)
        parts = _parts(
            [sum(count or 0 for count in column) for column in columns], with_numbers=False
        )
    lead = _("Participants: %(words)s") if apart else _("Everybody: %(words)s")
    return ThinBar(lead % {"words": _how_they_answered(rows)}, parts, _line(parts))


def _how_they_answered(rows: Sequence[Result]) -> str:
    could_not = sum(row.cannot_say or 0 for row in rows)
    count = sum(row.count for row in rows)
    if could_not * 2 > count:
        return _("many couldn’t say")
    share = Fraction(sum(row.up or 0 for row in rows), count - could_not)
    if share >= MOST:
        return _("mostly or fully")
    return _("a little, or not at all") if share <= FEW else _("very mixed")
