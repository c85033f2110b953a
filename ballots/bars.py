"""Turns what is published of people's answers into a bar: its parts, and the words for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ballots.counted import CountedAnswers

#: A part narrower than this shows no number: it would cover its neighbours. The table has it.
FITS = 5.0


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


@dataclass(frozen=True)
class ThinBar:
    """What people answered about a whole element: no number, and parts only where each of them may be published."""

    words: str
    parts: Sequence[Part]
    line: float | None


def bar_of(name: str, result: CountedAnswers) -> Bar:
    """Return the bar of answers that are shown; ``name``: whose they are."""
    return _exact(name, result) if result.is_exact else _coarse(name, result)


def _exact(name: str, result: CountedAnswers) -> Bar:
    counts = [count or 0 for count in result.counts[:4]]
    parts = parts_of(counts, with_numbers=True)
    label = _(
        "%(who)s: %(a)s not at all, %(b)s a little, %(c)s mostly, %(d)s fully, %(e)s couldn’t say."
    ) % {"who": name, **dict(zip("abcde", [*counts, result.cannot_say], strict=True))}
    return Bar(name, how_many(result), label, parts, line_of(parts))


def how_many(result: CountedAnswers) -> str:
    """Say how many said mostly or fully, and how many couldn't say, where that is known."""
    words = _("%(up)s of %(count)s said mostly or fully") % {
        "up": result.up,
        "count": result.count,
    }
    if not result.cannot_say:
        return words
    others = ngettext("%(n)s couldn’t say", "%(n)s couldn’t say", result.cannot_say)
    return f"{words}; {others % {'n': result.cannot_say}}"


def _coarse(name: str, result: CountedAnswers) -> Bar:
    """Nearly all gave the same answer: only how many said mostly or fully may be shown, so two parts at most."""
    label = _(
        "%(who)s: %(words)s. Nearly all gave the same answer. To show which would tell what each person said."
    ) % {"who": name, "words": how_many(result)}
    return Bar(name, how_many(result), label, _halves(result), None)


def bar_of_halves(name: str, result: CountedAnswers) -> Bar:
    """Return a bar in two parts, whatever more may be shown: those who said mostly or fully, after the others."""
    words = how_many(result)
    label = _("%(who)s: %(words)s.") % {"who": name, "words": words}
    return Bar(name, words, label, _halves(result), None)


def _halves(result: CountedAnswers) -> list[Part]:
    up, count = result.up or 0, result.count
    said = _("%(up)s mostly or fully") % {"up": up}
    below = 100 * (result.down or 0) / count
    parts = [Part("a12", 0, below, str(result.down) if up else said)] if below else []
    if up:
        parts.append(Part("a34", below, 100 - below, said if below < 50 else str(up)))
    return parts


def parts_of(counts: Sequence[int], *, with_numbers: bool) -> list[Part]:
    """Return the parts of a bar for how many said not at all, a little, mostly and fully."""
    total, start, parts = sum(counts), 0.0, []
    for look, count in zip(("a1", "a2", "a3", "a4"), counts, strict=True):
        if count:
            width = 100 * count / total
            text = str(count) if with_numbers and width >= FITS else ""
            parts.append(Part(look, start, width, text))
            start += width
    return parts


def line_of(parts: Sequence[Part]) -> float | None:
    """Return where "a little" ends, in per cent."""
    low = [part.end for part in parts if part.look in ("a1", "a2")]
    return low[-1] if low else None
