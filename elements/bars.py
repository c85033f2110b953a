"""Turns what is published of people's answers into bars: their parts, their words, and how far two groups are apart."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ballots.bars import Bar, Part, ThinBar, bar_of, line_of, parts_of
from elements.models import Result

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Who = Result.Who
ORDER = (Who.EVERYBODY, Who.FACILITATORS, Who.PARTICIPANTS)
#: From here on a gap between facilitators and participants is put into words.
WORTH_WORDS = Fraction(3, 10)
#: Answers of several questions together are called one way or the other from here on; between the two they are mixed.
MOST, FEW = Fraction(6, 10), Fraction(4, 10)

NAMES: dict[str, "_StrPromise"] = {
    Who.EVERYBODY: gettext_lazy("Everybody"),
    Who.FACILITATORS: gettext_lazy("Facilitators"),
    Who.PARTICIPANTS: gettext_lazy("Participants"),
}


def bars_of(results: Iterable[Result]) -> list[Bar]:
    """Return the bars of an indicator, facilitators above participants; none of what is hidden."""
    return [bar_of(str(NAMES[result.who]), result) for result in shown(results)]


def shown(results: Iterable[Result]) -> list[Result]:
    """Keep what may be shown, participants last."""
    return sorted(
        (result for result in results if result.is_shown),
        key=lambda result: ORDER.index(Who(result.who)),
    )


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
        parts = parts_of(
            [sum(count or 0 for count in column) for column in columns], with_numbers=False
        )
    lead = _("Participants: %(words)s") if apart else _("Everybody: %(words)s")
    return ThinBar(lead % {"words": _how_they_answered(rows)}, parts, line_of(parts))


def _how_they_answered(rows: Sequence[Result]) -> str:
    could_not = sum(row.cannot_say or 0 for row in rows)
    count = sum(row.count for row in rows)
    if could_not * 2 > count:
        return _("many couldn’t say")
    share = Fraction(sum(row.up or 0 for row in rows), count - could_not)
    if share >= MOST:
        return _("mostly or fully")
    return _("a little, or not at all") if share <= FEW else _("very mixed")
