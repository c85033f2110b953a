"""Offers people something in return, and goes on with it, for tests of what they are told."""

from collections.abc import Callable
from typing import Any

from participation import services
from participation.models import Return
from participation.services.returns import hand_back_returns
from tests import factories
from tests.coproduce.two_people import People
from tests.factories import NOW
from tests.returning import THING, offer, promise_return

LATER = NOW.replace(year=2030)


def _promise(people: People) -> Return:
    return promise_return(people.amina, people.jo, now=LATER)


def _take_over(people: People) -> Any:
    row = _promise(people)
    boss = factories.MemberFactory(project=people.project, role="facilitator")
    said = {"thing": THING, "due_on": row.due_on, "said_by": people.jo}
    return services.change_return(row, by=boss, **said, now=LATER)


def _hand_back(people: People) -> Any:
    _promise(people)
    return hand_back_returns(people.jo, now=NOW)


def _take_back(people: People) -> Any:
    _promise(people)
    return services.take_back(people.amina, "returns", now=NOW)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    "return_offered": lambda people: offer(people.amina, people.jo, now=LATER),
    "return_given": lambda people: services.give_return(_promise(people), by=people.jo, now=LATER),
    "return_withdrawn": lambda people: services.withdraw_return(
        _promise(people), why="No money.", by=people.jo, now=LATER
    ),
    "return_not_wanted": lambda people: services.answer_return(
        _promise(people), is_wanted=False, now=LATER
    ),
    "return_noted": lambda people: services.confirm_return(
        _promise(people), has_it=True, by=people.jo, now=LATER
    ),
    "return_not_there": lambda people: services.confirm_return(
        _promise(people), has_it=False, now=LATER
    ),
    "returns_taken_back": lambda people: (
        _promise(people),
        services.take_back(people.amina, "returns", by=people.jo, now=NOW),
    ),
    "return_taken_over": _take_over,
    "return_for_you": _take_over,
    "returns_handed_back": _hand_back,
    "return_gone": _take_back,
}
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    **dict.fromkeys(
        [
            *("return_offered", "return_given", "return_withdrawn", "return_noted"),
            *("returns_handed_back", "returns_taken_back"),
        ],
        "offers you something in return, or did",
    ),
    **dict.fromkeys(
        [
            *("return_not_wanted", "return_taken_over", "return_for_you", "return_gone"),
            "return_not_there",
        ],
        "you give somebody something in return",
    ),
}
