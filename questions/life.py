"""The line of life of what somebody said: how far it has come, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.dates import long_date
from questions.models import Contribution, ContributionAnswer, ContributionMove

_STEPS = {
    "said": gettext_lazy("Said"),
    "read": gettext_lazy("Read"),
    "answered": gettext_lazy("Answered"),
    **dict(ContributionMove.What.choices),
}
_OUTCOME = ContributionAnswer.Outcome
#: Answers at which the line stops, unless something came of it all the same.
_STOPS = {_OUTCOME.NO, _OUTCOME.ALREADY, _OUTCOME.NOT_NOW}


@dataclass(frozen=True)
class LifeStep:
    """``look``: past, now, next, or end where it stopped."""

    name: str
    look: str


#: A line, from its beginning on.
_Line = tuple[LifeStep, ...]


@dataclass(frozen=True)
class Life:
    """The steps of the line, the sentence that says the same, and ``address`` and ``title`` of what came of it."""

    steps: _Line
    sentence: str
    came_of_it: Mapping[str, str] | None = None


def life_of(said: Contribution) -> Life:
    """
    Return how far something has come: the furthest step, whichever were left out before it.

    :param said: with ``furthest``, see :func:`questions.getters.with_all_that_is_named`.
    """
    if said.is_taken_back:
        return Life(_ended(_("Taken back")), _("It was taken back."))
    if said.is_hidden:
        return Life(_ended(_("Hidden")), _("It is hidden from others. The reason is on its page."))
    last: Mapping[str, str] | None = said.furthest  # type: ignore[attr-defined]
    if last is not None:
        return Life(_line(list(_STEPS).index(last["what"])), moved_words(last["what"]), last)
    if said.answer is not None:
        return _answered(said.answer)
    if said.read_at is not None:
        return Life(_line(1), _read(said))
    return Life(_line(0), _("Next, somebody reads it."))


def _line(now: int) -> _Line:
    return _line_in(get_language(), now)


@cache
def _line_in(language: str | None, now: int) -> _Line:
    return tuple(
        LifeStep(str(name), "past" if at < now else "now" if at == now else "next")
        for at, name in enumerate(_STEPS.values())
    )


def _ended(name: str) -> _Line:
    return (LifeStep(str(_STEPS["said"]), "past"), LifeStep(name, "end"))


def _answered(answer: ContributionAnswer) -> Life:
    if answer.outcome not in _STOPS:
        return Life(
            _line(2), _passed_on(answer) if answer.outcome == _OUTCOME.PASSED_ON else _goes_on()
        )
    stop = LifeStep(answer.get_outcome_display(), "end")
    steps = (*(LifeStep(str(_STEPS[key]), "past") for key in ("said", "read")), stop)
    if answer.outcome == _OUTCOME.NOT_NOW:
        words = _("Not now. We look at it again on %(day)s, and you will hear from us.")
        return Life(steps, words % {"day": long_date(answer.until)})
    return Life(steps, _("It stops here. The answer says why."))


def _goes_on() -> str:
    return _("It has an answer. What comes of it will show here.")


def _passed_on(answer: ContributionAnswer) -> str:
    who = answer.followed_up_by
    day = long_date(answer.until)
    if who is None:
        return _("It was passed on. We ask what came of it by %(day)s.") % {"day": day}
    return _("It was passed on. %(name)s will ask what came of it by %(day)s.") % {
        "name": who,
        "day": day,
    }


def _read(said: Contribution) -> str:
    if said.read_by is None:
        return _("It has been read. Next comes an answer.")
    return _("%(name)s has read it, and will answer.") % {"name": said.read_by}


def moved_words(what: str) -> str:
    """Say in a sentence what came of something that was said."""
    words = {
        "discussed": _("We have talked about it."),
        "decided": _("It is part of a decision."),
        "planned": _("It is in the plan."),
        "done": _("It is done."),
        "noticed": _("It is done, and people have noticed."),
    }
    return words[what]
