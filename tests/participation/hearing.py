"""Arranges what people need, for tests of what they are told; with what coordinators are told, from `tests.home`."""

from collections.abc import Callable
from typing import Any

from participation import services
from participation.models import Need
from participation.services.needs import hand_back_needs
from tests import factories
from tests.coproduce.two_people import People
from tests.factories import DAY, NOW
from tests.home import coming
from tests.needing import say_needs
from tests.participation import hearing_of_returns, hearing_of_words


def _promise(people: People) -> Need:
    need = say_needs(people.amina, people.jo, costs="The fare")
    services.promise_need(need, by=people.jo, due_on=DAY, now=NOW.replace(year=2030))
    return need


def _finish(people: People) -> Any:
    return services.finish_need(_promise(people), now=NOW.replace(year=2030))


def _hand_back(people: People) -> Any:
    _promise(people)
    return hand_back_needs(people.jo, now=NOW)


def _take_back(people: People) -> Any:
    _promise(people)
    return services.take_back(people.amina, "needs", now=NOW)


def _take_over(people: People) -> Any:
    need, boss = (
        _promise(people),
        factories.MemberFactory(project=people.project, role="facilitator"),
    )
    said = {"due_on": DAY, "said_by": people.jo, "now": NOW.replace(year=2031)}
    return services.promise_need(need, by=boss, **said)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    **coming.MAKES,
    **hearing_of_returns.MAKES,
    **hearing_of_words.MAKES,
    "need_arranged": _finish,
    "need_for_you": _take_over,
    "need_gone": _take_back,
    "need_taken_over": _take_over,
    "need_promised": _promise,
    "needs_handed_back": _hand_back,
}
_ARRANGES = "arranges something for you, or did"
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    **coming.WHY_AT_ONCE,
    **hearing_of_returns.WHY_AT_ONCE,
    **hearing_of_words.WHY_AT_ONCE,
    **dict.fromkeys(["need_arranged", "need_promised", "needs_handed_back"], _ARRANGES),
    **dict.fromkeys(["need_for_you", "need_gone", "need_taken_over"], "you arrange something for"),
}
